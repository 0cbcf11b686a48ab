package org.flatprop.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source map as text, read back as it was. */
class SourceMapTextTest {

  private static final SourceMap MAP = map("com/acme/neuron.nn", "com/acme/layers.nn");

  private static final String TEXT =
      """
      Flatprop source map 1
      class com.acme.Neuron
      lines 7
      file com/acme/neuron.nn
      file com/acme/layers.nn
      31-34 0:2
      35-35 1:6
      40-41 0:7
      """;

  private static SourceMap map(String main, String other) {
    return new SourceMap(
        "com.acme.Neuron",
        main,
        7,
        List.of(
            new SourceMap.Run(31, 34, new Place(main, 2)),
            new SourceMap.Run(35, 35, new Place(other, 6)),
            new SourceMap.Run(40, 41, new Place(main, 7))));
  }

  @Test
  void theTextIsPlain() {
    assertThat(SourceMapText.print(MAP)).isEqualTo(TEXT);
    assertThat(SourceMapText.parse(TEXT)).isEqualTo(MAP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "two  blanks .nn ",
        "new\nline.nn",
        "\r\n31-34 0:2",
        "\"quotes\" and 'quotes'.nn",
        "back\\slash\\u000a.nn",
        "naïve 神経 🧠.nn",
        "\u0000\u0001\u0085\u2028\u2029.nn",
        "half \ud83e character.nn",
        "$1 \\E.nn",
      })
  void everyNameIsReadBack(String name) {
    SourceMap map = map("neuron.nn", name);
    assertThat(SourceMapText.parse(SourceMapText.print(map))).isEqualTo(map);
    SourceMap own = map(name, "layers.nn");
    String text = SourceMapText.print(own);
    assertThat(SourceMapText.parse(text)).isEqualTo(own);
    assertThat(text.lines()).as("a line a name").hasSize(8);
  }

  @Test
  void aMapOfNothingIsReadBack() {
    SourceMap nothing = new SourceMap("Model", "model.nn", 1, List.of());
    assertThat(SourceMapText.parse(SourceMapText.print(nothing))).isEqualTo(nothing);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Flatprop source map 2\n",
        "Flatprop source map 1\n",
        "Flatprop source map 1\nclass A\n",
        "Flatprop source map 1\nclass A\nlines x\nfile a.nn\n",
        "Flatprop source map 1\nclass A\nlines 1\n",
        "Flatprop source map 1\nclass A\nlines 1\nfile a.nn\n1-2 1:1\n",
        "Flatprop source map 1\nclass A\nlines 1\nfile a.nn\n1-2 0:0\n",
        "Flatprop source map 1\nclass A\nlines 1\nfile a.nn\n2-1 0:1\n",
        "Flatprop source map 1\nclass A\nlines 1\nfile a.nn\n1-2 0:1\n2-3 0:1\n",
        "Flatprop source map 1\nclass A\nlines 1\nfile a.nn\n1-99999999999 0:1\n",
        "Flatprop source map 1\nclass A\nlines 1\nfile a.nn\n1-2 0:1\nfile b.nn\n",
      })
  void otherTextsAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SourceMapText.parse(text));
  }
}
