package org.flatprop.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Code;
import org.flatprop.runtime.FastFunctions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The errors of functions by vectors, against what their documentation promises. */
class FastFunctionsAccuracyTest {

  private static final Path SOURCE =
      Path.of("../../runtime/src/main/java/org/flatprop/runtime/FastFunctions.java");

  private static final int SAMPLES = 800;

  /** The documentation's table. */
  private static Map<String, Double> bounds() throws IOException {
    String source = Files.readString(SOURCE);
    String table = source.substring(source.indexOf("<pre>"), source.indexOf("</pre>"));
    Matcher entry = Pattern.compile("(\\w+) +(\\d\\.\\d)").matcher(table);
    Map<String, Double> bounds = new LinkedHashMap<>();
    while (entry.find()) {
      bounds.put(entry.group(1), Double.valueOf(entry.group(2)));
    }
    return bounds;
  }

  static Stream<String> functions() throws IOException {
    return bounds().keySet().stream();
  }

  @Test
  void everyFunctionHasABound() throws IOException {
    assertThat(functions().map(FastFunctionsAccuracyTest::method))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(FastFunctions.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == void.class)
                .map(Method::getName)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void errorsAreWithinTheBound(String name) throws Exception {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), "no vectors");
    double[] points = points(name);
    double[] values = points.clone();
    FastFunctions.class
        .getMethod(method(name), double[].class, int.class)
        .invoke(null, values, values.length);
    double worst = 0;
    double at = 0;
    for (int i = 0; i < points.length; i++) {
      double error = Exact.ulps(name, values[i], points[i]);
      if (error > worst) {
        worst = error;
        at = points[i];
      }
    }
    assertThat(worst).as("%s(%s)", name, at).isLessThanOrEqualTo(bounds().get(name));
  }

  private static String method(String name) {
    Code code = Operations.named(name).forward().code();
    String method =
        code instanceof Code.FunctionCall call ? call.method() : ((Code.MathCall) code).method();
    return method + "Block";
  }

  /** Where the row draws its own from, of every magnitude, and around where exponentials end. */
  private static double[] points(String name) {
    Operation operation = Operations.named(name);
    Random random = new Random(name.hashCode());
    double[] own = Points.in(operation, SAMPLES / 4).stream().mapToDouble(x -> x[0]).toArray();
    double[] points = new double[SAMPLES];
    System.arraycopy(own, 0, points, 0, own.length);
    for (int i = own.length; i < SAMPLES; i++) {
      double sign = random.nextBoolean() ? 1 : -1;
      points[i] =
          switch (i % 4) {
            case 0 -> 3 * random.nextGaussian();
            case 1 -> sign * Math.exp(20 * random.nextGaussian());
            case 2 -> sign * (650 + 110 * random.nextDouble());
            default -> sign * random.nextDouble();
          };
    }
    return points;
  }
}
