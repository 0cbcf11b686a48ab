package org.flatprop.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flatprop.loops.Program;

/**
 * Both passes of a model as a JavaScript function {@code evaluate(dims, inputs)}, so that a page
 * can compute what a kernel does. No name of the model is in its text.
 *
 * <p>It takes the dims as an array, in the model's order, and the inputs vector of a kernel as a
 * {@code Float64Array}. It returns an object of
 *
 * <ul>
 *   <li>{@code values}: what both passes name, each a number or a {@code Float64Array}; truth
 *       values are 0 or 1
 *   <li>{@code outputs} and {@code gradients}: the vectors that a kernel gives
 * </ul>
 *
 * Adjoints of an objective that is an array are 1. Numbers that are drawn in training are ½.
 *
 * @param slots where each named value stands among {@code values}
 */
public record Script(String text, Map<String, Integer> slots) {

  public Script {
    slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
  }

  /**
   * The function for a program that no pass has made faster.
   *
   * @param library holds the functions that it calls from here on
   */
  public static Script of(Program program, Library library) {
    return new ScriptWriter(program, library).write();
  }
}
