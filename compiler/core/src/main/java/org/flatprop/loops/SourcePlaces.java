package org.flatprop.loops;

import java.util.Collections;
import java.util.Map;
import org.flatprop.graph.Node;
import org.flatprop.source.Place;

/**
 * Where in the model the values of both passes come from: the line of its files, and the node of
 * its graph.
 *
 * @param main the name of the model's file; empty where nothing is known
 * @param mainLines how many lines it has
 * @param objective where the objective is computed
 * @param values by the names that the passes have for them; some are not in it
 */
public record SourcePlaces(String main, int mainLines, Place objective, Map<String, Value> values) {

  /** For code that cannot be followed to its text. */
  public static final SourcePlaces NONE = new SourcePlaces("", 0, new Place("", 1), Map.of());

  /**
   * What a name of the passes stands for.
   *
   * @param place where its gate stands in the text; null where that is not known
   * @param node whose value it has; null for a part of a formula that has a line of its own
   * @param element which element of the node's value it is; -1 for the whole
   * @param role what it is to its gate
   * @param gate the node of the forward pass that it is the value or the adjoint of, or whose rule
   *     needs it; null where that is not known
   */
  public record Value(Place place, Node node, int element, Role role, Node gate) {

    /** An element of it, held by itself. */
    Value element(int number) {
      return new Value(place, node, number, role, gate);
    }

    /** A part of it, which has a line of its own. */
    Value part() {
      return new Value(place, null, -1, Role.PART, gate);
    }
  }

  /** What a value is to its gate. */
  public enum Role {
    /** What the gate computes. */
    VALUE,
    /** The derivative of the objective by that. */
    ADJOINT,
    /** Needed for the adjoints of its operands. */
    PART
  }

  public SourcePlaces {
    values = Collections.unmodifiableMap(values);
  }

  /** The same model, its values called by other names. */
  public SourcePlaces with(Map<String, Value> others) {
    return new SourcePlaces(main, mainLines, objective, others);
  }

  public boolean isKnown() {
    return !main.isEmpty();
  }

  /** What a name stands for, or null. */
  public Value value(String name) {
    return values.get(name);
  }

  /** Where a value comes from, or null. */
  public Place of(String name) {
    Value value = values.get(name);
    return value == null ? null : value.place();
  }

  /**
   * Where a statement comes from: what it computes, or the first within it that is known; or null.
   */
  public Place of(Step step) {
    if (step instanceof Step.Assign assign) {
      return of(assign.target());
    }
    if (step instanceof Step.Put put) {
      return of(put.array());
    }
    if (step instanceof Step.Whole whole) {
      return of(whole.name());
    }
    if (step instanceof Step.Fill fill) {
      return of(fill.array());
    }
    if (step instanceof Step.Map map) {
      return of(map.array());
    }
    if (step instanceof Step.Product product) {
      return of(product.target().array());
    }
    if (step instanceof Step.StoreAll all) {
      return of(all.array());
    }
    if (step instanceof Step.Store store) {
      return store.value() instanceof Formula.Ref ref ? of(ref.name()) : null;
    }
    if (step instanceof Step.Call call) {
      return call.results().isEmpty() ? null : of(call.results().get(0));
    }
    Place heading = step instanceof Step.Nest nest ? of(nest.target()) : null;
    return heading != null ? heading : first(step.body());
  }

  private Place first(Iterable<Step> steps) {
    for (Step step : steps) {
      Place place = of(step);
      if (place != null) {
        return place;
      }
    }
    return null;
  }
}
