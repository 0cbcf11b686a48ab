package org.flatprop.prelude;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleBinaryOperator;
import org.flatprop.prelude.Trial.Outcome;
import org.junit.jupiter.api.Test;

/** Layers of images. */
class ImagesTest {

  /** Images or filters, [n, c, h, w] in row-major order; outside of them is 0. */
  private record Images(double[] of, int n, int c, int h, int w) {

    static Images zeros(int n, int c, int h, int w) {
      return new Images(new double[n * c * h * w], n, c, h, w);
    }

    private int place(int image, int channel, int row, int column) {
      return ((image * c + channel) * h + row) * w + column;
    }

    double at(int image, int channel, int row, int column) {
      boolean inside = row >= 0 && row < h && column >= 0 && column < w;
      return inside ? of[place(image, channel, row, column)] : 0;
    }

    void add(int image, int channel, int row, int column, double value) {
      if (row >= 0 && row < h && column >= 0 && column < w) {
        of[place(image, channel, row, column)] += value;
      }
    }

    /** What a window of a result sees of this. */
    interface Pair {
      void visit(int image, int filter, int i, int j, int channel, int p, int q, int row, int col);
    }

    Images convolved(Images filters, int stride, int pad) {
      return zeros(
          n,
          filters.n,
          (h + 2 * pad - filters.h) / stride + 1,
          (w + 2 * pad - filters.w) / stride + 1);
    }

    /** All products of a convolution. */
    static void each(Images x, Images filters, Images y, int stride, int pad, Pair pair) {
      for (int image = 0; image < x.n; image++) {
        for (int filter = 0; filter < filters.n; filter++) {
          for (int i = 0; i < y.h; i++) {
            for (int j = 0; j < y.w; j++) {
              for (int c = 0; c < x.c; c++) {
                for (int p = 0; p < filters.h; p++) {
                  for (int q = 0; q < filters.w; q++) {
                    int row = stride * i + p - pad;
                    int column = stride * j + q - pad;
                    pair.visit(image, filter, i, j, c, p, q, row, column);
                  }
                }
              }
            }
          }
        }
      }
    }

    /** The windows of each channel, each reduced from its first element on. */
    Images pooled(int size, int stride, double start, DoubleBinaryOperator operator) {
      Images y = zeros(n, c, (h - size) / stride + 1, (w - size) / stride + 1);
      for (int at = 0; at < y.of.length; at++) {
        int column = at % y.w * stride;
        int row = at / y.w % y.h * stride;
        double result = start;
        for (int k = 0; k < size * size; k++) {
          double element = of[at / (y.w * y.h) * h * w + (row + k / size) * w + column + k % size];
          result = operator.applyAsDouble(result, element);
        }
        y.of[at] = result;
      }
      return y;
    }
  }

  private static double[] convolution(Images x, Images filters, double[] b, int stride, int pad) {
    Images y = x.convolved(filters, stride, pad);
    for (int at = 0; at < y.of.length; at++) {
      y.of[at] = b[at / (y.h * y.w) % y.c];
    }
    Images.each(
        x,
        filters,
        y,
        stride,
        pad,
        (n, f, i, j, c, p, q, row, col) ->
            y.add(n, f, i, j, x.at(n, c, row, col) * filters.at(f, c, p, q)));
    return y.of;
  }

  private static Trial conv(String arguments) {
    return Trial.of(
        "input x[2, 3, 6, 5], w[2, 3, 3, 2], b[2]; y = conv2d(x, w, b" + arguments + ")");
  }

  private static Trial.Plain plain(int stride, int pad) {
    return in ->
        convolution(
            new Images(in.get("x"), 2, 3, 6, 5),
            new Images(in.get("w"), 2, 3, 3, 2),
            in.get("b"),
            stride,
            pad);
  }

  @Test
  void conv2dIsACrossCorrelation() {
    Trial.of("input x[1, 1, 2, 3], w[1, 1, 1, 2], b[1]; y = conv2d(x, w, b)")
        .set("x", 1, 2, 3, 4, 5, 6)
        .set("w", 10, 1)
        .set("b", 0.5)
        .run()
        .hasValue(12.5, 23.5, 45.5, 56.5);
    conv("").agreesWith(plain(1, 0));
  }

  @Test
  void conv2dHasStrideAndPadding() {
    conv(", stride=2").agreesWith(plain(2, 0));
    conv(", pad=1").agreesWith(plain(1, 1));
    conv(", 2, 1").agreesWith(plain(2, 1));
    conv(", 3, 2").agreesWith(plain(3, 2));
  }

