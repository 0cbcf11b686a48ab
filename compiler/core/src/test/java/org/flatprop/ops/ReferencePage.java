package org.flatprop.ops;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flatprop.elaborate.ArrayFunctions;
import org.flatprop.elaborate.Prelude;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Code;
import org.flatprop.graph.Operation.Parameter;
import org.flatprop.loops.RuleText;
import org.flatprop.runtime.Decimal;

/** The page of the reference that is made from the table. */
final class ReferencePage {

  private static final String HEAD =
      """
      # Operators and functions

      Made from the operation table; `mvn test -pl compiler/core -am -Dgoldens.rewrite=true` rewrites it.

      All work on each element of an array. A parameter written `name=value` may be left out.

      **Derivative**: what an operand's adjoint receives, in the Java that the compiler writes. `g` is the adjoint
      of the result, `y` the result (`z` where an operand is called y), and `c ? a : b` is a where c holds, else b.

      **At kinks**: what is declared at points without a derivative.

      **Ulps**: the largest error of the value in profile strict, in units in the last place of the exact
      value, rounded up to one decimal: 0.5 is correct rounding, 0 is no error at all. It was measured against
      arithmetic of 120 digits at %d random points of the intervals given, one for each operand (one for all where
      they are the same). Profile strict computes the same bits on every machine, so this is the error on all of
      them; profile fast is within an ulp or so of it.
      """;

  private ReferencePage() {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD.formatted(Accuracy.SAMPLES));
    Operations.groups().forEach((name, rows) -> page.append(group(name, rows)));
    return page.append(arrays()).append(prelude()).toString();
  }

  private static String arrays() {
    String rows =
        ArrayFunctions.docs().stream()
            .map(doc -> "| %s | %s |\n".formatted(code(call(doc)), escape(doc.text())))
            .collect(Collectors.joining());
    return """

        ## Whole arrays

        Reductions take everything, or one axis: `axis=k`, negative from the end, or a list of axes; `keepdims=1`
        keeps it with size 1. `sum prod mean max min logsumexp argmax argmin` have a form by index too:
        `sum[j if j != y](…)`.

        | call | value |
        | --- | --- |
        %s"""
        .formatted(rows);
  }

  private static String call(ArrayFunctions.Doc doc) {
    return switch (doc.name()) {
      case "@" -> "a @ b";
      case "'" -> "x'";
      default ->
          doc.name() + "(" + doc.parameters().replace("…", "a, b, …").replace("=", "=…") + ")";
    };
  }

  /** The functions of the prelude with the comments above them. */
  private static String prelude() {
    StringBuilder rows = new StringBuilder();
    StringBuilder comment = new StringBuilder();
    for (String line : Prelude.text().lines().toList()) {
      if (line.startsWith("# ")) {
        comment.append(comment.isEmpty() ? "" : " ").append(line.substring(2));
      } else if (line.startsWith("def ")) {
        String call = line.substring(4, line.indexOf(')') + 1);
        rows.append("| %s | %s |\n".formatted(code(call), escape(comment.toString())));
      }
      if (!line.startsWith("# ")) {
        comment.setLength(0);
      }
    }
    return """

        ## Networks

        Written in the language itself, in the prelude; a model's own definition of a name comes first.

        | call | value |
        | --- | --- |
        %s"""
        .formatted(rows);
  }

  private static String group(String name, List<Operation> rows) {
    String lines = rows.stream().map(ReferencePage::row).collect(Collectors.joining());
    return """

        ## %s

        | call | value | derivative | at kinks | ulps |
        | --- | --- | --- | --- | --- |
        %s"""
        .formatted(name, lines);
  }

  private static String row(Operation operation) {
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            code(call(operation)),
            escape(operation.doc()),
            derivative(operation),
            operation.kinks().map(kinks -> escape(kinks.declared())).orElse(""),
            accuracy(operation));
  }

  /** {@code leaky_relu(x, slope=0.01)}, {@code a + b}. */
  static String call(Operation operation) {
    List<String> names = operation.parameters().stream().map(ReferencePage::parameter).toList();
    String name = operation.name();
    if (operation.forward().code() instanceof Code.Prefix) {
      return name.equals("-x") ? name : name + " " + names.get(0);
    }
    boolean word = name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    if (!word || operation.forward().code() instanceof Code.Infix) {
      return String.join(" " + name + " ", names);
    }
    String more = Operations.variadic(operation) ? ", …" : "";
    return name + "(" + String.join(", ", names) + more + ")";
  }

  private static String parameter(Parameter parameter) {
    return parameter.name() + parameter.value().map(value -> "=" + number(value)).orElse("");
  }

  private static String derivative(Operation operation) {
    List<Parameter> parameters = operation.parameters();
    List<String> rules =
        IntStream.range(0, parameters.size()).mapToObj(i -> RuleText.of(operation, i)).toList();
    if (rules.stream().distinct().count() == 1) {
      return code(rules.get(0));
    }
    return IntStream.range(0, parameters.size())
        .mapToObj(i -> "by " + parameters.get(i).name() + ": " + code(rules.get(i)))
        .collect(Collectors.joining("<br>"));
  }

  /** {@code 0.8 on [-3, 3]}. */
  private static String accuracy(Operation operation) {
    String intervals =
        operation.domains().stream()
            .map(d -> "[" + number(d.low()) + ", " + number(d.high()) + "]")
            .distinct()
            .collect(Collectors.joining(", "));
    BigDecimal ulps = new BigDecimal(Accuracy.ulps(operation)).setScale(1, RoundingMode.CEILING);
    return (ulps.signum() == 0 ? "0" : ulps.toPlainString()) + " on " + intervals;
  }

  private static String number(double value) {
    return Decimal.print(value).replaceAll("\\.0$", "");
  }

  /** As code in a table, where a bar would end the cell. */
  private static String code(String text) {
    return "`" + escape(text) + "`";
  }

  private static String escape(String text) {
    return text.replace("|", "\\|");
  }
}
