package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guide to training shows what its commands print and draw, which are run once, and what it
 * says of them is true; {@code -Dgoldens.rewrite=true} rewrites what is shown.
 */
class TrainingGuideTest {

  private static final Path CHECKOUT = Path.of("..");
  private static final Path PAGE = CHECKOUT.resolve("samples/src/main/nn/training/README.md");
  private static final Path PICTURES = CHECKOUT.resolve("docs/pictures/training");

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");

  @TempDir private static Path folder;

  private static String page;
  private static Guide guide;

  @BeforeAll
  static void run() throws Exception {
    page = Files.readString(PAGE);
    guide = Guide.of(page).run(new Shell(CHECKOUT, folder));
    if (Boolean.getBoolean("goldens.rewrite")) {
      page = guide.page();
      Files.writeString(PAGE, page);
    }
  }

  @Test
  void itShowsWhatIsPrinted() {
    assertThat(page).isEqualTo(guide.page());
  }

  @Test
  void itShowsWhatIsDrawn() throws IOException {
    List<String> shown =
        Pattern.compile("docs/pictures/training/(\\w+\\.svg)")
            .matcher(page)
            .results()
            .map(picture -> picture.group(1))
            .toList();
    for (String picture : shown) {
      if (Boolean.getBoolean("goldens.rewrite")) {
        Files.createDirectories(PICTURES);
        Path kept = PICTURES.resolve(picture);
        Files.copy(folder.resolve(picture), kept, StandardCopyOption.REPLACE_EXISTING);
      }
      assertThat(PICTURES.resolve(picture)).hasSameBinaryContentAs(folder.resolve(picture));
      assertThat(Files.size(PICTURES.resolve(picture))).isLessThan(15_000);
    }
    try (var files = Files.list(PICTURES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(shown);
    }
  }

  @Test
  void everySampleIsInIt() throws IOException {
    try (var files = Files.list(PAGE.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".nn") || name.endsWith(".setup"))
          .hasSizeGreaterThan(10)
          .allMatch(name -> page.contains("training/" + name));
    }
  }

  private static Log log(String name) throws IOException {
    return Log.read(folder.resolve(name + ".csv"));
  }

  /** The numbers behind the name of an output. */
  private static double[] output(String printed, String name) {
    int from = printed.indexOf(name + "[");
    int to = printed.indexOf("]\n", printed.indexOf("=", from));
    return NUMBER
        .matcher(printed.substring(printed.indexOf("=", from), to))
        .results()
        .mapToDouble(number -> Double.parseDouble(number.group()))
        .toArray();
  }

  @Test
  void oneNeuronLearnsOrAndAndButNotXor() {
    String printed = guide.printed("run samples/src/main/nn/training/boolean.nn");
    assertThat(output(printed, "p_or")).containsExactly(new double[] {0, 1, 1, 1}, within(0.03));
    assertThat(output(printed, "p_and")).containsExactly(new double[] {0, 0, 0, 1}, within(0.03));
    assertThat(output(printed, "p_xor")).containsOnly(0.5);
  }

  @Test
  void hiddenUnitsLearnADelta() {
    double[] delta = new double[21];
    delta[13] = 1;
    String printed = guide.printed("run samples/src/main/nn/training/delta.nn");
    assertThat(output(printed, "y")).containsExactly(delta, within(0.1));
  }

  @Test
  void hoursOfSleepMakeAScore() {
    String printed = guide.printed("run samples/src/main/nn/networks/hours_of_sleep.nn");
    assertThat(output(printed, "prediction")[0]).isBetween(82.0, 93.0);
  }

