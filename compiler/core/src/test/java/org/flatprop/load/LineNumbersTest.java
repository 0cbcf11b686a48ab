package org.flatprop.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.flatprop.source.Place;
import org.flatprop.source.SourceMap;
import org.junit.jupiter.api.Test;

/** The numbers that class files have for lines of .nn files. */
class LineNumbersTest {

  private static final String MAIN = "com/acme/neuron.nn";
  private static final String LAYERS = "com/acme/lib/layers.nn";
  private static final String LOSSES = "com/losses.nn";

  private final List<SourceMap.Run> runs = new ArrayList<>();

  private void run(int first, int last, String file, int line) {
    runs.add(new SourceMap.Run(first, last, new Place(file, line)));
  }

  private LineNumbers numbers(String main, int lines) {
    return new LineNumbers(new SourceMap("com.acme.Neuron", main, lines, runs));
  }

  @Test
  void linesOfOtherFilesComeBehindTheMainFiles() {
    run(31, 34, MAIN, 2);
    run(35, 35, LAYERS, 7);
    run(36, 36, LOSSES, 3);
    run(37, 38, LAYERS, 6);
    run(40, 41, LAYERS, 9);
    run(42, 42, MAIN, 7);
    LineNumbers numbers = numbers(MAIN, 7);
    assertThat(List.of(31, 34, 35, 36, 37, 38, 39, 40, 42, 43))
        .extracting(numbers::of)
        .containsExactly(2, 2, 9, 11, 8, 8, 0, 10, 7, 0);
    assertThat(numbers.mainFile()).isEqualTo("neuron.nn");
    assertThat(numbers.forDebuggers())
        .isEqualTo(
            """
            SMAP
            Neuron.java
            NN
            *S NN
            *F
            + 1 neuron.nn
            com/acme/neuron.nn
            + 2 layers.nn
            com/acme/lib/layers.nn
            + 3 losses.nn
            com/losses.nn
            *L
            1#1,7:1
            6#2,2:8
            9#2:10
            3#3:11
            *E
            """);
  }

  @Test
  void whatHasNoNumberInAClassFileIsLeftOut() {
    run(1, 65_534, MAIN, 65_535);
    run(65_535, 65_536, MAIN, 1);
    run(65_537, 70_000, MAIN, 65_536);
    run(70_001, 70_001, LAYERS, 1);
    LineNumbers numbers = numbers(MAIN, 65_536);
    assertThat(numbers.of(65_534)).isEqualTo(65_535);
    assertThat(numbers.of(65_535)).as("Janino's for all larger ones").isZero();
    runs.remove(0);
    runs.add(0, new SourceMap.Run(1, 2, new Place(LAYERS, 1)));
    assertThat(numbers(MAIN, 65_536).of(1)).isZero();
    assertThat(numbers(MAIN, 65_534).of(1)).isEqualTo(65_535);
    assertThat(numbers(MAIN, 65_536).forDebuggers()).endsWith("*L\n1#1,65535:1\n*E\n");
  }

  @Test
  void aNameThatWouldEndALineIsNotWrittenSo() {
    assertThat(numbers("a\nb\u0000.nn", 1).forDebuggers())
        .contains("+ 1 a?b?.nn\na?b?.nn\n*L\n1#1:1\n");
    assertThat(numbers("a\nb\u0000.nn", 1).mainFile()).isEqualTo("a?b?.nn");
  }
}
