package org.flatprop.bench;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A figure to reach: Flatprop's time by a peer's, at most.
 *
 * @param work the beginning of its name
 * @param threads that Flatprop may use, against one
 */
record Goal(String work, String peer, double atMost, int threads) {

  /** Without the Vector API no figure shall be worse than so many times these. */
  private static final double PLAIN = 4;

  private static final List<Goal> ALL =
      List.of(
          goal("neuron", Peer.Hand.TITLE, 1.05),
          goal("three_four_four_one", Peer.Hand.TITLE, 1.05),
          goal("neuron", Peers.JAX, 0.01),
          goal("xor", Peers.JAX, 0.3),
          goal("two_layer", Peers.NUMPY, 0.45),
          goal("two_layer", Peers.JAX, 0.95),
          new Goal("two_layer", Peers.JAX, 0.6, 2),
          goal("classifier", Peers.JAX, 0.9),
          goal("logsumexp", Peers.NUMPY, 0.5),
          goal("logsumexp", Peers.JAX, 0.5),
          goal("product_64x1000x100", Peers.NUMPY, 1.4),
          goal("product_512", Peers.NUMPY, 1.4),
          goal("two_layer", Peer.Forward.TITLE, 2.6),
          goal("classifier", Peer.Forward.TITLE, 2.6));

  private static Goal goal(String work, String peer, double atMost) {
    return new Goal(work, peer, atMost, 1);
  }

  static OptionalDouble atMost(Work work, Peer peer, Jvm jvm) {
    return ALL.stream()
        .filter(goal -> work.name().startsWith(goal.work) && peer.title().equals(goal.peer))
        .filter(goal -> goal.threads == jvm.threads())
        .mapToDouble(goal -> jvm.vector() ? goal.atMost : PLAIN * goal.atMost)
        .findFirst();
  }
}
