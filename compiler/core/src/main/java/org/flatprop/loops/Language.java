package org.flatprop.loops;

import java.util.List;
import org.flatprop.graph.Size;

/** What a formula needs of the language that it is written in, besides operators. */
public interface Language {

  /** Java. */
  static Language java() {
    return new Java();
  }

  /** A double literal. */
  String literal(double value);

  /** What makes a product of whole numbers a double one, in front of it. */
  String cast();

  /** A whole number divided by another, rounded down. */
  String quotient(Size dividend, Size divisor, FormulaText text);

  /** What the quotient leaves. */
  String remainder(Size dividend, Size divisor, FormulaText text);

  /** A function's value. */
  String call(String function, List<String> arguments);

  /**
   * A random number.
   *
   * @param key what is drawn anew for each step of training
   * @param place tells one use in a model's text from another
   * @param element tells the elements of an array from one another
   */
  String noise(String key, int place, String element);
}
