package org.flatprop.loops;

import java.util.List;

/**
 * A model as two passes of straight-line code. Names are those the reader sees, each given once;
 * that they are legal in Java is not this stage's concern.
 *
 * @param inputs the names of the inputs, in the order of the inputs vector
 * @param forward the forward pass; its stores are the outputs, the objective first
 * @param backward the backward pass; its stores are the gradients
 * @param kinks for each operation with kinks, what is declared there
 */
public record Program(
    List<String> inputs, List<Step> forward, List<Step> backward, List<String> kinks) {

  public Program {
    inputs = List.copyOf(inputs);
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
    kinks = List.copyOf(kinks);
  }

  /** How many arithmetic operations and function calls a pass makes. */
  public static long operations(List<Step> pass) {
    return pass.stream().mapToLong(step -> step.value().operations()).sum();
  }
}
