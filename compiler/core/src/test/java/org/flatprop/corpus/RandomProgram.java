package org.flatprop.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Domain;
import org.flatprop.ops.Operations;

/** The text of a random model that uses all of the language and whose values are finite. */
final class RandomProgram {

  /** Operators, and what would make a value leap. */
  private static final List<String> NOT_CALLED =
      List.of("+", "-", "*", "/", "-x", "^", "//", "%", "and", "or", "not", "where", "polygamma");

  private static final List<Operation> FUNCTIONS =
      Operations.all().stream()
          .filter(o -> !NOT_CALLED.contains(o.name()) && Character.isLetter(o.name().charAt(0)))
          .toList();

  private final Random random;
  private final List<String> names = new ArrayList<>();
  private final List<String> functions = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private int budget;

  private RandomProgram(long seed) {
    random = new Random(seed);
  }

  static String text(long seed) {
    return new RandomProgram(seed).model();
  }

  /** A model that calls a few functions many times. */
  static String calls(long seed) {
    return new RandomProgram(seed).modelOfCalls();
  }

  private String modelOfCalls() {
    for (int i = 0; i < 3; i++) {
      names.add("x" + i);
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      addFunction();
    }
    int calls = 10 + random.nextInt(30);
    for (int i = 0; i < calls; i++) {
      boolean other = random.nextInt(8) == 0;
      budget = 4;
      String value = other ? expression(names, 3) : calls(squashed(leaf(names)), names);
      lines.add("y" + i + " = " + value);
      names.add("y" + i);
    }
    int first = calls - 1 - random.nextInt(8);
    StringBuilder sum = new StringBuilder("f = y" + first);
    for (int i = first + 1; i < calls; i++) {
      sum.append(" + sin(y").append(i).append(")");
    }
    return String.join("\n", lines) + "\n" + sum + "\nminimize f\noutput y0\n";
  }

  private String model() {
    int inputs = 1 + random.nextInt(5);
    boolean declared = random.nextBoolean();
    for (int i = 0; i < inputs; i++) {
      names.add("x" + i);
      if (declared) {
        boolean param = random.nextInt(3) == 0;
        lines.add(param ? "param x" + i + " ~ normal(0, 1)" : "input x" + i);
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      addFunction();
    }
    int definitions = 1 + random.nextInt(12);
    for (int i = 0; i < definitions; i++) {
      budget = 1 + random.nextInt(25);
      String value = expression(names, 6);
      lines.add("y" + i + " = " + value);
      names.add("y" + i);
    }
    String objective = "y" + (definitions - 1);
    Collections.shuffle(lines, random);
    lines.add("minimize " + objective);
    if (definitions > 1 && random.nextBoolean()) {
      lines.add("output y0");
    }
    return String.join(random.nextInt(5) == 0 ? " ; " : "\n", lines) + "\n";
  }

  private void addFunction() {
    String name = "g" + functions.size();
    budget = 1 + random.nextInt(10);
    boolean block = random.nextBoolean();
    List<String> locals = new ArrayList<>(List.of("a", "b"));
    String text = "def " + name + "(a, b = " + expression(List.of("a"), 2) + ")";
    if (block) {
      text += " { c = " + expression(locals, 4);
      locals.add("c");
      text += "; d = " + expression(locals, 4);
      locals.add("d");
      text += "; return " + expression(locals, 4) + " }";
    } else {
      text += " = " + expression(locals, 4);
    }
    lines.add(text);
    functions.add(name);
  }

  private String expression(List<String> known, int depth) {
    if (budget-- <= 0 || depth == 0) {
      return leaf(known);
    }
    String a = expression(known, depth - 1);
    return switch (random.nextInt(14)) {
      case 0, 1 -> "(" + a + " + " + expression(known, depth - 1) + ")";
      case 2 -> "(" + a + " - " + expression(known, depth - 1) + ")";
      case 3, 4 -> "tanh(" + a + ") * " + squashed(expression(known, depth - 1));
      case 5 -> a + " / (1.5 + " + squashed(expression(known, depth - 1)) + ")";
      case 6 -> "-" + squashed(a) + "^" + (2 + random.nextInt(2));
      case 7 -> "(1.5 + " + squashed(a) + ") ** " + squashed(expression(known, depth - 1));
      case 8 -> "where(" + condition(a, known, depth) + ", " + a + ", " + leaf(known) + ")";
      case 9 -> calls(a, known);
      case 10 -> "max(" + a + ", " + leaf(known) + ", " + leaf(known) + ")";
      default -> function(a, known, depth);
    };
  }

  private String leaf(List<String> known) {
    return random.nextInt(4) == 0
        ? String.valueOf(random.nextInt(400) / 128.0)
        : known.get(random.nextInt(known.size()));
  }

  private static String squashed(String expression) {
    return "sin(" + expression + ")";
  }

  private String condition(String a, List<String> known, int depth) {
    String[] comparisons = {"<", "<=", ">", ">=", "==", "!="};
    String first = a + " " + comparisons[random.nextInt(6)] + " " + leaf(known);
    String second = leaf(known) + " > " + expression(known, Math.max(0, depth - 2));
    return switch (random.nextInt(4)) {
      case 0 -> first + " and " + second;
      case 1 -> "not " + first + " or " + second;
      default -> first;
    };
  }

  private String calls(String a, List<String> known) {
    if (functions.isEmpty()) {
      // Scaled, lest it tie with what it stops: a kink where none is seen.
      return "0.75 * stop_gradient(" + a + ")";
    }
    String name = functions.get(random.nextInt(functions.size()));
    return switch (random.nextInt(3)) {
      case 0 -> name + "(" + a + ")";
      case 1 -> name + "(" + a + ", b = " + leaf(known) + ")";
      default -> name + "(b = " + leaf(known) + ", a = " + a + ")";
    };
  }

  /** A function of the table, its operands brought into its domain. */
  private String function(String a, List<String> known, int depth) {
    Operation operation = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
    List<String> operands = new ArrayList<>();
    for (Domain domain : operation.domains()) {
      String operand = operands.isEmpty() ? a : expression(known, depth - 1);
      double width = domain.high() - domain.low();
      operands.add(domain.low() + " + " + width + " * sigmoid(" + operand + ")");
    }
    return operation.name() + "(" + String.join(", ", operands) + ")";
  }
}
