package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.ops.ArrayCore;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.Span;

/** The reductions by name, over own axes of a value. */
final class Reductions {

  /** Those that have a form by index. */
  static final Set<String> BY_INDEX =
      new LinkedHashSet<>(
          List.of("sum", "prod", "max", "min", "mean", "logsumexp", "argmax", "argmin"));

  private static final Map<String, Operation> CORE = new LinkedHashMap<>();

  static {
    CORE.put("sum", ArrayCore.SUM);
    CORE.put("prod", ArrayCore.PRODUCT);
    CORE.put("max", ArrayCore.MAXIMUM);
    CORE.put("min", ArrayCore.MINIMUM);
    CORE.put("argmax", ArrayCore.ARGMAX);
    CORE.put("argmin", ArrayCore.ARGMIN);
  }

  private final Values values;
  private final Checks checks;
  private final Span span;

  Reductions(Values values, Checks checks, Span span) {
    this.values = values;
    this.checks = checks;
    this.span = span;
  }

  static boolean isReduction(String name) {
    return BY_INDEX.contains(name) || List.of("var", "std", "norm").contains(name);
  }

  /** What a term that is filtered out counts as. */
  static double neutral(String name) {
    return switch (name) {
      case "prod" -> 1;
      case "max", "argmax", "logsumexp" -> Double.NEGATIVE_INFINITY;
      case "min", "argmin" -> Double.POSITIVE_INFINITY;
      default -> 0;
    };
  }

  /**
   * A reduction by its name.
   *
   * @param axes the own axes that are reduced
   * @param kept 1 where a term counts, 0 where it is filtered out; empty if all count
   */
  Value reduce(String name, Value x, List<Integer> axes, Optional<Value> kept) {
    Operation operation = CORE.get(name);
    if (operation != null) {
      if (operation != ArrayCore.SUM && operation != ArrayCore.PRODUCT) {
        requireTerms(name, x, axes);
      }
      return values.reduce(operation, x, axes);
    }
    return switch (name) {
      case "mean" -> values.apply("/", sum(x, axes), count(x, axes, kept));
      case "var" -> variance(x, axes);
      case "std" -> values.apply("sqrt", variance(x, axes));
      case "norm" -> norm(x, axes);
      default -> logSumExp(x, axes);
    };
  }

  private Value sum(Value x, List<Integer> axes) {
    return values.reduce(ArrayCore.SUM, x, axes);
  }

  private Size count(Value x, List<Integer> axes) {
    return axes.stream().map(x.own()::size).reduce(Size.ONE, Size::times);
  }

  private void requireTerms(String name, Value x, List<Integer> axes) {
    checks.requireNotNegative(count(x, axes).plus(-1), ArrayErrors.extremeOfNothing(span, name));
  }

  private Value count(Value x, List<Integer> axes, Optional<Value> kept) {
    checks.requireNotNegative(
        count(x, axes).plus(-1), ArrayErrors.meanOfNothing(span, x.own().toString()));
    return kept.map(k -> sum(k, axes)).orElseGet(() -> values.size(count(x, axes)));
  }

  private Value variance(Value x, List<Integer> axes) {
    Value mean = values.apply("/", sum(x, axes), count(x, axes, Optional.empty()));
    Value distance = values.apply("-", x, values.expand(mean, sorted(axes)));
    return values.apply(
        "/", sum(values.apply("square", distance), axes), count(x, axes, Optional.empty()));
  }

  private static List<Integer> sorted(List<Integer> axes) {
    return axes.stream().sorted().toList();
  }

  /** Its gradient at 0 is 0. */
  private Value norm(Value x, List<Integer> axes) {
    Value square = sum(values.apply("square", x), axes);
    Value zero = values.constant(0);
    return values.apply(
        "where", values.apply("==", square, zero), zero, values.apply("sqrt", square));
  }

  /** With the largest taken out, so that it is finite for all that is finite. */
  private Value logSumExp(Value x, List<Integer> axes) {
    requireTerms("logsumexp", x, axes);
    Value max = values.apply("stop_gradient", values.reduce(ArrayCore.MAXIMUM, x, axes));
    Value finite =
        values.apply(
            "where",
            values.apply("<", values.apply("abs", max), values.constant(Double.POSITIVE_INFINITY)),
            max,
            values.constant(0));
    Value rest = values.apply("-", x, values.expand(finite, sorted(axes)));
    return values.apply("+", finite, values.apply("log", sum(values.apply("exp", rest), axes)));
  }

  /** The own axes as a list. */
  static List<Integer> all(Shape own) {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < own.rank(); i++) {
      axes.add(i);
    }
    return axes;
  }
}
