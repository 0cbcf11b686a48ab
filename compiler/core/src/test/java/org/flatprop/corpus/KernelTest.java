package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.runtime.Kernel;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a kernel promises beyond its values: seeds, masks, and that it allocates nothing. */
class KernelTest {

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT);

  private static final String DROPPED =
      """
      input x[2, 100]
      a = dropout(x, 0.25)
      b = dropout(x, 0.25)
      f = sum(a * a + b)
      output a, b
      """;

  static Stream<Subject> subjects() {
    return Subject.corpus().stream().filter(Subject::hasArrays);
  }

  @ParameterizedTest
  @EnumSource(Options.Arrays.class)
  void theSeedWeighsTheElementsOfTheObjective(Options.Arrays arrays) {
    String model = "input c[2, 2], x[2, 2]\ny = tanh(x @ x) + x * x\n";
    Kernel array = kernel(model, arrays, "x");
    Kernel weighed = kernel(model + "f = sum(c * y)\n", arrays, "x");
    double[] inputs = {3, -2, 0.5, 1, 0.1, 0.2, 0.3, 0.4};
    System.arraycopy(inputs, 0, array.seed(), 0, 4);
    assertThat(array.seed()).hasSize(4);
    assertThat(Results.inOneCall(array, inputs).gradients())
        .isEqualTo(Results.inOneCall(weighed, inputs).gradients());
    assertThat(Results.inTwoCalls(array, inputs).gradients())
        .isEqualTo(Results.inTwoCalls(weighed, inputs).gradients());
    assertThat(array.copy().seed()).as("that of a copy").containsOnly(1);
  }

  @Test
  void aScalarObjectiveHasNoSeed() {
    assertThat(kernel("input x[2]\nf = sum(x)\n", Options.Arrays.AUTO).seed()).isEmpty();
  }

  @Test
  void backwardUsesUpWhatForwardHasKept() {
    Kernel kernel = kernel("input x[2]\nf = sum(exp(x))\n", Options.Arrays.LOOPS);
    double[] inputs = {0, 1};
    double[] outputs = new double[1];
    double[] gradients = new double[2];
    assertThatThrownBy(() -> kernel.backward(gradients)).isInstanceOf(IllegalStateException.class);
    kernel.forward(inputs, outputs);
    kernel.backward(gradients);
    assertThat(gradients).containsExactly(1, StrictMath.exp(1));
    assertThatThrownBy(() -> kernel.backward(gradients))
        .hasMessage("backward needs a forward of its own before it");
    kernel.forward(inputs, outputs);
    kernel.valueAndGradient(inputs, outputs, gradients);
    assertThatThrownBy(() -> kernel.backward(gradients)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource(Options.Arrays.class)
  void dropoutDropsNothingUnlessTraining(Options.Arrays arrays) {
    Kernel kernel = kernel(DROPPED, arrays);
    double[] ones = DoubleStream.generate(() -> 1).limit(200).toArray();
    assertThat(outputs(kernel, ones)).containsOnly(400.0, 1.0);
    kernel.training(1, 0);
    assertThat(outputs(kernel, ones)).contains(0);
    kernel.inference();
    assertThat(outputs(kernel, ones)).containsOnly(400.0, 1.0);
  }

  @ParameterizedTest
  @EnumSource(Options.Arrays.class)
  void dropoutDrawsAMaskForEachSeedPlaceAndStep(Options.Arrays arrays) {
    Kernel kernel = kernel(DROPPED, arrays);
    double[] ones = DoubleStream.generate(() -> 1).limit(200).toArray();
    double[] first = masks(kernel, 1, 0, ones);
    assertThat(masks(kernel, 1, 0, ones)).isEqualTo(first);
    assertThat(masks(kernel, 1, 1, ones)).isNotEqualTo(first);
    assertThat(masks(kernel, 2, 0, ones)).isNotEqualTo(first);
    assertThat(masks(kernel.copy(), 1, 0, ones)).isEqualTo(first);
    assertThat(masks(kernel(DROPPED, Options.Arrays.LOOPS), 1, 0, ones)).isEqualTo(first);
    assertThat(Arrays.copyOf(first, 200)).isNotEqualTo(Arrays.copyOfRange(first, 200, 400));
    assertThat(first).containsOnly(0, 1 / 0.75);
    assertThat(Arrays.stream(first).filter(x -> x == 0).count()).isBetween(70L, 130L);
  }

  @ParameterizedTest
  @EnumSource(Options.Arrays.class)
  void theGradientIsThatOfTheMaskDrawn(Options.Arrays arrays) {
    Kernel kernel = kernel(DROPPED, arrays);
    double[] inputs = new java.util.Random(5).doubles(200).toArray();
    kernel.training(3, 7);
    Results results = Results.inTwoCalls(kernel, inputs);
    assertThat(Results.inOneCall(kernel, inputs)).isEqualTo(results);
    for (int i = 0; i < 200; i++) {
      double a = results.outputs().get(1 + i);
      double b = results.outputs().get(201 + i);
      double gradient = 2 * a * (a / inputs[i]) + b / inputs[i];
      assertThat(Math.abs(results.gradients().get(i) - gradient)).isLessThan(1e-9);
    }
  }

  @Test
  void anEmittedClassRefusesSizesThatDoNotFit() throws Exception {
    String text = "dim N\ninput x[N], y[3]\nf = sum(x) + y[N] + mean(x)\n";
    CompiledModel model = Flatprop.compile(SourceFile.ofText("model.nn", text), STRICT);
    for (boolean standalone : new boolean[] {false, true}) {
      Map<String, String> source = Map.of("p.Model", model.java("p", standalone));
      Javac.Result compiled = standalone ? Javac.alone(source) : Javac.withRuntime(source);
      assertThat(compiled.complaints()).isEmpty();
      Class<?> type = compiled.loader(Kernel.class.getClassLoader()).loadClass("p.Model");
      Constructor<?> constructor = type.getDeclaredConstructor(int.class);
      assertThat(constructor.newInstance(2)).isNotNull();
      for (int size : new int[] {3, 0, -1}) {
        assertThatThrownBy(() -> constructor.newInstance(size))
            .as("N = %s", size)
            .hasCauseInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> constructor.newInstance(3))
          .hasStackTraceContaining("the subscript `N` leaves its axis, which has size 3");
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void nothingIsAllocatedByACall(Subject subject) {
    // Not strict: StrictMath's own functions may allocate.
    Bound bound = subject.compile(Options.DEFAULT.arrays(Options.Arrays.LOOPS));
    Kernel kernel = bound.kernel();
    double[] inputs = Points.ordinary(bound.signature(), 8).get(1);
    double[] outputs = new double[bound.signature().outputSize()];
    double[] gradients = new double[bound.signature().gradientSize()];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int trial = 0; trial < 5 && least > 0; trial++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < 20; call++) {
        kernel.valueAndGradient(inputs, outputs, gradients);
        kernel.forward(inputs, outputs);
        kernel.backward(gradients);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes allocated by 20 calls").isLessThan(200);
  }

  @Test
  void aForwardPassThatFailsKeepsNothing() {
    Kernel kernel =
        kernel("input x[2]\nindex k[2] in 2\nf = sum(exp(x[k]))\n", Options.Arrays.LOOPS);
    double[] outputs = new double[1];
    kernel.forward(new double[] {0, 1, 0, 1}, outputs);
    assertThatThrownBy(() -> kernel.forward(new double[] {0, 1, 0, 7}, outputs))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kernel.backward(new double[2]))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Kernel kernel(String text, Options.Arrays arrays, String... wrt) {
    Options options = STRICT.arrays(arrays).wrt(List.of(wrt));
    return Subject.of("model.nn", text, Map.of()).compile(options).kernel();
  }

  private static double[] masks(Kernel kernel, long seed, long step, double[] inputs) {
    kernel.training(seed, step);
    double[] outputs = outputs(kernel, inputs);
    return Arrays.copyOfRange(outputs, 1, outputs.length);
  }

  private static double[] outputs(Kernel kernel, double[] inputs) {
    double[] outputs = new double[kernel.signature().outputSize()];
    kernel.forward(inputs, outputs);
    return outputs;
  }
}
