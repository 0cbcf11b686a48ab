package org.flatprop.bench;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flatprop.runtime.FastProduct;
import org.flatprop.runtime.ProductScratch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A {@link ProductWork}, by the runtime and by netlib. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProductBenchmark {

  /** What would say at each start which of its classes it has chosen. */
  private static final Logger NETLIB = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");

  static {
    NETLIB.setLevel(Level.WARNING);
  }

  @Param("product_64x1000x100")
  public String work;

  private final ProductScratch scratch = FastProduct.productScratch();
  private ProductWork product;
  private double[] a;
  private double[] b;
  private double[] c;

  @Setup
  public void fill() {
    product = (ProductWork) Work.named(work);
    a = product.a();
    b = product.b();
    c = new double[product.m() * product.n()];
  }

  @Benchmark
  public double[] flatprop() {
    product.multiply(a, b, c, scratch);
    return c;
  }

  /** Of classes that are loaded where they are needed: the native library need not be there. */
  @State(Scope.Thread)
  public static class JavaLibrary {
    final BLAS blas = JavaBLAS.getInstance();
  }

  @State(Scope.Thread)
  public static class NativeLibrary {
    final BLAS blas = NativeBLAS.getInstance();
  }

  @Benchmark
  public double[] netlibJava(JavaLibrary library) {
    return multiply(library.blas);
  }

  @Benchmark
  public double[] netlibNative(NativeLibrary library) {
    return multiply(library.blas);
  }

  private double[] multiply(BLAS blas) {
    multiply(blas, product, a, b, c);
    return c;
  }

  /** BLAS has its matrices by columns: the transposed product is that of the transposed ones. */
  static void multiply(BLAS blas, ProductWork product, double[] a, double[] b, double[] c) {
    int m = product.m();
    int k = product.k();
    int n = product.n();
    blas.dgemm("N", "N", n, m, k, 1, b, n, a, k, 0, c, n);
  }
}
