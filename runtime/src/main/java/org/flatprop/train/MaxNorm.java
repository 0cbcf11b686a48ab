package org.flatprop.train;

import java.util.List;
import org.flatprop.runtime.Section;

/**
 * Cuts down the weights into each unit to a norm (Srebro et al., 2005): a column of a matrix, all
 * weights of one filter. Vectors and scalars are biases and stay as they are.
 */
record MaxNorm(double limit) {

  void apply(List<Section> sections, double[] parameters) {
    for (Section section : sections) {
      int rank = section.sizes().size();
      if (rank >= 4) {
        int length = section.length() / Math.max(1, section.sizes().get(0));
        for (int at = 0; at < section.length(); at += length) {
          cut(parameters, section.offset() + at, length, 1);
        }
      } else if (rank >= 2) {
        int columns = section.sizes().get(rank - 1);
        int rows = section.sizes().get(rank - 2);
        for (int at = 0; at < section.length(); at += rows * columns) {
          for (int column = 0; column < columns; column++) {
            cut(parameters, section.offset() + at + column, rows, columns);
          }
        }
      }
    }
  }

  private void cut(double[] parameters, int from, int count, int stride) {
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double w = parameters[from + i * stride];
      squares += w * w;
    }
    double norm = Math.sqrt(squares);
    if (norm > limit) {
      for (int i = 0; i < count; i++) {
        parameters[from + i * stride] *= limit / norm;
      }
    }
  }
}
