package org.flatprop.loops;

import java.util.Collections;
import java.util.Map;
import org.flatprop.source.Place;

/**
 * Where in the model's files the values of both passes come from.
 *
 * @param main the name of the model's file; empty where nothing is known
 * @param mainLines how many lines it has
 * @param objective where the objective is computed
 * @param values by the names that the passes have for them; some are not in it
 */
public record SourcePlaces(String main, int mainLines, Place objective, Map<String, Place> values) {

  /** For code that cannot be followed to its text. */
  public static final SourcePlaces NONE = new SourcePlaces("", 0, new Place("", 1), Map.of());

  public SourcePlaces {
    values = Collections.unmodifiableMap(values);
  }

  /** The same model, its values called by other names. */
  public SourcePlaces with(Map<String, Place> others) {
    return new SourcePlaces(main, mainLines, objective, others);
  }

  public boolean isKnown() {
    return !main.isEmpty();
  }

  /** Where a value comes from, or null. */
  public Place of(String value) {
    return values.get(value);
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
