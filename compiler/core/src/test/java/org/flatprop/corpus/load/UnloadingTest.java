package org.flatprop.corpus.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.runtime.Kernel;
import org.junit.jupiter.api.Test;

/** Kernels that nobody holds go away, classes and all: a server may compile models for ever. */
class UnloadingTest {

  private static final int MODELS = Integer.getInteger("flatprop.unloading.models", 5_000);

  @Test
  void thousandsOfModelsFitASmallJvm() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx256m",
                "-XX:MaxMetaspaceSize=24m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                Main.class.getName(),
                String.valueOf(MODELS))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).contains("compiled and ran " + MODELS);
  }

  /** Surefire may hide the class path in a jar's manifest, and says what it was here. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** What the other JVM does. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) {
      int models = Integer.parseInt(arguments[0]);
      for (int i = 0; i < models; i++) {
        CompiledModel model = Flatprop.compile("y" + i + " = x * " + i + "\n");
        Kernel kernel = model.kernel();
        double[] outputs = new double[1];
        double[] gradients = new double[1];
        kernel.valueAndGradient(new double[] {3}, outputs, gradients);
        if (!List.of(outputs[0], gradients[0]).equals(List.of(3.0 * i, (double) i))) {
          throw new AssertionError("model " + i + " gives " + outputs[0]);
        }
      }
      System.out.println("compiled and ran " + models);
    }
  }
}
