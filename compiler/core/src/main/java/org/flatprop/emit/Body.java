package org.flatprop.emit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.SourcePlaces;
import org.flatprop.loops.Step;

/** Writes the steps of a method. */
final class Body {

  private final JavaNames names;
  private final FormulaText text;
  private final SourcePlaces places;
  private final Lines lines;

  Body(JavaNames names, SourcePlaces places, boolean comments) {
    this.names = names;
    this.places = places;
    this.text = new FormulaText(names::variable);
    this.lines = new Lines(comments);
  }

  Lines lines() {
    return lines;
  }

  /** All assignments of a pass, as local variables. */
  void assignments(List<Step> pass) {
    for (Step step : pass) {
      if (step instanceof Step.Assign assign) {
        lines.at(places.of(step));
        assign(assign, assign.continues());
      }
    }
    lines.at(null);
  }

  /** All stores of a pass into an array. */
  void stores(List<Step> pass, String array) {
    for (Step step : pass) {
      if (step instanceof Step.Store store) {
        lines.at(places.of(step));
        store(store, array, String.valueOf(store.place()));
      }
    }
    lines.at(null);
  }

  /**
   * The lines of a method of many; what it needs from elsewhere is loaded first, what others need
   * is stored.
   *
   * @param kept where values stand that the method does not keep for itself
   * @param values the array of values
   * @param array receives the pass's results
   * @param routines what the steps call
   */
  void part(
      List<? extends Step> steps, Places kept, String values, String array, Routines routines) {
    Set<String> local = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      lines.at(places.of(step));
      if (step instanceof Step.Call) {
        int run = routines.run(steps.subList(i, steps.size()));
        routines.call(steps.subList(i, i + run), array).forEach(lines::add);
        i += run - 1;
        continue;
      }
      Part.references(
          ((Step.Line) step).value(),
          ref -> {
            if (local.add(ref.name())) {
              String element = values + "[" + kept.index(ref.name()) + "]";
              String loaded = ref.truth() ? element + " != 0.0" : element;
              lines.add(declaration(ref.truth(), ref.name()) + " = " + loaded + ";");
            }
          });
      if (step instanceof Step.Assign assign) {
        boolean known = !local.add(assign.target());
        assign(assign, known);
        if (kept.stored(assign.target())) {
          String name = names.variable(assign.target());
          String value = assign.truth() ? name + " ? 1.0 : 0.0" : name;
          lines.add(values + "[" + kept.index(assign.target()) + "] = " + value + ";");
        }
      } else if (step instanceof Step.Store store) {
        store(store, array, kept.index(store));
      }
    }
  }

  private void assign(Step.Assign assign, boolean declared) {
    String target =
        declared ? names.variable(assign.target()) : declaration(assign.truth(), assign.target());
    String value =
        assign.truth() ? text.printTruth(assign.value()) : text.printReal(assign.value());
    lines.add(target + " = " + value + ";", assign.remarks());
  }

  private void store(Step.Store store, String array, String index) {
    lines.add(array + "[" + index + "] = " + text.printReal(store.value()) + ";");
  }

  private String declaration(boolean truth, String name) {
    return (truth ? "boolean " : "double ") + names.variable(name);
  }
}
