package org.flatprop.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flatprop.source.Diagnostics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDataTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 2, 3] | [3]",
        "[[1, 2, 3], [4, 5, 6]] | [2, 3]",
        "[[[1], [2]]] | [1, 2, 1]",
        "[] | [0]",
        "[[], []] | [2, 0]",
        "[[[]], [[]]] | [2, 1, 0]",
        "1 | []"
      })
  void theNestingIsTheShape(String text, String sizes) {
    assertThat(JsonData.parse(text).sizes()).hasToString(sizes);
  }

  @Test
  void elementsAreInTheOrderOfRows() {
    assertThat(JsonData.parse("[[1, -2.5e3], [0.1, 4]]").elements())
        .containsExactly(1, -2500, 0.1, 4);
  }

  @Test
  void anOptionMayWriteNumbersAsUsersDo() {
    assertThat(JsonData.parse("[NaN, Infinity, -Infinity, \"NaN\", .5, 1., +2]").elements())
        .containsExactly(
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 0.5, 1, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1, 2], [3]] | the rows are not equally long: row [1] has 1, those before it 2",
        "[[[1], [2]], [[3]]] | the rows are not equally long: row [1] has 1, those before it 2",
        "[[[1], [2]], [[3], [4, 5]]] | row [1, 1] has 2, those before it 1",
        "[[], [1]] | the rows are not equally long: row [1] has 1, those before it 0",
        "[1, [2]] | an array at [1] stands where there are numbers before it",
        "[[1], 2] | a number at [1] stands where there are arrays before it",
        "[[], 2] | a number at [1] stands where there are arrays before it",
        "[1, null] | `null` at [1] is not a number",
        "[[true]] | `true` at [0, 0] is not a number",
        "[1, {}] | an object at [1] is not a number",
        "['\"1\"'] | this is no array: ",
        "[\"1\"] | `1` at [0] is not a number",
        "[1e999] | `1e999` is too large at [0]",
        "[1, INF] | this is no array: Unrecognized token 'INF'",
        "[1, 2 | this is no array: Unexpected end-of-input",
        "[1] 2 | something follows the array",
        "[1,] | this is no array: "
      })
  void whatIsNoArrayIsRefused(String text, String message) {
    assertThatThrownBy(() -> JsonData.parse(text))
        .isInstanceOf(NumberFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertThatThrownBy(() -> JsonData.parse("[".repeat(100_000)))
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void afterAWrongValueTheOthersAreRead(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("t.json");
    Files.writeString(
        file,
        """
        {
          "a": [[1, [[2], {"b": [3]}]], [4]],
          "b": {"c": [1, {"a": 2}]},
          "c": [[5, 6]],
          "other": [{"c": [1]}, [[]]],
          "d": [[1, 2], [3]]
        }
        """);
    Diagnostics diagnostics = new Diagnostics();
    List<Given> values = DataFile.read(file, Known.of("a b c d"), diagnostics);
    assertThat(Known.value(values, "c").orElseThrow().elements()).containsExactly(5, 6);
    assertThat(values.stream().map(Given::name)).containsExactly("a", "b", "c", "other", "d");
    assertThat(Known.errors(diagnostics))
        .contains("t.json:2:13: `a`: an array at [0, 1] stands where there are numbers")
        .contains("t.json:3:8: `b`: an object is not a number")
        .contains("t.json:6:19: `d`: the rows are not equally long: row [1] has 1")
        .contains("  6 |   \"d\": [[1, 2], [3]]\n    |                   ^");
  }
}