  /** The lecture's table: the cost at every tenth epoch, and predictions. */
  @Test
  void xorIsLearntAsInTheLecture() throws IOException {
    double[] lectures = {1.169, 0.685, 0.660, 0.602, 0.521, 0.444, 0.385, 0.346, 0.319, 0.302};
    double[] cost = log("xor").column("loss");
    for (int i = 0; i < lectures.length; i++) {
      assertThat(cost[10 * i]).isCloseTo(lectures[i], within(0.07));
    }
    assertThat(cost[0]).isCloseTo(1.17, within(0.005));
    assertThat(cost[90]).isCloseTo(0.30, within(0.005));
    IntStream.range(0, 10).forEach(i -> assertInTable("%.4f", cost[10 * i]));
    String printed = guide.printed("run samples/src/main/nn/networks/xor.nn");
    double[] predictions = {0.072, 0.887, 0.859, 0.076};
    assertThat(output(printed, "a2")).containsExactly(predictions, within(0.02));
    Arrays.stream(output(printed, "a2")).forEach(p -> assertInTable("%.3f", p));
  }

  private static void assertInTable(String format, double number) {
    assertThat(page).contains(" " + String.format(Locale.ROOT, format, number) + " |");
  }

  @Test
  void twentyLinesLearnByHeart() throws IOException {
    double[] losses = log("two_layer").column("loss");
    assertThat(losses).hasSize(2000);
    assertThat(losses[0]).isGreaterThan(20_000);
    assertThat(losses[1999]).isLessThan(5);
  }

  @ParameterizedTest
  @CsvSource({
    "digits, 0.97",
    "digits_conv, 0.97",
    "residual, 0.97",
    "highway, 0.96",
    "dense_connections, 0.97",
    "iris, 0.96",
    "wine, 0.97",
    "fashion, 0.8"
  })
  void whatIsHeldOutIsClassified(String name, double accuracy) throws IOException {
    assertThat(log(name).last("accuracy")).isGreaterThanOrEqualTo(accuracy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"momentum", "nesterov", "rmsprop", "adam"})
  void gradientDescentIsFarBehind(String other) throws IOException {
    assertThat(log(other).last("validation")).isLessThan(0.5 * log("sgd").last("validation"));
  }

  @Test
  void fewerExamplesAStepLearnMoreAnEpoch() throws IOException {
    assertThat(log("batch_1").last("loss")).isLessThan(0.1 * log("batch_32").last("loss"));
    assertThat(log("batch_32").last("loss")).isLessThan(0.1 * log("batch_all").last("loss"));
  }

  @Test
  void winesAreNotLearntAsTheyAre() throws IOException {
    assertThat(log("wine_as_it_is").last("accuracy")).isLessThan(0.7);
    assertThat(log("wine_as_it_is").last("loss")).isGreaterThan(100);
  }

  /** log 10 is the loss of knowing nothing. */
  @Test
  void onlyWeightsOfTheRightSizeStartWell() throws IOException {
    Log starts = log("starts");
    double[] untaught = new double[30];
    Arrays.fill(untaught, Math.log(10));
    assertThat(starts.column("from_zeros")).containsExactly(untaught, within(1e-12));
    assertThat(starts.last("from_0_1")).isCloseTo(Math.log(10), within(1e-3));
    assertThat(starts.last("from_randn")).isLessThan(0.5 * starts.last("from_minus_1_1"));
    assertThat(starts.last("from_minus_1_1")).isLessThan(0.5);
  }

  @Test
  void deepSigmoidsLearnNothing() throws IOException {
    assertThat(log("vanished").last("loss_sigmoid")).isCloseTo(Math.log(10), within(0.05));
    assertThat(log("vanished").last("loss_relu")).isLessThan(0.2);
  }

  @Test
  void theNetworkBeatsTheWeightedSum() throws IOException {
    double baseline = log("house_prices_linear").last("RMSE");
    assertThat(log("house_prices").last("RMSE")).isLessThan(0.7 * baseline);
  }

  @Test
  void itIsTimeToStopWhenTheLossOnOtherRowsIsLowest() throws IOException {
    double[] validation = log("house_prices").column("validation");
    double[] stopped = log("stopped").column("validation");
    assertThat(stopped.length).isLessThan(100);
    assertThat(Arrays.copyOf(validation, stopped.length)).containsExactly(stopped);
    assertThat(Arrays.stream(stopped).min()).isEqualTo(Arrays.stream(validation).min());
  }
}
