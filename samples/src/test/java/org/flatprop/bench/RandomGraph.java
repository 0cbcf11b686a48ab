package org.flatprop.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * A random graph of additions, subtractions and multiplications, as text of a .nn file and as the
 * Java that a person would write for it: one flat method of value and gradient.
 *
 * <p>Every gate is used, no two are equal, and at {@link #point} no value is large or tiny, so that
 * no time goes into denormal numbers.
 */
final class RandomGraph {

  private record Gate(char operation, int a, int b) {}

  private final int inputs;
  private final List<Gate> gates = new ArrayList<>();
  private final double[] values;
  private final LinkedHashSet<Integer> unused = new LinkedHashSet<>();
  private final Set<Gate> known = new HashSet<>();
  private final Random random;

  /** One graph of so many operations, always the same, with a tenth as many inputs. */
  RandomGraph(int operations) {
    this.random = new Random(operations);
    this.inputs = operations / 10;
    this.values = new double[inputs + operations];
    for (int i = 0; i < inputs; i++) {
      values[i] = (random.nextBoolean() ? 1 : -1) * (0.5 + random.nextDouble());
      unused.add(i);
    }
    while (gates.size() < operations) {
      boolean closing = unused.size() > operations - gates.size();
      boolean wide = unused.size() > inputs;
      add(closing || wide ? unused() : any(), closing ? unused() : any());
    }
  }

  private int unused() {
    int oldest = unused.iterator().next();
    unused.remove(oldest);
    return oldest;
  }

  private int any() {
    return random.nextInt(inputs + gates.size());
  }

  /** Adds a gate of these operands: the first that keeps the value tame, else the tamest. */
  private void add(int a, int b) {
    int first = random.nextInt(3);
    Gate tamest = null;
    for (int i = 0; i < 3 && (tamest == null || wildness(tamest) > 2); i++) {
      Gate gate = new Gate("+-*".charAt((first + i) % 3), a, b);
      tamest = tamest == null || wildness(gate) < wildness(tamest) ? gate : tamest;
    }
    if (!known.add(tamest)) {
      return;
    }
    int number = inputs + gates.size();
    values[number] = value(tamest);
    gates.add(tamest);
    unused.remove(a);
    unused.remove(b);
    unused.add(number);
  }

  private double wildness(Gate gate) {
    return Math.abs(Math.log(Math.abs(value(gate))));
  }

  private double value(Gate gate) {
    double a = values[gate.a];
    double b = values[gate.b];
    return switch (gate.operation) {
      case '+' -> a + b;
      case '-' -> a - b;
      default -> a * b;
    };
  }

  private String name(int number) {
    return number < inputs ? "x" + number : "v" + (number - inputs);
  }

  /** What a graph of so many operations is called in tables. */
  static String title(int operations) {
    return String.format(Locale.ROOT, "%,d random operations", operations);
  }

  /** Where it is evaluated. */
  double[] point() {
    return Arrays.copyOf(values, inputs);
  }

  /** Its value there. */
  double value() {
    return values[values.length - 1];
  }

  /** One line a gate. */
  String nn() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < inputs; i++) {
      text.append(i == 0 ? "input " : ", ").append(name(i));
    }
    for (int i = 0; i < gates.size(); i++) {
      Gate gate = gates.get(i);
      text.append('\n').append(name(inputs + i)).append(" = ").append(name(gate.a));
      text.append(' ').append(gate.operation).append(' ').append(name(gate.b));
    }
    return text.append('\n').toString();
  }

  /** A class that implements {@link FlatCode}. */
  String java(String className) {
    StringBuilder text = new StringBuilder();
    text.append("public final class ").append(className).append(" implements ");
    text.append(FlatCode.class.getName()).append(" {\n  public void valueAndGradient(");
    text.append("double[] inputs, double[] outputs, double[] gradients) {\n");
    for (int i = 0; i < inputs; i++) {
      line(text, name(i), "inputs[" + i + "]");
    }
    List<List<String>> adjoints = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      adjoints.add(new ArrayList<>());
    }
    for (int i = 0; i < gates.size(); i++) {
      Gate gate = gates.get(i);
      line(text, name(inputs + i), name(gate.a) + " " + gate.operation + " " + name(gate.b));
    }
    adjoints.get(values.length - 1).add("1.0");
    for (int i = values.length - 1; i >= 0; i--) {
      String adjoint = "grad_" + name(i);
      line(text, adjoint, String.join(" + ", adjoints.get(i)).replace("+ -", "- "));
      if (i >= inputs) {
        Gate gate = gates.get(i - inputs);
        boolean product = gate.operation == '*';
        adjoints.get(gate.a).add(product ? adjoint + " * " + name(gate.b) : adjoint);
        String sign = gate.operation == '-' ? "-" : "";
        adjoints.get(gate.b).add(product ? adjoint + " * " + name(gate.a) : sign + adjoint);
      }
    }
    text.append("    outputs[0] = ").append(name(values.length - 1)).append(";\n");
    for (int i = 0; i < inputs; i++) {
      text.append("    gradients[").append(i).append("] = grad_").append(name(i)).append(";\n");
    }
    return text.append("  }\n}\n").toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("    double ").append(name).append(" = ").append(value).append(";\n");
  }
}
