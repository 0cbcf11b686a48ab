package org.flatprop.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.flatprop.derive.Derivative.Adjoint;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;

/** The values of gates, and the gradients by them, for some inputs. */
@SuppressWarnings("exports") // the graph's leaves are for the command line, and for the class path
public final class Readings {

  private final Map<String, Integer> dims;
  private final Map<Gate, double[]> values = new HashMap<>();
  private final Map<Gate, double[]> gradients = new HashMap<>();

  private Readings(Map<String, Integer> dims) {
    this.dims = Map.copyOf(dims);
  }

  /**
   * Evaluates a circuit. The gradients are of the objective, or of the sum of its elements.
   *
   * @param leaves the elements of each input and parameter
   * @param dims the sizes that the model leaves open
   * @throws org.flatprop.source.CompileException if the arrays are too large to be held all at once
   */
  public static Readings of(
      Circuit circuit, Function<Leaf, double[]> leaves, Map<String, Integer> dims) {
    Readings readings = new Readings(dims);
    Map<Gate, Node> adjoints = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    circuit.gates().forEach(gate -> nodes.add(gate.node()));
    for (Adjoint adjoint : circuit.model().derivative().adjoints()) {
      circuit.gate(adjoint.of()).ifPresent(gate -> adjoints.put(gate, adjoint.value()));
    }
    nodes.addAll(adjoints.values());
    Evaluation evaluation = circuit.model().evaluate(nodes, leaves, dims);
    for (Gate gate : circuit.gates()) {
      double[] value = evaluation.array(gate.node());
      readings.values.put(gate, value);
      if (adjoints.containsKey(gate)) {
        double[] adjoint = evaluation.array(adjoints.get(gate));
        boolean constant = adjoints.get(gate).isConstant();
        readings.gradients.put(gate, constant ? filled(adjoint[0], value.length) : adjoint);
      } else if (circuit.model().derivative().gradients().containsKey(gate.node())) {
        readings.gradients.put(gate, new double[value.length]);
      }
    }
    return readings;
  }

  private static double[] filled(double value, int length) {
    double[] array = new double[length];
    Arrays.fill(array, value);
    return array;
  }

  /** The elements of a gate's value, row-major. */
  double[] value(Gate gate) {
    return values.get(gate);
  }

  /** The gradient of the objective by a gate's value, of the same shape, if it is computed. */
  Optional<double[]> gradient(Gate gate) {
    return Optional.ofNullable(gradients.get(gate));
  }

  /** The sizes that the model leaves open. */
  public Map<String, Integer> dims() {
    return dims;
  }

  /** What stands above a gate's wire: a number, or the sizes of an array. */
  String valueText(Gate gate) {
    return gate.isScalar() ? Numeral.of(value(gate)[0]) : sizes(gate);
  }

  private String sizes(Gate gate) {
    int[] sizes = gate.node().shape().values(dims);
    return Arrays.toString(sizes);
  }

  /** What stands below a gate's wire: a number, or the length of an array's gradient. */
  Optional<String> gradientText(Gate gate) {
    return gradient(gate)
        .map(g -> gate.isScalar() ? Numeral.of(g[0]) : "‖g‖ " + Numeral.of(norm(g)));
  }

  /** The Euclidean norm. */
  static double norm(double[] elements) {
    double sum = 0;
    for (double element : elements) {
      sum += element * element;
    }
    return Math.sqrt(sum);
  }
}
