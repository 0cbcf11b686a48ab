package org.flatprop;

import java.util.Map;
import java.util.stream.Stream;
import org.flatprop.elaborate.Model;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.loops.Memory;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.SourceFile;

/** Whether a model's arrays fit the sizes that are given for its dims, and the memory. */
record Binding(Model model, SourceFile file) {

  /**
   * Decides all that depends on the dims.
   *
   * @throws CompileException if something does not fit
   */
  void check(Map<String, Integer> dims, Program program) {
    for (String dim : model.dims()) {
      if (!dims.containsKey(dim)) {
        throw new CompileException(ArrayErrors.unboundDim(file.name(), dim));
      }
      if (dims.get(dim) < 0) {
        throw new CompileException(ArrayErrors.negativeDim(file.name(), dim, dims.get(dim)));
      }
    }
    try {
      model.checks().decide(dims);
    } catch (ArithmeticException e) {
      throw new CompileException(ArrayErrors.sizesBeyond(file.name()));
    }
    long elements = 0;
    for (Shape shape : shapes(program).toList()) {
      elements = Math.addExact(elements, count(shape, dims));
    }
    program.arrays().forEach(array -> count(array.shape(), dims));
    for (Memory.Buffer buffer : program.memory().buffers()) {
      elements = Math.addExact(elements, buffer.size(dims));
    }
    long bytes = Math.multiplyExact(elements, (long) Double.BYTES);
    long available = Runtime.getRuntime().maxMemory();
    if (bytes > available) {
      throw new CompileException(
          ArrayErrors.sizesTogetherTooLarge(file.name(), bytes >> 20, available >> 20));
    }
  }

  private static Stream<Shape> shapes(Program program) {
    return Stream.of(program.inputs(), program.outputs(), program.gradients())
        .flatMap(list -> list.stream().map(Port::shape));
  }

  private long count(Shape shape, Map<String, Integer> dims) {
    try {
      long count = 1;
      for (Size size : shape.sizes()) {
        long value = size.value(dims);
        count = value < 0 ? -1 : Math.multiplyExact(count, value);
        if (count < 0) {
          break;
        }
      }
      if (count <= Integer.MAX_VALUE && count >= 0) {
        return count;
      }
    } catch (ArithmeticException e) {
      // Reported below.
    }
    Diagnostic diagnostic =
        ArrayErrors.arrayBeyondLimit(
            file.name(), shape.sizes().stream().map(s -> value(s, dims)).toList().toString());
    throw new CompileException(diagnostic);
  }

  private static String value(Size size, Map<String, Integer> dims) {
    try {
      return Long.toString(size.value(dims));
    } catch (ArithmeticException e) {
      return size.toString();
    }
  }
}
