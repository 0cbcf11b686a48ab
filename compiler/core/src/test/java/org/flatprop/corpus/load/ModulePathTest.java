package org.flatprop.corpus.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.load.Backend;
import org.flatprop.runtime.Kernel;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;

/** The compiler and its libraries as modules. The other tests have them on the class path. */
class ModulePathTest {

  /** What another virtual machine runs. */
  static final class Program {
    public static void main(String[] args) {
      System.out.println(Flatprop.class.getModule().getName());
      System.out.println(Kernel.class.getModule().getName());
      for (Backend backend : Backend.values()) {
        double[] gradient = new double[1];
        Kernel kernel = model(backend).kernel();
        kernel.valueAndGradient(new double[] {3}, new double[1], gradient);
        System.out.println(backend + " " + gradient[0]);
      }
      System.out.println(standalone());
    }
  }

  private static CompiledModel model(Backend backend) {
    SourceFile file = SourceFile.ofText("model.nn", "f = square(x) + relu(x)");
    return Flatprop.compile(file, Options.DEFAULT.backend(backend));
  }

  /** It has the text of a helper, which is read from the runtime's module. */
  private static String standalone() {
    return model(Backend.JANINO).java("", true).strip();
  }

  @Test
  void aModelIsCompiledByEachBackend() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path=" + System.getProperty("java.class.path"),
                "--add-modules=org.flatprop.compiler",
                "--class-path=" + testClasses(),
                Program.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertThat(output.lines().limit(4).toList())
        .as(output)
        .containsExactly(
            "org.flatprop.compiler", "org.flatprop.runtime", "JANINO 7.0", "JAVAC 7.0");
    assertThat(output).endsWith(standalone() + System.lineSeparator());
  }

  private static Path testClasses() throws Exception {
    return Path.of(
        ModulePathTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
