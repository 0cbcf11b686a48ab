package org.flatprop.elaborate;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/** What other languages have by a name that means nothing here, and what is written for it. */
final class Elsewhere {

  static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          entry("ln", "log(x)"),
          entry("log10", "log(x) / log(10)"),
          entry("pow", "x ^ y"),
          entry("power", "x ^ y"),
          entry("sqr", "square(x)"),
          entry("fabs", "abs(x)"),
          entry("sgn", "sign(x)"),
          entry("arcsin", "asin(x)"),
          entry("arccos", "acos(x)"),
          entry("arctan", "atan(x)"),
          entry("logistic", "sigmoid(x)"),
          entry("expit", "sigmoid(x)"),
          entry("swish", "silu(x)"),
          entry("maximum", "max(a, b)"),
          entry("minimum", "min(a, b)"),
          entry("average", "mean(x)"),
          entry("avg", "mean(x)"),
          entry("transpose", "x'"),
          entry("matmul", "a @ b"),
          entry("mm", "a @ b"),
          entry("inner", "a @ b"),
          entry("len", "size(x, 0)"),
          entry("length", "size(x, 0)"));

  static final Map<String, String> VALUES = Map.of("e", "exp(1)", "true", "1", "false", "0");

  private Elsewhere() {}

  static Optional<String> function(String name) {
    return Optional.ofNullable(FUNCTIONS.get(name));
  }

  static Optional<String> value(String name) {
    return Optional.ofNullable(VALUES.get(name));
  }
}
