package org.flatprop.loops;

import java.util.List;

/**
 * Lines that stand in a pass several times, equal but for the values they read. They are written
 * with the names of their first place.
 *
 * @param name given to no other routine
 * @param parameters what the lines read that is another value in each call
 * @param shared what the lines read that is the same in all calls
 * @param lines neither aliases nor lines that continue others; stores have the first call's places
 * @param results what of the lines is read elsewhere
 * @param calls how often they stood
 */
public record Routine(
    String name,
    List<Formula.Ref> parameters,
    List<Formula.Ref> shared,
    List<Step.Line> lines,
    List<Formula.Ref> results,
    int calls) {

  public Routine {
    parameters = List.copyOf(parameters);
    shared = List.copyOf(shared);
    lines = List.copyOf(lines);
    results = List.copyOf(results);
  }

  /** The lines that store what the pass is to give. */
  public List<Step.Store> stores() {
    return lines.stream().filter(Step.Store.class::isInstance).map(Step.Store.class::cast).toList();
  }
}
