package org.flatprop.train;

import java.util.List;
import java.util.Map;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;

/** A kernel for batches of one size, with its vectors. */
final class Slot {

  final Kernel kernel;
  final Signature signature;
  final double[] inputs;
  final double[] outputs;
  final double[] gradients;
  private final List<Section> trained;
  private boolean filled;

  /**
   * A kernel's vectors.
   *
   * @param given what is the same for all batches
   */
  Slot(Kernel kernel, Map<String, double[]> given, long seed) {
    this.kernel = kernel;
    this.signature = kernel.signature();
    this.inputs = signature.newInputs(seed);
    this.outputs = new double[signature.outputSize()];
    this.gradients = new double[signature.gradientSize()];
    this.trained = signature.gradients();
    given.forEach(this::put);
  }

  private void put(String name, double[] values) {
    Section section = signature.input(name);
    if (section.length() != values.length) {
      throw new IllegalArgumentException(section + " is given " + values.length + " values");
    }
    System.arraycopy(values, 0, inputs, section.offset(), values.length);
  }

  /**
   * Copies a batch into the inputs.
   *
   * @throws IllegalArgumentException if it does not fit, or an input has got no value at all
   */
  void fill(Batch batch) {
    batch.copyTo(signature, inputs);
    if (!filled) {
      filled = true;
      signature.inputs().forEach(this::check);
    }
  }

  private void check(Variable input) {
    Section section = signature.input(input.name());
    boolean missing = section.length() > 0;
    for (int i = 0; i < section.length(); i++) {
      missing &= Double.isNaN(inputs[section.offset() + i]);
    }
    if (missing) {
      throw new IllegalArgumentException("the input " + input.name() + " has no value");
    }
  }

  /** The parameters, in the order of the gradients, out of the inputs. */
  void read(double[] parameters) {
    for (Section gradient : trained) {
      int from = signature.input(gradient.name()).offset();
      System.arraycopy(inputs, from, parameters, gradient.offset(), gradient.length());
    }
  }

  /** The parameters, in the order of the gradients, into the inputs. */
  void write(double[] parameters) {
    for (Section gradient : trained) {
      int to = signature.input(gradient.name()).offset();
      System.arraycopy(parameters, gradient.offset(), inputs, to, gradient.length());
    }
  }

  /** Whether the parameters among the inputs are finite. */
  boolean isFinite() {
    for (Section gradient : trained) {
      int from = signature.input(gradient.name()).offset();
      if (!Weights.isFinite(inputs, from, gradient.length())) {
        return false;
      }
    }
    return true;
  }

  /** The objective last computed. */
  double loss() {
    return outputs[0];
  }
}
