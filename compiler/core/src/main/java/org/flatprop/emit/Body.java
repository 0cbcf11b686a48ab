package org.flatprop.emit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Step;

/** Writes the steps of a method. */
final class Body {

  private final JavaNames names;
  private final FormulaText text;
  private final Lines lines;

  Body(JavaNames names, boolean comments) {
    this.names = names;
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
        assign(assign, assign.continues());
      }
    }
  }

  /** All stores of a pass into an array. */
  void stores(List<Step> pass, String array) {
    for (Step step : pass) {
      if (step instanceof Step.Store store) {
        store(store, array, String.valueOf(store.place()));
      }
    }
  }

  /**
   * The lines of a method of many; what it needs from elsewhere is loaded first, what others need
   * is stored.
   *
   * @param values the array of values
   * @param array receives the pass's results
   * @param routines what the steps call
   */
  void part(
      List<? extends Step> steps, Places places, String values, String array, Routines routines) {
    Set<String> local = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
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
              String element = values + "[" + places.index(ref.name()) + "]";
              String loaded = ref.truth() ? element + " != 0.0" : element;
              lines.add(declaration(ref.truth(), ref.name()) + " = " + loaded + ";");
            }
          });
      if (step instanceof Step.Assign assign) {
        boolean known = !local.add(assign.target());
        assign(assign, known);
        if (places.stored(assign.target())) {
          String name = names.variable(assign.target());
          String value = assign.truth() ? name + " ? 1.0 : 0.0" : name;
          lines.add(values + "[" + places.index(assign.target()) + "] = " + value + ";");
        }
      } else if (step instanceof Step.Store store) {
        store(store, array, places.index(store));
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
