package org.flatprop.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What goes into a kernel and what comes out, and where each value stands in the vectors: one after
 * the other, each as its elements in row-major order.
 */
public final class Signature {

  private final String model;
  private final List<Variable> inputs;
  private final List<Section> outputs;
  private final List<Section> gradients;
  private final Map<String, Section> places = new HashMap<>();
  private final List<Section> parameters = new ArrayList<>();

  /** The gradients by inputs and parameters, not by what is computed. */
  private final Section[] descending;

  private final int inputSize;
  private final int outputSize;
  private final int gradientSize;

  /**
   * A signature; the values are laid out in their orders, whatever the sections' offsets are.
   *
   * @throws IllegalArgumentException if a vector would have more elements than an array can
   */
  public Signature(
      String model, List<Variable> inputs, List<Section> outputs, List<Section> gradients) {
    this.model = model;
    this.inputs = List.copyOf(inputs);
    List<Section> sections =
        inputs.stream().map(input -> Section.of(input.name(), input.sizes())).toList();
    this.inputSize = size("inputs", sections);
    this.outputSize = size("outputs", outputs);
    this.gradientSize = size("gradients", gradients);
    this.outputs = inARow(outputs);
    this.gradients = inARow(gradients);
    inARow(sections).forEach(section -> places.put(section.name(), section));
    this.descending =
        this.gradients.stream().filter(g -> places.containsKey(g.name())).toArray(Section[]::new);
    boolean trainable = inputs.stream().anyMatch(Variable::isParam);
    for (Variable input : inputs) {
      if (trainable ? input.isParam() : !input.isIndex()) {
        parameters.add(places.get(input.name()));
      }
    }
  }

  private int size(String what, List<Section> sections) {
    long size = sections.stream().mapToLong(Section::length).sum();
    if (size > Integer.MAX_VALUE) {
      throw Sizes.tooLarge("the " + what + " of " + model, size);
    }
    return (int) size;
  }

  private static List<Section> inARow(List<Section> sections) {
    List<Section> row = new ArrayList<>();
    int offset = 0;
    for (Section section : sections) {
      row.add(section.at(offset));
      offset += section.length();
    }
    return List.copyOf(row);
  }

  /**
   * Reads the form that generated code holds: words separated by spaces, inputs as {@link
   * Variable#parse} reads them, outputs and gradients as {@code h[64,100]} or {@code f}.
   */
  public static Signature of(String model, String inputs, String outputs, String gradients) {
    return new Signature(
        model,
        words(inputs, Variable::parse),
        words(outputs, Section::parse),
        words(gradients, Section::parse));
  }

  private static <T> List<T> words(String text, Function<String, T> read) {
    return text.isEmpty() ? List.of() : Arrays.stream(text.split(" ")).map(read).toList();
  }

  /** The model's name. */
  public String model() {
    return model;
  }

  /** The inputs and parameters, in the order of the inputs vector. */
  public List<Variable> inputs() {
    return inputs;
  }

  /** The outputs, the objective first, in the order of the outputs vector. */
  public List<Section> outputs() {
    return outputs;
  }

  /** What the objective is differentiated by, in the order of the gradients vector. */
  public List<Section> gradients() {
    return gradients;
  }

  /** How many elements the inputs vector has. */
  public int inputSize() {
    return inputSize;
  }

  /** How many elements the outputs vector has. */
  public int outputSize() {
    return outputSize;
  }

  /** How many elements the gradients vector has. */
  public int gradientSize() {
    return gradientSize;
  }

  /**
   * Where an input or parameter stands in the inputs vector.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Section input(String name) {
    Section section = places.get(name);
    if (section == null) {
      throw new IllegalArgumentException(model + " has no input " + name);
    }
    return section;
  }

  /**
   * Where an output stands in the outputs vector.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Section output(String name) {
    return named(outputs, name, "output");
  }

  /**
   * Where the gradient by a value stands in the gradients vector.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Section gradient(String name) {
    return named(gradients, name, "gradient by");
  }

  private Section named(List<Section> sections, String name, String what) {
    return sections.stream()
        .filter(section -> section.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(model + " has no " + what + " " + name));
  }

  /** A new inputs vector with every default and start; NaN where a value must be given. */
  public double[] newInputs(long seed) {
    double[] vector = new double[inputSize];
    int offset = 0;
    for (Variable input : inputs) {
      double[] start = input.start(seed);
      System.arraycopy(start, 0, vector, offset, start.length);
      offset += start.length;
    }
    return vector;
  }

  /**
   * How many elements the parameters have; where a model has none, its inputs are the parameters,
   * but for its indices.
   */
  public int parameterSize() {
    return parameters.stream().mapToInt(Section::length).sum();
  }

  /**
   * Copies the parameters out of an inputs vector, into one flat vector as optimisers want it. Its
   * order is that of the gradients, unless these were chosen otherwise.
   */
  public void pack(double[] inputs, double[] flat) {
    int at = 0;
    for (Section parameter : parameters) {
      System.arraycopy(inputs, parameter.offset(), flat, at, parameter.length());
      at += parameter.length();
    }
  }

  /** Copies a flat vector of parameters into an inputs vector. */
  public void unpack(double[] flat, double[] inputs) {
    int at = 0;
    for (Section parameter : parameters) {
      System.arraycopy(flat, at, inputs, parameter.offset(), parameter.length());
      at += parameter.length();
    }
  }

  /** Moves each input or parameter that there is a gradient of, by so much against its gradient. */
  void descend(double[] inputs, double[] gradients, double rate) {
    for (int i = 0; i < descending.length; i++) {
      Section from = descending[i];
      Section to = places.get(from.name());
      for (int j = 0; j < from.length(); j++) {
        inputs[to.offset() + j] -= rate * gradients[from.offset() + j];
      }
    }
  }

  /** {@code Neuron(w0, x[64,2]) -> (f)}. */
  @Override
  public String toString() {
    return model + list(inputs) + " -> " + list(outputs);
  }

  private static String list(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
