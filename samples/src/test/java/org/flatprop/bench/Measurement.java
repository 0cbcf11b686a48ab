package org.flatprop.bench;

/** What is measured in a JVM of its own; has a constructor without parameters. */
interface Measurement {

  /** Measures once, with what {@link Fork} was given. */
  Outcome.Figures measure(String subject);
}
