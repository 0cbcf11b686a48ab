package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flatprop.Options;
import org.flatprop.emit.Derivatives;
import org.flatprop.emit.Profile;
import org.flatprop.emit.Style.Form;
import org.flatprop.runtime.Kernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of a Jacobian are the gradients of the objective's elements, to the bit, but for the
 * signs of zeros: a row by itself is a sum to which the other elements add zeros.
 */
class JacobianTest {

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT).verified(true);

  static Stream<Subject> subjects() {
    return Subject.corpus().stream();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void eachRowHasTheBitsOfTheGradientForItsSeed(Subject subject) {
    Bound gradient = subject.compile(STRICT);
    Kernel one = gradient.kernel();
    // of a scalar objective it is the gradient, whatever the form
    boolean scalar = gradient.signature().outputs().get(0).isScalar();
    List<Options> forms = List.of(STRICT, STRICT.form(Form.SPLIT), loops());
    for (Options form : scalar ? List.of(STRICT) : forms) {
      Kernel kernel = subject.compile(form.derivatives(Derivatives.JACOBIAN)).kernel();
      for (double[] point : Points.ordinary(gradient.signature(), 5)) {
        Results rows = jacobian(kernel, point);
        Results expected = byRows(one, point);
        assertThat(rows.outputs()).as("%s %s", subject, form).isEqualTo(expected.outputs());
        assertThat(rows.unsigned()).as("%s %s", subject, form).isEqualTo(expected.unsigned());
        assertThat(jacobian(kernel, point)).as("%s, again", subject).isEqualTo(rows);
        assertThat(jacobian(one, point)).as("%s, by any kernel", subject).isEqualTo(expected);
        assertThat(Results.inTwoCalls(kernel, point))
            .as("%s, its gradient", subject)
            .isEqualTo(Results.inOneCall(one, point));
      }
    }
  }

  @Test
  void theJacobianOfWhatDependsOnNothingIsZeros() {
    Subject subject = Subject.of("m.nn", "input a\nf = [1, 2, 3]\n", Map.of());
    for (Derivatives derivatives : List.of(Derivatives.GRADIENT, Derivatives.JACOBIAN)) {
      Kernel kernel = subject.compile(STRICT.derivatives(derivatives)).kernel();
      double[] jacobian = {9, 9, 9};
      kernel.jacobian(new double[] {4}, new double[3], jacobian);
      assertThat(jacobian).containsOnly(0);
    }
  }

  private static Options loops() {
    return STRICT.arrays(Options.Arrays.LOOPS).scalars(Options.Scalars.TABLES);
  }

  private static Results jacobian(Kernel kernel, double[] point) {
    int rows = kernel.signature().outputs().get(0).length();
    double[] outputs = new double[kernel.signature().outputSize()];
    double[] jacobian = new double[rows * kernel.signature().gradientSize()];
    Arrays.fill(jacobian, Double.NaN);
    kernel.jacobian(point, outputs, jacobian);
    return Results.of(outputs, jacobian);
  }

  /** A forward and a backward pass of its own for each row. */
  private static Results byRows(Kernel kernel, double[] point) {
    int rows = kernel.signature().outputs().get(0).length();
    int columns = kernel.signature().gradientSize();
    double[] outputs = new double[kernel.signature().outputSize()];
    double[] jacobian = new double[rows * columns];
    kernel.forward(point, outputs);
    double[] gradient = new double[columns];
    for (int row = 0; row < rows; row++) {
      if (kernel.seed().length > 0) {
        Arrays.fill(kernel.seed(), 0);
        kernel.seed()[row] = 1;
      }
      kernel.valueAndGradient(point, outputs, gradient);
      System.arraycopy(gradient, 0, jacobian, row * columns, columns);
    }
    Arrays.fill(kernel.seed(), 1);
    return Results.of(outputs, jacobian);
  }

  @Test
  void itIsTheMatrixOfALinearMap() {
    String text = "input A[2, 3], x[3]\ny = A @ x\n";
    for (Options.Arrays arrays : Options.Arrays.values()) {
      Options options = STRICT.arrays(arrays).wrt(List.of("x")).derivatives(Derivatives.JACOBIAN);
      Kernel kernel = Subject.of("linear.nn", text, Map.of()).compile(options).kernel();
      Results rows = jacobian(kernel, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
      assertThat(rows.outputs()).containsExactly(50.0, 122.0);
      assertThat(rows.gradients()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
    }
  }

  @Test
  void nothingIsAllocatedByAKernelThatIsMadeForIt() {
    // vectors, which HotSpot makes objects of at first, are no part of profile strict
    String text = "dim N\ninput x[N]\nparam a, b\nr = a * exp(-b * x)\n";
    Subject subject = Subject.of("curve.nn", text, Map.of("N", 50));
    Kernel kernel = subject.compile(STRICT.derivatives(Derivatives.JACOBIAN)).kernel();
    double[] inputs = new double[52];
    double[] outputs = new double[50];
    double[] jacobian = new double[100];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20 && least > 0; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      kernel.jacobian(inputs, outputs, jacobian);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }
}
