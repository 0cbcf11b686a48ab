package org.flatprop.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.flatprop.cli.data.NpzFile;
import org.flatprop.runtime.FastProduct;
import org.flatprop.runtime.ProductScratch;
import org.flatprop.runtime.Section;

/** The product of a matrix of m rows and k columns with one of k rows and n columns. */
record ProductWork(int m, int k, int n) implements Work {

  @Override
  public String name() {
    return "product_" + m + "x" + k + "x" + n;
  }

  @Override
  public String title() {
    return "matrix product, " + m + " × " + k + " × " + n;
  }

  @Override
  public String script() {
    return "product";
  }

  @Override
  public OptionalDouble value() {
    return OptionalDouble.empty();
  }

  @Override
  public OptionalDouble rate() {
    return OptionalDouble.empty();
  }

  double[] a() {
    return normal(m * k, 1);
  }

  double[] b() {
    return normal(k * n, 2);
  }

  private static double[] normal(int length, int seed) {
    return DoubleStream.generate(new Random(seed)::nextGaussian).limit(length).toArray();
  }

  @Override
  public NpzFile data() {
    NpzFile file = new NpzFile();
    file.add("a", Section.of("a", List.of(m, k)), a());
    file.add("b", Section.of("b", List.of(k, n)), b());
    return file;
  }

  /** c = a b, as compiled models compute it. */
  void multiply(double[] a, double[] b, double[] c, ProductScratch scratch) {
    FastProduct.matrixProduct(a, 0, k, 1, b, 0, n, 1, c, 0, n, 1, m, k, n, 0, scratch);
  }
}
