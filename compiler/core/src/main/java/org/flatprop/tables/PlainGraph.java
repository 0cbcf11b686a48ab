package org.flatprop.tables;

import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flatprop.derive.Derivative;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.loops.Ints;
import org.flatprop.loops.Kind;
import org.flatprop.ops.Operations;

/**
 * A graph of scalars in plain arrays. Its values are numbered: constants, then inputs, then
 * operations, each behind its operands. A value that is another's copy is that value.
 */
final class PlainGraph {

  /** Longer sums are added in several steps, in the same order. */
  private static final int MAX_TERMS = 6;

  /** The value of each node, by the node's number. */
  private final int[] values;

  private final Map<Double, Integer> constants = new LinkedHashMap<>();
  private final int given;

  /** The first node of each operation of the forward pass. */
  private final Map<Operation, Node> firsts = new LinkedHashMap<>();

  private final List<Operation> known;
  private final Ints operations = new Ints();
  private final Ints starts = new Ints();
  private final Ints operands = new Ints();
  private final BitSet inForward = new BitSet();
  private final int[] outputs;
  private final int[] gradients;

  PlainGraph(Model model, Derivative derivative, List<Node> by) {
    Graph graph = model.graph();
    List<Node> outputNodes = model.outputs().stream().map(Model.Output::node).toList();
    List<Node> gradientNodes = by.stream().map(derivative::gradient).toList();
    BitSet forward = needed(graph, outputNodes);
    BitSet both = needed(graph, gradientNodes);
    both.or(forward);
    values = new int[graph.size()];
    both.stream().mapToObj(graph::node).forEach(this::addConstant);
    int value = constants.size();
    for (Model.Input input : model.inputs()) {
      values[input.node().id()] = value++;
    }
    given = value;
    Map<Operation, Integer> numbers = new LinkedHashMap<>();
    for (int id = both.nextSetBit(0); id >= 0; id = both.nextSetBit(id + 1)) {
      Node node = graph.node(id);
      if (!node.isLeaf()) {
        if (forward.get(id)) {
          firsts.putIfAbsent(node.operation(), node);
        }
        add(node, numbers.computeIfAbsent(node.operation(), n -> numbers.size()), forward.get(id));
      }
    }
    starts.add(operands.size());
    known = List.copyOf(numbers.keySet());
    outputs = outputNodes.stream().mapToInt(node -> values[node.id()]).toArray();
    gradients = gradientNodes.stream().mapToInt(node -> values[node.id()]).toArray();
  }

  /** The numbers of all nodes that the given ones need, they included. */
  private static BitSet needed(Graph graph, Collection<Node> roots) {
    BitSet needed = new BitSet(graph.size());
    roots.forEach(root -> needed.set(root.id()));
    for (int id = needed.length() - 1; id >= 0; id = needed.previousSetBit(id - 1)) {
      List<Node> of = graph.node(id).operands();
      for (int i = 0; i < of.size(); i++) {
        needed.set(of.get(i).id());
      }
    }
    return needed;
  }

  private void addConstant(Node node) {
    boolean seed = node.payload() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.SEED;
    if (seed || node.isConstant()) {
      double number = seed ? 1 : node.value();
      values[node.id()] = constants.computeIfAbsent(number, n -> constants.size());
    }
  }

  private void add(Node node, int operation, boolean forward) {
    List<Node> of = node.operands();
    if (node.operation().forward().code() instanceof Operation.Code.Copy) {
      values[node.id()] = values[of.get(0).id()];
      return;
    }
    begin(operation, forward);
    int terms = 0;
    for (int i = 0; i < of.size(); i++) {
      if (terms == MAX_TERMS && node.operation() == Operations.ADD) {
        int sum = size() - 1;
        begin(operation, forward);
        operands.add(sum);
        terms = 1;
      }
      operands.add(values[of.get(i).id()]);
      terms++;
    }
    values[node.id()] = size() - 1;
  }

  private void begin(int operation, boolean forward) {
    inForward.set(size(), forward);
    operations.add(operation);
    starts.add(operands.size());
  }

  /** How many operations of the table a model's passes take together. */
  static long operations(Model model, Derivative derivative, List<Node> by) {
    List<Node> roots =
        Stream.concat(
                model.outputs().stream().map(Model.Output::node),
                by.stream().map(derivative::gradient))
            .toList();
    return needed(model.graph(), roots).stream()
        .mapToObj(model.graph()::node)
        .filter(node -> !node.isLeaf())
        .mapToLong(node -> Kind.operations(node.operation(), node.operands().size()))
        .sum();
  }

  /** In the order of their numbers. */
  double[] constants() {
    return constants.keySet().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** How many values are constants or inputs. */
  int given() {
    return given;
  }

  /** How many values there are. */
  int size() {
    return given + operations.size();
  }

  boolean isConstant(int value) {
    return value < constants.size();
  }

  boolean isOperation(int value) {
    return value >= given;
  }

  Operation operation(int value) {
    return known.get(operations.get(value - given));
  }

  int operands(int value) {
    return starts.get(value - given + 1) - starts.get(value - given);
  }

  int operand(int value, int i) {
    return operands.get(starts.get(value - given) + i);
  }

  /** Whether an operation belongs to the forward pass. */
  boolean isForward(int value) {
    return inForward.get(value);
  }

  int[] outputs() {
    return outputs;
  }

  int[] gradients() {
    return gradients;
  }

  /** One node of each operation of the forward pass, in the order of their first uses. */
  List<Node> firstOfEach() {
    return List.copyOf(firsts.values());
  }

  /** Exchanges the first two operands of an operation to which their order means nothing. */
  void exchange(int value) {
    int start = starts.get(value - given);
    int first = operands.get(start);
    operands.set(start, operands.get(start + 1));
    operands.set(start + 1, first);
  }
}
