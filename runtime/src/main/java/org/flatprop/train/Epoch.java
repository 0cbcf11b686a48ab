package org.flatprop.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What an epoch came to.
 *
 * @param number from 1
 * @param steps how many steps were made since the start
 * @param rate of its last step
 * @param loss the mean of its batches' objectives, each before its step, weighted by their sizes
 * @param validation the same of the examples held out, after the epoch; empty where there are none
 * @param figures what else was measured, by name
 */
public record Epoch(
    int number,
    long steps,
    double rate,
    double loss,
    OptionalDouble validation,
    Map<String, Double> figures) {

  public Epoch {
    figures = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** What epochs are compared by: the loss of the examples held out, if there are any. */
  public double score() {
    return validation.orElse(loss);
  }
}
