package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  /** Model, command line, what each message must hold. */
  static Stream<Arguments> wrongInputs() {
    return Stream.of(
        arguments("f = sigmoid(", "run -", "<stdin>:1:12: this `(` is never closed"),
        arguments(
            "f = x", "run -", "<stdin>: this input has no value: `x`\n  give values: --set x=…"),
        arguments("f = x*y*z", "run - --set y=1", "these inputs have no value: `x`, `z`"),
        arguments("f = width", "run - --set widh=1", "did you mean `width`?"),
        arguments("f = x", "run - --set f=1", "--set f: `f` is computed by the model"),
        arguments("f = x", "run - --set x=abc", "--set x: `abc` is not a number"),
        arguments("f = x", "run - --set x=", "--set x: `` is not a number"),
        arguments("f = x", "run - --set x=1f", "--set x: `1f` is not a number"),
        arguments("f = x", "run - --set x=0x1p3", "--set x: `0x1p3` is not a number"),
        arguments("f = x", "run - --set x=nan", "--set x: `nan` is not a number"),
        arguments("f = x", "run - --set x=--1", "--set x: `--1` is not a number"),
        arguments("f = x", "run - --set x=1e999", "--set x: `1e999` is too large"),
        arguments("f = x", "run - --set x=[1,2]", "--set x: `x` is a scalar, but [2] is given"),
        arguments("f = x", "run - --dim N=64", "--dim N: the model leaves no dim `N` open"),
        arguments("f = x", "run - --wrt y", "--wrt: the model has no value `y`"),
        arguments("f = x", "run - --data x.npz", "x.npz: cannot be read: there is no such file"),
        arguments("f = x", "run - --data x.csv", "x.csv: cannot be read: there is no such file"),
        arguments(
            "f = x",
            "run - --data x.txt",
            "x.txt: data is read from .json, .npz, " + ".safetensors and .csv"),
        arguments("f = x", "run - --data x.npy", "a .npy file does not say which input it is for"),
        arguments("f = x", "run - --set x=1 --out x.json", "x.json: results are written as .npz, "),
        arguments(
            "f = x", "run - --data no/such.json", "no/such.json: cannot be read: there is no"),
        arguments("", "run no/such.nn", "no/such.nn: cannot be read: there is no such file"),
        arguments("", "run .", ".: cannot be read: it is a directory"),
        arguments(
            "f = x", "emit - -o x --package a..b", "`a..b` is no package's name: a part of it"),
        arguments("f = x", "emit - -o x --package a.int", "`int` is a reserved word of Java"),
        arguments("f = x", "emit - -o x --package 1a", "`1a` is no name in Java"),
        arguments("f = x", "emit - -o x --package java.x", "those of `java` are the JDK's own"),
        arguments(
            "f = x", "graph - -o g.png", "g.png: graphs are written as .html, .svg or .dot files"),
        arguments("f = x", "plot - --x 0:1 -o p.png", "p.png: plots are written as .svg files"));
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource
  void wrongInputs(String model, String line, String message) {
    Outcome outcome = Outcome.given(model, line.split(" "));
    assertThat(outcome.err()).contains(message);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(1);
  }

  static Stream<Arguments> wrongUsages() {
    return Stream.of(
        arguments("rum", "Did you mean: nnc run?"),
        arguments("run", "Missing required parameter: 'FILE'"),
        arguments("run - -", "Unmatched argument"),
        arguments("run - --no-such-option", "'--no-such-option'"),
        arguments("run - --set x", "`x` is not of the form NAME=VALUE"),
        arguments("run - --set =1", "`=1` is not of the form NAME=VALUE"),
        arguments("run - --dim N", "`N` is not of the form NAME=VALUE"),
        arguments("run - --dim N=many", "`many` is no size"),
        arguments("run - --dim N=-1", "`-1` is no size: an integer from 0 to"),
        arguments("run - --dim N=2147483648", "`2147483648` is no size"),
        arguments("run - --seed 1.5", "`1.5` is not an integer"),
        arguments("run - --seed 9223372036854775808", "is not an integer of 64 bits"),
        arguments("run - --seed 1 --seed 2", "'--seed'"),
        arguments("run - --profile slow", "there are strict and fast, not `slow`"),
        arguments("show - --arrays round", "there are auto, flat and loops, not `round`"),
        arguments("show - --scalars round", "there are auto, flat and tables, not `round`"),
        arguments(
            "show - --passes fusion,fission",
            "there are all, none, and a list of products, fusion, updates, buffers, blocks, methods, not"
                + " `fission`"),
        arguments("show - --passes fusion,", "not ``"),
        arguments("show - --stage STAGE", "loops, java], not `STAGE`"),
        arguments("run - --objective f,x", "--objective takes one name"),
        arguments("emit -", "Missing required option: '--out=DIR'"),
        arguments("emit -o x", "Missing required parameter: 'FILE'"),
        arguments("check - --tolerance 0", "`0` is not a positive number"),
        arguments("check - --step small", "`small` is not a positive number"),
        arguments("bench - --seconds 0", "`0` is not a positive number"),
        arguments("bench - --threads 0", "`0` is no number of threads from 1 to 1024"),
        arguments("run - --threads many", "`many` is no number of threads"),
        arguments("graph -", "Missing required option: '--out=OUT.html|.svg|.dot'"),
        arguments("plot - --x 0:1", "Missing required option: '--out=OUT.svg'"),
        arguments("plot - --input x -o p.svg", "--input is for --x FROM:TO"),
        arguments("plot - -o p.svg --x 5", "`5` is no range: FROM:TO is wanted, as -5:5"),
        arguments("plot - -o p.svg --x 1:2:3", "`1:2:3` is no range: FROM:TO is wanted"),
        arguments("plot - -o p.svg --x a:b", "`a:b` is no range: `a` is not a number"),
        arguments("plot - -o p.svg --x :", "`:` is no range: `` is not a number"),
        arguments("plot - -o p.svg --x 5:-5", "no range: the first number must be the smaller"),
        arguments("plot - -o p.svg --x 1:1", "no range: the first number must be the smaller"),
        arguments("plot - -o p.svg --x NaN:1", "no range: its ends must be finite"),
        arguments("plot - -o p.svg --x 0:Infinity", "no range: its ends must be finite"),
        arguments("plot - -o p.svg --x 1e308:1e309", "no range: `1e309` is too large"),
        arguments("plot - -o p.svg --x -1e308:1e308", "too wide or too narrow for doubles"),
        arguments("plot - -o p.svg --x 1:1.000000000001", "too wide or too narrow"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void wrongUsages(String line, String message) {
    Outcome outcome = Outcome.given("f = x", line.split(" "));
    assertThat(outcome.err()).contains(message);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(2);
  }

  @Test
  void withoutArgumentsTheUsageIsAnError() {
    Outcome outcome = Outcome.of();
    assertThat(outcome.err()).startsWith("Usage: nnc ").contains("run", "show", "emit", "check");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nnc", "run", "show", "emit", "check", "bench", "graph", "plot"})
  void helpIsAsRecorded(String command) {
    Outcome outcome = command.equals("nnc") ? Outcome.of("--help") : Outcome.of(command, "--help");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    Golden.assertMatches("help-" + command + ".txt", outcome.out());
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(Outcome.of("--version").out()).matches("nnc \\d+\\.\\d+\\.\\d+\\S*\n");
  }

  @Test
  void argumentsAreNotExpandedFromFiles() {
    assertThat(Outcome.of("run", "@pom.xml").err()).startsWith("@pom.xml: cannot be read");
  }

  @Test
  void allThatIsWrongIsReportedInOneRunAndOnlyOnce() {
    Outcome outcome =
        Outcome.given("f = a*b*c", "run", "-", "--set", "a=x", "--set", "d=1", "--dim", "N=1");
    assertThat(outcome.err())
        .contains("--dim N:", "--set a:", "--set d:", "no value: `b`, `c`\n")
        .hasLineCount(7);
  }

  @Test
  void aBugOfOursIsReportedWithWhatWeNeed() {
    Outcome outcome =
        Outcome.of(failing(new IllegalStateException("oops")), "run", "-", "--set", "x='");
    assertThat(outcome.exit()).isEqualTo(70);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("this is a bug in Flatprop")
        .contains("version  " + Version.text())
        .contains("java     " + System.getProperty("java.version"))
        .contains("command  nnc run - --set 'x='\\'''\n")
        .contains("java.lang.IllegalStateException: oops\n\tat ");
  }

  @Test
  void anOverflownStackIsABugOfOurs() {
    Outcome outcome = Outcome.of(failing(new StackOverflowError()), "run", "-");
    assertThat(outcome.exit()).isEqualTo(70);
    assertThat(outcome.err()).contains("java.lang.StackOverflowError");
  }

  @Test
  void noMoreMemoryIsSaidInOneLine() {
    Error wrapped = new Error(new OutOfMemoryError("Java heap space"));
    for (Throwable failure : new Throwable[] {wrapped, wrapped.getCause()}) {
      Outcome outcome = Outcome.of(failing(failure), "run", "-");
      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.err()).startsWith("nnc: out of memory (Java heap space)").hasLineCount(1);
    }
  }

  @Test
  void aReaderThatWantsNoMoreIsNoError() {
    assertThat(toBroken("Broken pipe")).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void aFullDiskIsAnError() {
    Outcome outcome = toBroken("No space left on device");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo("the standard output: cannot be written: No space left on device\n");
  }

  private static Outcome toBroken(String reason) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
    int exit = new Nnc(InputStream.nullInputStream(), broken, err).run("--version");
    return new Outcome(exit, "", err.toString(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static InputStream failing(Throwable failure) {
    return new InputStream() {
      @Override
      public int read() {
        return CommandLineTest.<RuntimeException, Integer>sneak(failure);
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable, T> T sneak(Throwable failure) throws E {
    throw (E) failure;
  }
}
