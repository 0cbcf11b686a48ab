package org.flatprop.runtime;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What goes into a kernel and what comes out, and where each value stands in the vectors. Every
 * value is a scalar: it takes one element.
 */
public final class Signature {

  private final String model;
  private final List<Variable> inputs;
  private final List<String> outputs;
  private final List<String> gradients;
  private final int[] parameters;
  private final Map<String, Integer> indices = new HashMap<>();

  public Signature(
      String model, List<Variable> inputs, List<String> outputs, List<String> gradients) {
    this.model = model;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.gradients = List.copyOf(gradients);
    boolean trainable = inputs.stream().anyMatch(Variable::isParam);
    this.parameters =
        IntStream.range(0, inputs.size())
            .filter(i -> inputs.get(i).isParam() || !trainable)
            .toArray();
    inputs.forEach(input -> indices.put(input.name(), indices.size()));
  }

  /**
   * Reads the form that generated code holds: names separated by spaces, inputs as {@link
   * Variable#parse} reads them.
   */
  public static Signature of(String model, String inputs, String outputs, String gradients) {
    return new Signature(
        model,
        Arrays.stream(words(inputs)).map(Variable::parse).toList(),
        List.of(words(outputs)),
        List.of(words(gradients)));
  }

  private static String[] words(String text) {
    return text.isEmpty() ? new String[0] : text.split(" ");
  }

  public String model() {
    return model;
  }

  /** The inputs and parameters, in the order of the inputs vector. */
  public List<Variable> inputs() {
    return inputs;
  }

  /** The outputs' names, the objective first, in the order of the outputs vector. */
  public List<String> outputs() {
    return outputs;
  }

  /** The names of what the objective is differentiated by, in the order of the gradients vector. */
  public List<String> gradients() {
    return gradients;
  }

  public int inputSize() {
    return inputs.size();
  }

  public int outputSize() {
    return outputs.size();
  }

  public int gradientSize() {
    return gradients.size();
  }

  /**
   * Where an input or parameter stands in the inputs vector.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public int inputIndex(String name) {
    Integer index = indices.get(name);
    if (index == null) {
      throw new IllegalArgumentException(model + " has no input " + name);
    }
    return index;
  }

  /** A new inputs vector with every default and start; NaN where a value must be given. */
  public double[] newInputs(long seed) {
    return inputs.stream().mapToDouble(v -> v.start(seed)).toArray();
  }

  /** How many parameters there are; where a model has none, its inputs are the parameters. */
  public int parameterSize() {
    return parameters.length;
  }

  /**
   * Copies the parameters out of an inputs vector, into one flat vector as optimisers want it. Its
   * order is that of the gradients, unless these were chosen otherwise.
   */
  public void pack(double[] inputs, double[] flat) {
    for (int i = 0; i < parameters.length; i++) {
      flat[i] = inputs[parameters[i]];
    }
  }

  /** Copies a flat vector of parameters into an inputs vector. */
  public void unpack(double[] flat, double[] inputs) {
    for (int i = 0; i < parameters.length; i++) {
      inputs[parameters[i]] = flat[i];
    }
  }

  /** {@code Neuron(w0, x0) -> (f)}. */
  @Override
  public String toString() {
    return model
        + "("
        + String.join(", ", inputs.stream().map(Variable::toString).toList())
        + ") -> ("
        + String.join(", ", outputs)
        + ")";
  }
}
