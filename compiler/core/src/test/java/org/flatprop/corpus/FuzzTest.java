package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is given to it, the compiler compiles it or says what is wrong and where. */
class FuzzTest {

  private static final int TRIALS = Integer.getInteger("flatprop.fuzz.trials", 1_500);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** So many elements are not evaluated. */
  private static final int MANY = 10_000;

  private static final String[] TOKENS = {
    "dim",
    "input",
    "index",
    "param",
    "def",
    "return",
    "import",
    "output",
    "minimize",
    "in",
    "if",
    "not",
    "and",
    "or",
    "x",
    "y",
    "f",
    "g",
    "sin",
    "grad",
    "where",
    "max",
    "clip",
    "pi",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    "\n",
    "=",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "~",
    ":",
    "+",
    "-",
    "*",
    "**",
    "/",
    "//",
    "%",
    "@",
    "^",
    "'",
    "\"",
    "\"a.nn\"",
    "0",
    "1",
    "2.5",
    "1e400",
    "1e-3",
    ".",
    "normal",
    "zeros",
    "σ",
    "#",
    "!",
    "$",
    "\\",
    "f = x",
    "\ndef f(x) = ",
    "\ny = ",
    "input x\n",
    "N",
    "M",
    "i",
    "j",
    "k",
    "dim N\n",
    "dim D = 3\n",
    "input x[N, 3]\n",
    "index k[N] in 3\n",
    "param w[3, 2]\n",
    "sum",
    "mean",
    "argmax",
    "logsumexp",
    "axis=",
    "keepdims=1",
    "reshape",
    "concat",
    "stack",
    "pad",
    "flip",
    "cumsum",
    "one_hot",
    "zeros",
    "ones",
    "eye",
    "arange",
    "diag",
    "size",
    "outer",
    "softmax",
    "conv2d",
    "dropout",
    "x[i, j]",
    "w[j, k]",
    "sum[j]",
    "max[i in N]",
    "[1, 2, 3]",
    "[[1, 2], [3, 4]]",
    "[i]",
    "[:, 0]",
    "[1:3]",
    "[-1]",
    "\ny[i] = ",
    "\ny[i, j] = ",
    "where(i > 0, x[i - 1], 0)",
    "999999999",
    "-1"
  };

  @Test
  void randomBytes() {
    for (int trial = 0; trial < TRIALS; trial++) {
      Random random = new Random(trial);
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      boolean ascii = random.nextBoolean();
      for (int i = 0; ascii && i < bytes.length; i++) {
        bytes[i] = (byte) (bytes[i] & 0x7f);
      }
      check(trial, bytes);
    }
  }

