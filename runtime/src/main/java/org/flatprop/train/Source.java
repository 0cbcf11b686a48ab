package org.flatprop.train;

import java.util.Iterator;
import java.util.OptionalInt;

/** Where batches come from: a {@link Dataset}, or a stream. */
@FunctionalInterface
public interface Source {

  /**
   * The batches of an epoch, one after the other. Asked again, it gives the same ones: a run that
   * goes on within an epoch skips those that it has seen.
   *
   * @param epoch from 0
   */
  Iterator<Batch> epoch(int epoch);

  /** How many batches an epoch has, if that is known before they are read. */
  default OptionalInt batches() {
    return OptionalInt.empty();
  }
}
