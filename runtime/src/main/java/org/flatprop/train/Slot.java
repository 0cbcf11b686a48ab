package org.flatprop.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;

/** A kernel for batches of one size, with its vectors. */
final class Slot {

  /** What stands where nothing has been given: a NaN that no data has. */
  private static final double NOTHING = Double.longBitsToDouble(0x7ff8_f1a7_0000_9709L);

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
    signature.inputs().forEach(this::mark);
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

  private void mark(Variable input) {
    Section section = signature.input(input.name());
    if (!input.hasStart()) {
      Arrays.fill(inputs, section.offset(), section.offset() + section.length(), NOTHING);
    }
  }

  private void check(Variable input) {
    Section section = signature.input(input.name());
    if (section.length() > 0
        && Double.doubleToRawLongBits(inputs[section.offset()])
            == Double.doubleToRawLongBits(NOTHING)) {
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
