package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flatprop.Flatprop;
import org.flatprop.JavaClass;
import org.flatprop.Options;
import org.flatprop.emit.Style;
import org.flatprop.load.Backend;
import org.flatprop.load.SourceMapper;
import org.flatprop.runtime.Kernel;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stack traces of emitted code name the lines of .nn files. */
class StackTraceTest {

  private static final String NEURON =
      """
      input x
      param v, w, b
      s = w * x
      t = s + b
      y = sigmoid(t)
      loss = y * y + v
      minimize loss
      """;

  private static final String ARRAYS =
      """
      dim N
      input x[N, 3]
      param W[3, 2], b[2]
      z = x @ W
      y = tanh(z + b)
      output y
      loss = sum(y)
      minimize loss
      """;

  private static final String IMPORTING =
      """
      import "lib/layers.nn"
      input x
      param w, b
      y = hidden(x, w, b)
      loss = y * y
      minimize loss
      """;

  private static final String LAYERS =
      """
      # what layers do
      def hidden(x, w, b) =
        tanh(w * x + b)
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("neuron.nn"), NEURON);
    Files.writeString(folder.resolve("arrays.nn"), ARRAYS);
    Files.writeString(folder.resolve("net.nn"), IMPORTING);
    Files.createDirectory(folder.resolve("lib"));
    Files.writeString(folder.resolve("lib/layers.nn"), LAYERS);
  }

  /** Each form of code, compiled by each compiler. */
  static Stream<Options> kinds() {
    return Stream.of(Backend.values())
        .flatMap(
            backend ->
                Stream.of(Style.Form.values())
                    .map(form -> Options.DEFAULT.backend(backend).form(form)));
  }

  private SourceFile file(String name) {
    return SourceFile.read(folder.resolve(name));
  }

  private Kernel kernel(String name, Options options, Map<String, Integer> dims) {
    assumeTrue(options.backend().isPresent());
    return Flatprop.compile(file(name), options).kernel(dims);
  }

  /** Where an exception was thrown, the innermost place of emitted code that has a line. */
  private static String place(ThrowingCallable code) {
    RuntimeException thrown = catchThrowableOfType(RuntimeException.class, code);
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> frame.getFileName() != null && frame.getFileName().endsWith(".nn"))
        .filter(frame -> frame.getLineNumber() > 0)
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
        .findFirst()
        .orElse("nowhere");
  }

  /** The method of a kernel that was called when an exception was thrown. */
  private static String placeOfCall(ThrowingCallable code) {
    RuntimeException thrown = catchThrowableOfType(RuntimeException.class, code);
    return Arrays.stream(thrown.getStackTrace())
        .map(StackTraceElement::toString)
        .filter(frame -> frame.contains(".nn"))
        .reduce((inner, outer) -> outer)
        .orElse("nowhere");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void ofScalars(Options options) {
    Kernel kernel = kernel("neuron.nn", options, Map.of());
    double[] inputs = new double[4];
    double[] outputs = new double[1];
    assertThat(placeOfCall(() -> kernel.forward(new double[2], outputs)))
        .as("too few inputs, which the method itself takes")
        .isEqualTo("Neuron.forward(neuron.nn:6)");
    kernel.forward(inputs, outputs);
    assertThat(placeOfCall(() -> kernel.backward(new double[2]))).startsWith("Neuron.backward(");
    assertThat(place(() -> kernel.backward(new double[2])))
        .as("the gradient of b, of the sum at line 4")
        .isEqualTo("neuron.nn:4");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void ofLoops(Options options) {
    Kernel kernel = kernel("arrays.nn", options.arrays(Options.Arrays.LOOPS), Map.of("N", 2));
    double[] inputs = new double[14];
    assertThat(place(() -> kernel.forward(new double[13], new double[5])))
        .as("b is read at line 5")
        .isEqualTo("arrays.nn:5");
    assertThat(place(() -> kernel.forward(new double[7], new double[5])))
        .as("W is read at line 4")
        .isEqualTo("arrays.nn:4");
    kernel.forward(inputs, new double[5]);
    assertThat(place(() -> kernel.backward(new double[7])))
        .as("the gradient of b, of line 5")
        .isEqualTo("arrays.nn:5");
    assertThat(place(() -> kernel.valueAndGradient(inputs, new double[0], new double[8])))
        .as("y is an output, and stands in no other array")
        .isEqualTo("arrays.nn:5");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void ofUnrolledArrays(Options options) {
    String text = ARRAYS.replace("dim N", "dim N = 2");
    assumeTrue(options.backend().isPresent());
    Kernel kernel = Flatprop.compile(SourceFile.ofText("dir/a b.nn", text), options).kernel();
    kernel.forward(new double[14], new double[5]);
    assertThat(place(() -> kernel.backward(new double[7]))).isEqualTo("a b.nn:5");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void linesOfAnImportHaveNumbersBehindTheFile(Options options) {
    Kernel kernel = kernel("net.nn", options, Map.of());
    kernel.forward(new double[3], new double[1]);
    assertThat(place(() -> kernel.backward(new double[1]))).isEqualTo("net.nn:8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"two  blanks.nn", "\"it's\".nn", "神経 🧠.nn", "*E.nn", "$1\\u000a.nn", "<stdin>"})
  void everyFilesNameIsShown(String name) {
    for (Backend backend : Backend.values()) {
      if (backend.isPresent()) {
        Options options = Options.DEFAULT.backend(backend);
        Kernel kernel = Flatprop.compile(SourceFile.ofText(name, NEURON), options).kernel();
        assertThat(frame(() -> kernel.forward(new double[2], new double[1])))
            .isEqualTo(name + ":6");
      }
    }
  }

  @Test
  void aLinesEndInAFilesNameIsNone() {
    String name = "a\nb\r\1c.nn";
    Kernel kernel = Flatprop.compile(SourceFile.ofText(name, NEURON), Options.DEFAULT).kernel();
    assertThat(frame(() -> kernel.forward(new double[2], new double[1]))).isEqualTo("a?b??c.nn:6");
  }

  private static String frame(ThrowingCallable code) {
    StackTraceElement frame = catchThrowableOfType(RuntimeException.class, code).getStackTrace()[0];
    return frame.getFileName() + ":" + frame.getLineNumber();
  }

  @Test
  void ofAClassThatIsCompiledElsewhere() throws ReflectiveOperationException {
    JavaClass java =
        JavaClass.of(
            file("net.nn"), new JavaClass.Form(Options.DEFAULT, List.of(), "com.acme", true));
    Map<String, byte[]> classes =
        new HashMap<>(Javac.alone(Map.of("com.acme.Net", java.text())).classes());
    SourceMapper mapper = new SourceMapper(java.map().orElseThrow());
    classes.replaceAll((name, bytes) -> mapper.apply(bytes));
    Object net =
        new Javac.Loader(getClass().getClassLoader(), classes)
            .loadClass("com.acme.Net")
            .getDeclaredConstructor()
            .newInstance();
    assertThat(place(() -> call(net, "backward", new double[0]))).isEqualTo("net.nn:8");
    assertThat(place(() -> call(net, "forward", new double[2], new double[1])))
        .isEqualTo("net.nn:5");
  }

  private static void call(Object object, String method, double[]... arguments) {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, double[].class);
    try {
      object.getClass().getMethod(method, types).invoke(object, (Object[]) arguments);
    } catch (InvocationTargetException e) {
      throw (RuntimeException) e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatComputesNothingHasNoLine() {
    JavaClass java =
        JavaClass.of(file("neuron.nn"), new JavaClass.Form(Options.DEFAULT, List.of(), "", false));
    List<String> lines = java.text().lines().toList();
    assertThat(java.map().orElseThrow().runs())
        .allSatisfy(
            run ->
                assertThat(String.join("\n", lines.subList(run.first() - 1, run.last())))
                    .doesNotContain("signature()", "copy()"));
  }

  @Test
  void tablesHaveNoMap() {
    Options tables = Options.DEFAULT.scalars(Options.Scalars.TABLES);
    assertThat(
            JavaClass.of(file("neuron.nn"), new JavaClass.Form(tables, List.of(), "", false)).map())
        .isEmpty();
  }
}