  @Test
  void conv2dsGradientsAreConvolutions() {
    for (int stride = 1; stride <= 2; stride++) {
      Outcome outcome = conv(", " + stride + ", 1").run();
      Images x = new Images(outcome.in("x"), 2, 3, 6, 5);
      Images w = new Images(outcome.in("w"), 2, 3, 3, 2);
      Images shape = x.convolved(w, stride, 1);
      Images g = new Images(outcome.adjoint(), shape.n(), shape.c(), shape.h(), shape.w());
      Images dx = Images.zeros(2, 3, 6, 5);
      Images dw = Images.zeros(2, 3, 3, 2);
      double[] db = new double[2];
      Images.each(
          x,
          w,
          g,
          stride,
          1,
          (n, f, i, j, c, p, q, row, col) -> {
            dx.add(n, c, row, col, g.at(n, f, i, j) * w.at(f, c, p, q));
            dw.add(f, c, p, q, g.at(n, f, i, j) * x.at(n, c, row, col));
            db[f] += c + p + q == 0 ? g.at(n, f, i, j) : 0;
          });
      outcome.hasGradient("x", dx.of()).hasGradient("w", dw.of()).hasGradient("b", db);
    }
  }

  @Test
  void conv2dTakesAnyNumberOfImages() {
    String text = "dim N; input x[N, 3, 6, 5], w[2, 3, 3, 2], b[2]; y = conv2d(x, w, b, 2, 1)";
    Trial.of(text).dim("N", 2).agreesWith(plain(2, 1));
    Outcome none = Trial.of(text).dim("N", 0).run();
    assertThat(none.value()).isEmpty();
    none.hasGradient("b", 0, 0);
    assertThat(none.by("w")).hasSize(36).containsOnly(0);
  }

  private static Trial.Plain largest(int size, int stride) {
    return in ->
        new Images(in.get("x"), 2, 2, 5, 6)
            .pooled(size, stride, Double.NEGATIVE_INFINITY, Math::max)
            .of();
  }

  private static Trial.Plain mean(int size, int stride) {
    return in -> {
      double[] y = new Images(in.get("x"), 2, 2, 5, 6).pooled(size, stride, 0, Double::sum).of();
      for (int i = 0; i < y.length; i++) {
        y[i] /= size * size;
      }
      return y;
    };
  }

  @Test
  void poolingIsOverWindows() {
    String x = "input x[2, 2, 5, 6]; ";
    Trial.of(x + "y = max_pool(x, 2)").agreesWith(largest(2, 2));
    Trial.of(x + "y = max_pool(x, 3, stride=1)").agreesWith(largest(3, 1));
    Trial.of(x + "y = max_pool(x, 2, 3)").agreesWith(largest(2, 3));
    Trial.of(x + "y = avg_pool(x, 2)").agreesWith(mean(2, 2));
    Trial.of(x + "y = avg_pool(x, 3, 2)").agreesWith(mean(3, 2));
    Trial.of(x + "y = avg_pool(x, size=2, stride=1)").agreesWith(mean(2, 1));
  }

  @Test
  void poolingTakesAnyNumberOfImages() {
    String x = "dim N; input x[N, 2, 5, 6]; ";
    Trial.of(x + "y = max_pool(x, 2)").dim("N", 2).agreesWith(largest(2, 2));
    assertThat(Trial.of(x + "y = max_pool(x, 2)").dim("N", 0).run().value()).isEmpty();
    assertThat(Trial.of(x + "y = avg_pool(x, 2)").dim("N", 0).run().value()).isEmpty();
  }

  @Test
  void inATieTheFirstOfTheWindowIsTheLargest() {
    Outcome outcome =
        Trial.of("input x[1, 1, 2, 4]; y = max_pool(x, 2)").set("x", 3, 1, 5, 7, 3, 2, 7, 7).run();
    double[] g = outcome.adjoint();
    outcome.hasValue(3, 7).hasGradient("x", g[0], 0, 0, g[1], 0, 0, 0, 0);
  }

  @Test
  void theMeanOfAWindowSpreadsItsGradient() {
    Outcome outcome = Trial.of("input x[1, 1, 2, 3]; y = avg_pool(x, 2, 1)").run();
    double a = outcome.adjoint()[0] / 4;
    double b = outcome.adjoint()[1] / 4;
    outcome.hasGradient("x", a, a + b, b, a, a + b, b);
  }
}