  @Test
  void randomTokens() {
    for (int trial = 0; trial < 3 * TRIALS; trial++) {
      Random random = new Random(trial);
      String text =
          random
              .ints(random.nextInt(40), 0, TOKENS.length)
              .mapToObj(i -> TOKENS[i])
              .collect(Collectors.joining(random.nextInt(4) == 0 ? "" : " "));
      check(trial, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void programsOfTheCorpusWithCharactersChanged() {
    List<String> programs = Corpus.all().stream().map(Corpus::text).toList();
    for (int trial = 0; trial < 2 * TRIALS; trial++) {
      Random random = new Random(trial);
      int[] letters = programs.get(random.nextInt(programs.size())).codePoints().toArray();
      List<String> parts = new ArrayList<>();
      for (int letter : letters) {
        parts.add(Character.toString(letter));
      }
      String changed = String.join("", changed(parts, random));
      check(trial, changed.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void programsOfTheCorpusWithWordsChanged() {
    List<String> programs = Corpus.all().stream().map(Corpus::text).toList();
    for (int trial = 0; trial < 2 * TRIALS; trial++) {
      Random random = new Random(trial);
      String program = programs.get(random.nextInt(programs.size()));
      List<String> words = new ArrayList<>(List.of(program.split("\\b|(?<=\\W)")));
      check(trial, String.join("", changed(words, random)).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void randomProgramsOfArraysWithWordsChanged() {
    for (int trial = 0; trial < TRIALS; trial++) {
      Random random = new Random(trial);
      String program = RandomArrayProgram.text(trial);
      List<String> words = new ArrayList<>(List.of(program.split("\\b|(?<=\\W)")));
      check(trial, String.join("", changed(words, random)).getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 30, 60, 250, 2_000})
  void arraysOfManyAxes(int axes) {
    String nested = "[".repeat(axes) + "x, 1" + "]".repeat(axes);
    String ones = "1, ".repeat(axes - 1) + "1";
    String indices = String.join(", ", java.util.Collections.nCopies(axes, "i0"));
    for (String text :
        List.of(
            "f = sum(" + nested + ")",
            "input x[" + ones + "]\nf = sum(sin(x))",
            "f = sum(x * ones([" + ones + "]))",
            "input y[2]\nf = sum[" + indices + "](y[i0])")) {
      check(axes, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<String> changed(List<String> parts, Random random) {
    for (int i = 1 + random.nextInt(4); i > 0 && !parts.isEmpty(); i--) {
      int at = random.nextInt(parts.size());
      int other = random.nextInt(parts.size());
      switch (random.nextInt(5)) {
        case 0 -> parts.remove(at);
        case 1 -> parts.add(at, parts.get(at));
        case 2 -> java.util.Collections.swap(parts, at, other);
        case 3 -> parts.add(at, parts.get(other));
        default -> parts.add(at, TOKENS[random.nextInt(TOKENS.length)]);
      }
    }
    return parts;
  }

  private static void check(int trial, byte[] bytes) {
    String text;
    try {
      text = SourceFile.decode("model.nn", bytes);
    } catch (CompileException e) {
      assertThat(e).hasMessageContaining("not UTF-8");
      return;
    }
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              use(Flatprop.compile(SourceFile.ofText("model.nn", text), Options.DEFAULT));
              return null;
            });
    Thread thread = new Thread(task, "fuzz");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof CompileException refused)) {
        throw new AssertionError("trial " + trial + ":\n" + text, e.getCause());
      }
      assertThat(refused.diagnostics()).as("trial %s:%n%s", trial, text).isNotEmpty();
      refused.diagnostics().forEach(diagnostic -> checkPlace(trial, text, diagnostic));
    } catch (TimeoutException | InterruptedException e) {
      fail("trial %s takes too long:%n%s", trial, text);
    }
  }

  /** Makes something of what did compile, if that is small. */
  private static void use(CompiledModel model) {
    assertThat(model.java("", false)).isNotEmpty();
    Map<String, Integer> dims = new HashMap<>();
    model.dims().forEach(dim -> dims.put(dim, 2));
    Bound bound = Bound.of(model, dims);
    boolean small =
        bound.signature().inputSize() < MANY
            && IntStream.range(0, model.model().graph().size())
                .mapToObj(model.model().graph()::node)
                .allMatch(node -> node.shape().count().value(dims) < MANY);
    if (small) {
      Results.byGraph(bound, Points.ordinary(bound.signature(), 1).get(1));
    }
  }

  private static void checkPlace(int trial, String text, Diagnostic diagnostic) {
    assertThat(diagnostic.message()).isNotBlank();
    assertThat(diagnostic.render()).contains(diagnostic.message());
    diagnostic
        .span()
        .filter(span -> span.file().name().equals("model.nn"))
        .ifPresent(
            span -> {
              assertThat(span.start())
                  .as("trial %s:%n%s%n%s", trial, text, diagnostic)
                  .isBetween(0, text.length());
              assertThat(span.end()).isBetween(span.start(), text.length());
              int lines = span.file().line(text.length());
              assertThat(span.line()).isBetween(1, lines);
              int width = span.file().lineText(span.line()).length();
              assertThat(span.column()).isBetween(1, width + 2);
            });
  }
}
