package org.example.clicks;

import java.util.Random;
import java.util.stream.Stream;

/** A made-up source of events, whose users change their minds after a while. */
final class World {

  static final int FEATURES = 20;

  private final Random random;
  private final double[] tastes = new double[FEATURES];
  private final int lasting;
  private int events;

  /**
   * @param seed of all that is random
   * @param lasting after so many events tastes are others
   */
  World(long seed, int lasting) {
    this.random = new Random(seed);
    this.lasting = lasting;
  }

  /** Events without end. */
  Stream<Event> events() {
    return Stream.generate(this::next);
  }

  private Event next() {
    if (events++ % lasting == 0) {
      for (int i = 0; i < FEATURES; i++) {
        tastes[i] = random.nextGaussian();
      }
    }
    double[] features = new double[FEATURES];
    double score = -1;
    for (int i = 0; i < FEATURES; i++) {
      features[i] = random.nextGaussian();
      score += tastes[i] * features[i];
    }
    return new Event(features, random.nextDouble() < 1 / (1 + Math.exp(-score)));
  }
}
