package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.source.CompileException;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Long and deep models compile; ones too long or too deep are refused in plain words, soon. */
class DepthTest {

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT);

  /** The shapes, each of a size. */
  private enum Form {
    SUM_OF_ONE_INPUT(100_000, 100_000) {
      @Override
      String text(int n) {
        return "f = " + String.join(" + ", Collections.nCopies(n, "x"));
      }
    },
    SUM_OF_MANY_INPUTS(100_000, 5_000) {
      @Override
      String text(int n) {
        return "f = " + numbered(n, i -> "x" + i, " + ");
      }
    },
    CHAIN_IN_ORDER(20_000, 10_000) {
      @Override
      String text(int n) {
        return "v0 = sin(x)\n" + numbered(n, i -> "v" + (i + 1) + " = v" + i + " * 0.5", "\n");
      }
    },
    CHAIN_IN_REVERSE_ORDER(20_000, 2_000) {
      @Override
      String text(int n) {
        List<String> lines =
            IntStream.range(0, n)
                .mapToObj(i -> "v" + (i + 1) + " = v" + i + " * 0.5")
                .collect(Collectors.toList());
        Collections.reverse(lines);
        return String.join("\n", lines) + "\nv0 = sin(x)\nminimize v" + n;
      }
    },
    BRACKETS(9_990, 9_990) {
      @Override
      String text(int n) {
        return "f = " + "(".repeat(n) + "x" + ")".repeat(n);
      }
    },
    CALLS(9_990, 9_990) {
      @Override
      String text(int n) {
        return "f = " + "sin(".repeat(n) + "x" + ")".repeat(n);
      }
    },
    MINUSES(9_990, 9_990) {
      @Override
      String text(int n) {
        return "f = " + "-".repeat(n) + "x";
      }
    },
    POWERS(5_000, 1_000) {
      @Override
      String text(int n) {
        return "f = " + "x ^ ".repeat(n) + "x";
      }
    },
    LITERAL(3_000, 1_000) {
      @Override
      String text(int n) {
        return "f = sum([" + numbered(n, i -> "x" + i, ", ") + "] ^ 2)";
      }
    },
    CHAIN_OF_ARRAYS(2_000, 300) {
      @Override
      String text(int n) {
        return "dim D = 50\ninput x[D]\nv0 = sin(x)\n"
            + numbered(n, i -> "v" + (i + 1) + " = v" + i + " * 0.5 + x", "\n")
            + "\nf = sum(v"
            + n
            + ")";
      }
    },
    FUNCTIONS(2_000, 2_000) {
      @Override
      String text(int n) {
        return "def g0(x) = sin(x)\n"
            + numbered(n, i -> "def g" + (i + 1) + "(x) = g" + i + "(x) * 0.5 + x", "\n")
            + "\nf = g"
            + n
            + "(y)";
      }
    };

    /** So many make a graph; three times as many may be refused. */
    private final int size;

    /** So many also make a kernel, unless {@code -Dflatprop.large=true} asks for all. */
    private final int kernelSize;

    Form(int size, int kernelSize) {
      this.size = size;
      this.kernelSize = Boolean.getBoolean("flatprop.large") ? size : kernelSize;
    }

    abstract String text(int n);

    private static String numbered(
        int n, java.util.function.IntFunction<String> item, String separator) {
      return IntStream.range(0, n).mapToObj(item).collect(Collectors.joining(separator));
    }
  }

  static Stream<Arguments> forms() {
    return Stream.of(Form.values()).map(form -> Arguments.of(form));
  }

  @ParameterizedTest
  @MethodSource("forms")
  @Timeout(120)
  void aLongOrDeepModelGivesTheBitsOfItsGraph(Form form) {
    CompiledModel model = compile(form.text(form.kernelSize) + "\n");
    assertThat(Results.inOneCall(model.kernel(), point(model)))
        .isEqualTo(Results.byGraph(model, point(model)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  @Timeout(120)
  void aLargeOneHasAFiniteValue(Form form) {
    CompiledModel model = compile(form.text(form.size) + "\n");
    assertThat(Results.byGraph(model, point(model)).outputs().get(0)).isFinite();
  }

  @ParameterizedTest
  @MethodSource("forms")
  @Timeout(120)
  void oneThreeTimesAsLargeCompilesOrIsRefusedInPlainWords(Form form) {
    String text = form.text(3 * form.size) + "\n";
    List<String> messages = new ArrayList<>();
    try {
      compile(text);
    } catch (CompileException e) {
      e.diagnostics().forEach(d -> messages.add(d.message()));
    }
    boolean nests = List.of(Form.BRACKETS, Form.CALLS, Form.MINUSES, Form.POWERS).contains(form);
    assertThat(messages).hasSizeBetween(nests ? 1 : 0, 1);
    assertThat(messages)
        .allMatch(message -> message.contains(nests ? "nested too deeply" : "can be compiled"));
  }

  @Test
  void aModelTooLongForStraightLineCodeIsToldTheLimit() {
    String text = Form.CHAIN_IN_ORDER.text(300_000) + "\n";
    SourceFile file = SourceFile.ofText("model.nn", text);
    assertThatThrownBy(() -> Flatprop.compile(file, STRICT.scalars(Options.Scalars.FLAT)))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("lines of straight-line code; up to ")
        .hasMessageStartingWith("model.nn: ");
  }

  private static CompiledModel compile(String text) {
    return Flatprop.compile(SourceFile.ofText("model.nn", text), STRICT);
  }

  private static double[] point(CompiledModel model) {
    double[] point = new double[model.signature().inputSize()];
    Arrays.fill(point, 0.75);
    return point;
  }
}
