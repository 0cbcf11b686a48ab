package org.flatprop.bench;

import java.util.List;

/** What Flatprop is compared with. */
sealed interface Peer permits Peer.Hand, Peer.Forward, Peer.Netlib, Peer.Scripted {

  String title();

  /** Whether it does a work. */
  boolean knows(Work work);

  /** Whether it is the same whatever JVM Flatprop runs in. */
  boolean stands();

  /**
   * The nanoseconds that it takes and, where it measures both sides together, what of them Flatprop
   * takes.
   */
  Outcome time(Work work, Jvm jvm);

  /** Flat Java by hand. */
  record Hand() implements Peer {
    static final String TITLE = "hand-written Java";

    @Override
    public String title() {
      return TITLE;
    }

    @Override
    public boolean knows(Work work) {
      return ByHand.code(work.name()) != null;
    }

    @Override
    public boolean stands() {
      return false;
    }

    @Override
    public Outcome time(Work work, Jvm jvm) {
      return Fork.run(jvm.flags(), ByHand.class, work.name());
    }
  }

  /**
   * The kernel's own forward pass, which value and gradient are compared with, not a whole step.
   */
  record Forward() implements Peer {
    static final String TITLE = "its own forward pass";

    @Override
    public String title() {
      return TITLE;
    }

    @Override
    public boolean knows(Work work) {
      return work instanceof ModelWork;
    }

    @Override
    public boolean stands() {
      return false;
    }

    @Override
    public Outcome time(Work work, Jvm jvm) {
      return Fork.run(jvm.flags(), GradientCost.class, work.name());
    }
  }

  /** A library for the JVM. */
  record Netlib(String title, String method, List<String> flags) implements Peer {

    @Override
    public boolean knows(Work work) {
      return work instanceof ProductWork;
    }

    @Override
    public boolean stands() {
      return true;
    }

    @Override
    public Outcome time(Work work, Jvm jvm) {
      return Jmh.time(ProductBenchmark.class, method, work, flags);
    }
  }

  /** A library for Python. */
  record Scripted(String title, String peer, Script script) implements Peer {

    @Override
    public boolean knows(Work work) {
      return true;
    }

    @Override
    public boolean stands() {
      return true;
    }

    @Override
    public Outcome time(Work work, Jvm jvm) {
      return script.time(peer, work);
    }
  }
}
