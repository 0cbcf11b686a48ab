package org.flatprop.graph;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.flatprop.runtime.Functions;

/**
 * The values of nodes, computed one by one as profile strict does: the plainest meaning of a graph.
 */
public final class Evaluation {

  /**
   * A step of training, which random numbers are drawn for.
   *
   * @param seed of all steps
   * @param step counted from 0
   */
  public record Training(long seed, long step) {}

  private final Map<Node, double[]> values;

  private Evaluation(Map<Node, double[]> values) {
    this.values = values;
  }

  /** Evaluates the given nodes of a graph of scalars, and all that they need. */
  public static Evaluation of(
      Graph graph, Collection<Node> roots, ToDoubleFunction<Leaf> leafValues) {
    return of(graph, roots, leaf -> new double[] {leafValues.applyAsDouble(leaf)}, Map.of());
  }

  /**
   * Evaluates the given nodes, and all that they need.
   *
   * @param leafValues the elements of each input and parameter, row-major; the seed is ones
   * @param dims the sizes that the model leaves open
   */
  public static Evaluation of(
      Graph graph,
      Collection<Node> roots,
      Function<Leaf, double[]> leafValues,
      Map<String, Integer> dims) {
    Setting setting = new Setting(leafValues, dims, Optional.empty());
    Map<Node, double[]> values = new HashMap<>();
    for (Node node : Topological.order(graph, roots)) {
      values.put(node, setting.value(node, values));
    }
    return new Evaluation(values);
  }

  /**
   * Evaluates the given nodes, and keeps the values of these alone.
   *
   * @param leafValues the elements of each input and parameter, row-major; the seed is ones
   * @param dims the sizes that the model leaves open
   */
  public static Evaluation ofRoots(
      Graph graph,
      Collection<Node> roots,
      Function<Leaf, double[]> leafValues,
      Map<String, Integer> dims) {
    return ofRoots(graph, roots, new Setting(leafValues, dims, Optional.empty()));
  }

  /** Evaluates the given nodes, and keeps the values of these alone. */
  public static Evaluation ofRoots(Graph graph, Collection<Node> roots, Setting setting) {
    return ofRoots(graph, roots, setting, (node, value, operands) -> {});
  }

  /** Evaluates the given nodes, shows the value of each that they need, and keeps theirs alone. */
  static Evaluation ofRoots(Graph graph, Collection<Node> roots, Setting setting, Visitor visitor) {
    List<Node> order = Topological.order(graph, roots);
    Map<Node, List<Node>> last = lastOperands(order, roots);
    Map<Node, double[]> values = new HashMap<>();
    for (Node node : order) {
      double[] value = setting.value(node, values);
      values.put(node, value);
      visitor.visit(node, value, values);
      last.getOrDefault(node, List.of()).forEach(values::remove);
    }
    return new Evaluation(values);
  }

  /** Sees each node's value once, while those of its operands are known. */
  @FunctionalInterface
  interface Visitor {
    void visit(Node node, double[] value, Map<Node, double[]> values);
  }

  /** How many numbers are held at once to evaluate the given nodes, and to keep these alone. */
  public static double peak(Graph graph, Collection<Node> roots, Map<String, Integer> dims) {
    List<Node> order = Topological.order(graph, roots);
    Map<Node, List<Node>> last = lastOperands(order, roots);
    double held = 0;
    double peak = 0;
    for (Node node : order) {
      held += count(node, dims);
      peak = Math.max(peak, held);
      for (Node operand : last.getOrDefault(node, List.of())) {
        held -= count(operand, dims);
      }
    }
    return peak;
  }

  private static double count(Node node, Map<String, Integer> dims) {
    return Arrays.stream(node.shape().values(dims)).asDoubleStream().reduce(1, (a, b) -> a * b);
  }

  /** By the node that needs them last, the nodes that need not be kept. */
  private static Map<Node, List<Node>> lastOperands(List<Node> order, Collection<Node> roots) {
    Map<Node, List<Node>> last = new HashMap<>();
    Set<Node> needed = new HashSet<>(roots);
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      last.put(node, node.operands().stream().filter(needed::add).toList());
    }
    return last;
  }

  /** The elements of a node that depends on no leaf and no dim; else empty. */
  public static Optional<double[]> constant(Graph graph, Node node) {
    boolean dependent =
        graph.isVarying(node)
            || Topological.order(graph, List.of(node)).stream().anyMatch(Evaluation::dependsOnDims);
    return dependent
        ? Optional.empty()
        : Optional.of(of(graph, List.of(node), leaf -> new double[0], Map.of()).array(node));
  }

  private static boolean dependsOnDims(Node node) {
    return !node.shape().isLiteral()
        || node.payload() instanceof Counting c && !c.formula().symbols().isEmpty()
        || node.payload() instanceof Access a
            && a.subscripts().stream().anyMatch(s -> !s.symbols().isEmpty());
  }

  /** The value of one of the nodes evaluated, which is a scalar. */
  public double value(Node node) {
    return array(node)[0];
  }

  /** The elements of one of the nodes evaluated, row-major. */
  public double[] array(Node node) {
    return values.get(node);
  }

  /** The values of the operands of a node that is a scalar. */
  public double[] operands(Node node) {
    return node.operands().stream().mapToDouble(this::value).toArray();
  }

  /** The values of the operands at one element of a node that is computed element by element. */
  public double[] operands(Node node, int element) {
    return node.operands().stream()
        .map(this::array)
        .mapToDouble(a -> a.length == 1 ? a[0] : a[element])
        .toArray();
  }

  /**
   * What values depend on.
   *
   * @param leafValues the elements of each input and parameter, row-major; the seed is ones
   * @param dims the sizes that the model leaves open
   * @param training empty while nothing is trained
   */
  public record Setting(
      Function<Leaf, double[]> leafValues, Map<String, Integer> dims, Optional<Training> training) {

    private double[] value(Node node, Map<Node, double[]> values) {
      if (node.isConstant()) {
        return new double[] {node.value()};
      }
      if (node.payload() instanceof Leaf leaf) {
        return switch (leaf.kind()) {
          case SEED -> filled(node, 1, dims);
          case TRAINING -> new double[] {training.isPresent() ? 1 : 0};
          default -> leafValues.apply(leaf);
        };
      }
      if (node.payload() instanceof Noise noise && training.isPresent()) {
        return drawn(node, noise, training.get());
      }
      List<double[]> operands = node.operands().stream().map(values::get).toList();
      if (node.operation().structure().isPresent()) {
        return node.operation().structure().get().evaluate(node, operands, dims);
      }
      double[] result = filled(node, 0, dims);
      double[] x = new double[operands.size()];
      for (int element = 0; element < result.length; element++) {
        for (int i = 0; i < x.length; i++) {
          double[] operand = operands.get(i);
          x[i] = node.operand(i).isConstant() ? operand[0] : operand[element];
        }
        result[element] = node.operation().evaluate(x);
      }
      return result;
    }

    private double[] drawn(Node node, Noise noise, Training step) {
      long key = Functions.noiseKey(step.seed(), step.step());
      double[] result = filled(node, 0, dims);
      for (int element = 0; element < result.length; element++) {
        result[element] = Functions.noise(key, noise.place(), element);
      }
      return result;
    }
  }

  private static double[] filled(Node node, double value, Map<String, Integer> dims) {
    double[] array = new double[Math.toIntExact(node.shape().count().value(dims))];
    Arrays.fill(array, value);
    return array;
  }
}
