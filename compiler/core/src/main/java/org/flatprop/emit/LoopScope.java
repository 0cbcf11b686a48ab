package org.flatprop.emit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.flatprop.graph.Size;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Memory.Home;
import org.flatprop.loops.Step;

/** How the statements of one method write the values of a model with loops. */
final class LoopScope {

  private final LoopState state;
  private final Map<String, Home> homes;
  private final JavaNames names;
  private final FormulaText text;

  /** Whether the inputs are an argument of the method. */
  private final boolean givenInputs;

  private final Set<String> declared = new LinkedHashSet<>();
  private final Set<String> usedInputs = new LinkedHashSet<>();
  private final Set<String> usedArrays = new LinkedHashSet<>();

  LoopScope(LoopState state, Map<String, Home> homes, boolean givenInputs) {
    this.state = state;
    this.homes = homes;
    this.names = state.names();
    this.givenInputs = givenInputs;
    this.text = new FormulaText(this::variable, this::element);
  }

  FormulaText text() {
    return text;
  }

  /** Says that a variable of the method holds a scalar from here on. */
  void declare(String scalar) {
    declared.add(scalar);
  }

  boolean isDeclared(String scalar) {
    return declared.contains(scalar);
  }

  String variable(String name) {
    if (declared.contains(name)) {
      return names.variable(name);
    }
    if (state.input(name).isPresent()) {
      usedInputs.add(name);
      return state.manyScalars() ? inputElement(name) : names.variable(name);
    }
    return state.kept(name).orElseGet(() -> names.variable(name));
  }

  private String inputElement(String scalar) {
    return names.own("inputs") + "[" + text.whole(state.input(scalar).orElseThrow()) + "]";
  }

  private String element(String array, String place) {
    return base(array) + "[" + from(array, place) + "]";
  }

  /** Notes that an array is used; whether it begins elsewhere than at the first element. */
  private boolean use(String array) {
    if (state.input(array).isPresent()) {
      usedInputs.add(array);
      return true;
    }
    usedArrays.add(array);
    return homes.get(array) instanceof Home.InResults;
  }

  /** The Java array that an array stands in. */
  private String base(String array) {
    if (state.input(array).isPresent()) {
      return names.own("inputs");
    }
    return homes.get(array) instanceof Home.InResults in
        ? names.own(in.results().toString())
        : names.variable(array);
  }

  /** An array and a place in it as two arguments of a method. */
  String arguments(String array, Size place) {
    return base(array) + ", " + place(array, place);
  }

  /** A place in an array as one in the Java array that it stands in. */
  String place(String array, Size place) {
    return from(array, text.whole(place));
  }

  /** Counts from where an array begins. */
  private String from(String array, String place) {
    String start = names.variable(array);
    return !use(array) ? place : place.equals("0") ? start : start + " + " + place;
  }

  /** The field that holds the places along some axes. */
  String places(List<Step.Axis> axes, Function<Step.Axis, Size> step) {
    return state.places(
        axes.stream().map(Step.Axis::count).toList(), axes.stream().map(step).toList());
  }

  /** The declarations of what has been used. */
  List<String> header() {
    List<String> lines = new ArrayList<>();
    if (!usedInputs.isEmpty() && !givenInputs) {
      lines.add("double[] " + names.own("inputs") + " = this." + names.own("inputs") + ";");
    }
    for (String input : usedInputs) {
      String at = text.whole(state.input(input).orElseThrow());
      if (!state.isScalar(input)) {
        lines.add("int " + names.variable(input) + " = " + at + ";");
      } else if (!state.manyScalars()) {
        lines.add("double " + names.variable(input) + " = " + inputElement(input) + ";");
      }
    }
    for (String array : usedArrays) {
      if (homes.get(array) instanceof Home.InResults in) {
        lines.add("int " + names.variable(array) + " = " + text.whole(in.at()) + ";");
      } else if (homes.get(array) instanceof Home.InBuffer in && !in.name().equals(array)) {
        lines.add(
            "double[] " + names.variable(array) + " = this." + names.variable(in.name()) + ";");
      }
    }
    return lines;
  }

  /** The statement that hands a scalar to the other methods that need it, if any does. */
  Optional<String> keep(String scalar) {
    return state.kept(scalar).map(kept -> kept + " = " + names.variable(scalar) + ";");
  }

  /** The vector that results go to. */
  String results(Step.Results results) {
    return names.own(results.toString());
  }
}
