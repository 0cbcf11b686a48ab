package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flatprop.Flatprop;
import org.flatprop.JavaClass;
import org.flatprop.Options;
import org.flatprop.ahead.MappedClasses;
import org.flatprop.emit.Style;
import org.flatprop.runtime.Kernel;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A debugger stops at lines of .nn files, in forward and in backward code. */
class DebuggerTest {

  private static final String NEURON =
      """
      import "layers.nn"
      s = weighed(w, x) + b
      f = sigmoid(s)
      """;

  private static final String LAYERS =
      """
      def weighed(w, x) =
        w * x
      """;

  private static final String DRIVER =
      """
      public class Driver {
        public static void main(String[] arguments) {
          com.acme.Neuron neuron = new com.acme.Neuron();
          neuron.signature();
          neuron.copy();
          neuron.forward(new double[3], new double[1]);
          neuron.backward(new double[3]);
        }
      }
      """;

  @TempDir Path folder;

  @BeforeAll
  static void requireDebugger() {
    assumeTrue(ModuleLayer.boot().findModule("jdk.jdi").isPresent());
  }

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("neuron.nn"), NEURON);
    Files.writeString(folder.resolve("layers.nn"), LAYERS);
  }

  /** A program that a debugger looks at. */
  static final class InProcess {
    public static void main(String[] arguments) {
      Kernel kernel = Flatprop.compile(Path.of(arguments[0])).kernel();
      kernel.signature();
      kernel.forward(new double[3], new double[1]);
      kernel.backward(new double[3]);
    }
  }

  private String inProcess() {
    return InProcess.class.getName() + " \"" + folder.resolve("neuron.nn") + "\"";
  }

  /** A class path with a driver and the class, compiled by the JDK and mapped. */
  private String compiled(Style.Form form) throws IOException {
    SourceFile file = SourceFile.read(folder.resolve("neuron.nn"));
    JavaClass java =
        JavaClass.of(
            file, new JavaClass.Form(Options.DEFAULT.form(form), List.of(), "com.acme", false));
    Path classes = folder.resolve("classes with blanks");
    Map<String, String> sources = Map.of("com.acme.Neuron", java.text(), "Driver", DRIVER);
    for (Map.Entry<String, byte[]> entry : Javac.withRuntime(sources, "-g").classes().entrySet()) {
      Path path = classes.resolve(entry.getKey().replace('.', '/') + ".class");
      Files.createDirectories(path.getParent());
      Files.write(path, entry.getValue());
    }
    assertThat(MappedClasses.in(classes, java.map().orElseThrow()).mapped()).isNotEmpty();
    return classes + File.pathSeparator + System.getProperty("java.class.path");
  }

  @Test
  void inAClassCompiledInProcess() throws Exception {
    String path = System.getProperty("java.class.path");
    assertThat(Debugger.stops(inProcess(), path, "Neuron*", "neuron.nn", List.of(3)))
        .contains("forward neuron.nn:3", "backward neuron.nn:3")
        .allMatch(stop -> stop.matches("(forward|backward) neuron.nn:3"));
  }

  @ParameterizedTest
  @EnumSource(Style.Form.class)
  void inAClassCompiledAheadOfTime(Style.Form form) throws Exception {
    List<String> stops =
        Debugger.stops("Driver", compiled(form), "com.acme.*", "neuron.nn", List.of(2, 3));
    String inner = form == Style.Form.AUTO ? "" : "run0";
    String forward = inner.isEmpty() ? "forward" : inner;
    String backward = inner.isEmpty() ? "backward" : inner;
    assertThat(stops)
        .containsSubsequence(
            forward + " neuron.nn:2",
            forward + " neuron.nn:3",
            backward + " neuron.nn:3",
            backward + " neuron.nn:2")
        .allMatch(stop -> stop.matches("(forward|backward|run0) neuron.nn:[23]"));
  }

  @ParameterizedTest
  @EnumSource(Style.Form.class)
  void inALineOfAnImport(Style.Form form) throws Exception {
    List<String> stops =
        Debugger.stops("Driver", compiled(form), "com.acme.*", "layers.nn", List.of(2));
    assertThat(stops).hasSizeGreaterThan(1).allMatch(stop -> stop.endsWith(" layers.nn:2"));
  }
}
