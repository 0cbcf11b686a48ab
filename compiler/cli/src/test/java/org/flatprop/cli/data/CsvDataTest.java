package org.flatprop.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flatprop.source.Diagnostics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDataTest {

  @TempDir Path folder;
  private Path file;
  private final Diagnostics diagnostics = new Diagnostics();

  @BeforeEach
  void file() {
    file = folder.resolve("t.csv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x,y\n1,2\n3,4\n5,6\n",
        "\uFEFFx,y\r\n1,2\r\n3,4\r\n5,6",
        " x , \"y\"\n 1, \"2\"\n3,4.0\n\n5.,+6e0\n"
      })
  void columnsAreInputsByName(String text) throws IOException {
    List<Given> values = read(text, "x[N] y[N] z[N]");
    has(values, "x", List.of(3), 1, 3, 5);
    has(values, "y", List.of(3), 2, 4, 6);
    assertThat(values).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x_0,x_1", "x0,x1", "x[0],x[1]", "\"x[0]\",x_1", "x00,x01"})
  void subscriptsNameTheColumnsOfAnInput(String header) throws IOException {
    has(read(header + ",y\n1,2,0\n3,4,1\n", "x[N, D] y[N]"), "x", List.of(2, 2), 1, 2, 3, 4);
  }

  @Test
  void columnsMayStandInAnyOrder() throws IOException {
    has(read("x_2,y,x_0,x_1\n3,0,1,2\n", "x[N, 3] y[N]"), "x", List.of(1, 3), 1, 2, 3);
  }

  @Test
  void aNameOfItsOwnIsNoSubscript() throws IOException {
    List<Given> values = read("x1,x10,x11\n1,2,3\n", "x[N, 2] x1[N] x10[N] x11[N]");
    assertThat(values).hasSize(3);
    has(read("x10,x11\n2,3\n", "x[N, 2] x1[N, 2]"), "x1", List.of(1, 2), 2, 3);
  }

  @Test
  void oneRowGivesScalarsAndVectors() throws IOException {
    List<Given> values = read("rate,w0,w1,w2\n0.5,1,2,3\n", "rate w[3]");
    has(values, "rate", List.of(), 0.5);
    has(values, "w", List.of(3), 1, 2, 3);
    has(read("rate\n1\n2\n", "rate"), "rate", List.of(2), 1, 2);
  }

  @Test
  void rowsOfHigherArraysAreTheirElementsInARow() throws IOException {
    String header = "x0,x1,x2,x3,x4,x5\n";
    has(read(header + "1,2,3,4,5,6\n", "x[N, 2, 3]"), "x", List.of(1, 2, 3), 1, 2, 3, 4, 5, 6);
    has(read(header + "1,2,3,4,5,6\n", "x[N, 2, 4]"), "x", List.of(1, 6), 1, 2, 3, 4, 5, 6);
    has(
        read("1,2,3,4,9\n5,6,7,8,9\n", "x[N, 2, 2] y[N]"),
        "x",
        List.of(2, 2, 2),
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8);
  }

  @Test
  void withoutHeaderColumnsFollowTheDeclarations() throws IOException {
    List<Given> values = read("1,2,0\n3,4,1\n", "s=1 x[N, 2] w[2]=1 y[N] z[M]");
    has(values, "x", List.of(2, 2), 1, 2, 3, 4);
    has(values, "y", List.of(2), 0, 1);
    assertThat(values).hasSize(2);
  }

  @Test
  void oneInputMayTakeTheColumnsThatAreLeft() throws IOException {
    List<Given> values = read("1,2,3,0\n4,5,6,1\n", "x[N, D] y[N]");
    has(values, "x", List.of(2, 3), 1, 2, 3, 4, 5, 6);
    has(values, "y", List.of(2), 0, 1);
  }

  @Test
  void sizesThatAreKnownCount() throws IOException {
    Files.writeString(file, "1,2,3,4\n");
    Declarations known = Known.of("x[N, D] z[N, E]", Map.of("D", 1));
    List<Given> values = DataFile.read(file, known, diagnostics);
    has(values, "z", List.of(1, 3), 2, 3, 4);
  }

  @Test
  void numbersThatAreNotFinite() throws IOException {
    has(
        read("x\nNaN\nnan\ninf\n-inf\nInfinity\n-Infinity\n", "x[N]"),
        "x",
        List.of(6),
        Double.NaN,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY);
  }

  @Test
  void aHeaderAloneIsAnEmptyBatch() throws IOException {
    List<Given> values = read("x_0,x_1,y\n", "x[N, 2] y[N]");
    has(values, "x", List.of(0, 2));
    has(values, "y", List.of(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | t.csv: this is no .csv file: it is empty",
        "x,y\\n1,2\\n3 | t.csv:3: rows are not equally long: this one has 1, the first one 2",
        "x,y\\n1,2,3 | t.csv:2: rows are not equally long: this one has 3, the first one 2",
        "x,y\\n1,a\\n3,b | t.csv:2: column 2 (`y`): `a` is not a number",
        "x,y\\n\\n1,\\n | t.csv:3: column 2 (`y`): the cell is empty",
        "1,2\\n3,0x1 | t.csv:2: column 2: `0x1` is not a number",
        "x,y\\n1,1e999 | t.csv:2: column 2 (`y`): `1e999` is not a number",
        "x,x\\n1,2 | t.csv:1: column 2, `x`, is for what another column is for",
        "x,x_1\\n1,2 | t.csv:1: column 2, `x_1`, is for what another column is for",
        "x_1,x\\n1,2 | t.csv:1: column 2, `x`, is for what another column is for",
        "x_0,x0\\n1,2 | t.csv:1: column 2, `x0`, is for what another column is for",
        "x_1,x_2\\n1,2 | t.csv:1: there is no column for `x[0]`",
        "x,\\n1,2 | t.csv:1: column 2 of the header has no name",
        "1,2,3 | t.csv: the rows have 3 cells, but the inputs take 1 for x[N], 1 for y[N]",
        "x,y\\n1,\"2\"3 | t.csv: this is no .csv file: Unexpected character after closing quote",
        "x,y\\n1,\"2 | t.csv: this is no .csv file: Unclosed quoted field",
        "x;y\\n1;2 | separated by commas"
      })
  void whatIsWrongIsSaidWithItsPlace(String text, String message) throws IOException {
    read(text.replace("\\n", "\n"), "x[N] y[N]");
    assertThat(Known.errors(diagnostics)).contains(message);
  }

  @Test
  void everyColumnIsReportedOnce() throws IOException {
    read("x,y\n1,a\nb,c\nd,e\n", "x[N] y[N]");
    assertThat(Known.errors(diagnostics)).contains("`a`", "`b`").hasLineCount(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x[N, D] y[N, E] | it is open how many columns `x` has and how many `y`",
        "s | columns are for inputs that are arrays: there is none",
        "x[N]=1 | columns are for inputs that are arrays: there is none"
      })
  void withoutHeaderTheInputsMustSayTheirColumns(String inputs, String message) throws IOException {
    read("1,2\n", inputs);
    assertThat(Known.errors(diagnostics)).contains(message);
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    Files.write(file, "x\n\u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
    DataFile.read(file, Known.of("x[N]"), diagnostics);
    assertThat(Known.errors(diagnostics)).contains("t.csv: cannot be read: it is not UTF-8 text");
  }

  private List<Given> read(String text, String declarations) throws IOException {
    Files.writeString(file, text);
    return DataFile.read(file, Known.of(declarations), diagnostics);
  }

  private void has(List<Given> values, String name, List<Integer> sizes, double... elements) {
    assertThat(Known.errors(diagnostics)).isEmpty();
    ArrayData array = Known.value(values, name).orElseThrow();
    assertThat(array.sizes()).isEqualTo(sizes);
    assertThat(array.elements()).containsExactly(elements);
  }
}
