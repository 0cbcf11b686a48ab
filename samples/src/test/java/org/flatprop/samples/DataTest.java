package org.flatprop.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables that samples learn from are what their README says. */
class DataTest {

  private static final Path FOLDER = Path.of("data");

  /** Its cells; the header first. */
  private static List<List<String>> table(String file) throws IOException {
    return Files.readAllLines(FOLDER.resolve(file)).stream()
        .map(line -> Arrays.asList(line.split(",", -1)))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "xor.csv, 1000, 3",
    "iris.csv, 150, 5",
    "wine.csv, 178, 14",
    "digits.csv, 1797, 65",
    "house_prices.csv, 506, 13"
  })
  void tablesAreCompleteAndHaveAHeader(String file, int rows, int columns) throws IOException {
    List<List<String>> table = table(file);
    assertThat(table).hasSize(rows + 1).allSatisfy(row -> assertThat(row).hasSize(columns));
    assertThat(table.get(0)).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]\\w*"));
    assertThat(table.subList(1, table.size()))
        .allSatisfy(row -> assertThat(row).allMatch(cell -> cell.matches("-?[\\d.]+|[a-z]+")));
  }

  @ParameterizedTest
  @CsvSource({"xor.csv, 2", "iris.csv, 3", "wine.csv, 3", "digits.csv, 10"})
  void classesAreAboutEqual(String file, int classes) throws IOException {
    List<List<String>> table = table(file);
    Map<String, Long> counts =
        table.subList(1, table.size()).stream()
            .map(row -> row.get(row.size() - 1))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long most = (table.size() - 1) * 3L / (2L * classes);
    assertThat(counts).hasSize(classes);
    assertThat(counts.values()).allMatch(count -> count <= most);
  }

  @Test
  void theColumnThatEncodesRaceIsLeftOut() throws IOException {
    assertThat(table("house_prices.csv").get(0)).doesNotContain("b").contains("lstat", "medv");
  }

  @Test
  void thePointsForXorAreThoseOfTheirGenerator() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(java.toString(), FOLDER.resolve("Xor.java").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(printed).isEqualToNormalizingNewlines(Files.readString(FOLDER.resolve("xor.csv")));
  }

  @Test
  void everyFileIsInTheReadme() throws IOException {
    String readme = Files.readString(FOLDER.resolve("README.md"));
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("README.md"))
          .hasSizeGreaterThan(5)
          .allMatch(readme::contains);
    }
  }

  /** Why zeros fail: no unit of a layer ever differs from another. */
  @Test
  void whatStartsWithZerosHasNoGradient() {
    Map<String, double[]> digits =
        Map.of("N", new double[] {1}, "p", ramp(64), "digit", new double[] {3});
    var kernel = Sample.kernel(Sample.compile("training/starts"), digits);
    Map<String, double[]> results = Sample.arrays(kernel, Sample.inputs(kernel, digits));
    for (String zeros : List.of("A0", "A", "A_out")) {
      assertThat(results.get("d/d" + zeros)).containsOnly(0);
    }
    assertThat(Arrays.stream(results.get("d/dD0"))).anyMatch(g -> g != 0);
  }

  private static double[] ramp(int length) {
    double[] ramp = new double[length];
    Arrays.setAll(ramp, i -> i % 17);
    return ramp;
  }
}
