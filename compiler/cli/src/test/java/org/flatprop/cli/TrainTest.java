package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainTest {

  private static final String CLASSIFIER =
      """
      dim N
      input x[N, 2]
      index kind[N] in C
      dim C
      param W[2, C], b[C]
      s = x @ W + b
      loss = cross_entropy(s, kind)
      minimize loss
      output s
      """;

  private static final String LINE =
      """
      dim N
      input x[N], t[N]
      param w, b
      y = w*x + b
      loss = mean((y - t)^2)
      minimize loss
      output y
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    write("kinds.nn", CLASSIFIER);
    write("line.nn", LINE);
    write("kinds.csv", kinds(60));
    write("line.csv", line(30));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** Two clouds of points, far from 0 and of very different sizes. */
  private static String kinds(int rows) {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder("width,height,kind\n");
    for (int i = 0; i < rows; i++) {
      boolean first = random.nextBoolean();
      double width = (first ? 1000 : 1300) + 100 * random.nextGaussian();
      double height = (first ? 2 : 1) + 0.3 * random.nextGaussian();
      text.append(
          String.format(Locale.ROOT, "%.1f,%.3f,%s\n", width, height, first ? "oak" : "elm"));
    }
    return text.toString();
  }

  private static String line(int rows) {
    Random random = new Random(6);
    StringBuilder text = new StringBuilder("x,t\n");
    for (int i = 0; i < rows; i++) {
      double x = i / 10.0;
      text.append(
          String.format(Locale.ROOT, "%.1f,%.3f\n", x, 2 * x - 1 + random.nextGaussian() / 10));
    }
    return text.toString();
  }

  /** Names with a dot in them are files of the folder. */
  private Outcome train(String options) {
    return nnc("train " + options + " --profile strict");
  }

  private Outcome nnc(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" +")) {
      words.add(word.matches("[a-z_0-9]+\\.[a-z]+|kept") ? folder.resolve(word).toString() : word);
    }
    Outcome outcome = Outcome.of(words.toArray(String[]::new));
    return new Outcome(outcome.exit(), plain(outcome.out()), plain(outcome.err()));
  }

  private String plain(String text) {
    return text.replace(Paths.shown(folder) + "/", "");
  }

  private Outcome trained(String options) {
    Outcome outcome = train(options);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome;
  }

  private byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  @Test
  void whatIsSaidIsAsRecorded() throws Exception {
    Outcome kinds =
        trained(
            "kinds.nn --data kinds.csv --normalize --split 0.25 --rate 0.1 --epochs 6 -o kinds.npz");
    Outcome line =
        trained(
            "line.nn --data line.csv --optimizer lbfgs --epochs 100 --plot line.svg --log line.csv.csv");
    Outcome early =
        trained(
            "line.nn --data line.csv --split 0.3 --optimizer rmsprop --rate 0.3 --epochs 60 --early-stop 3");
    Outcome json = trained("kinds.nn --data kinds.csv --normalize --epochs 1 --json");
    StringBuilder said = new StringBuilder();
    for (Outcome outcome : List.of(kinds, line, early, json)) {
      said.append(outcome.err()).append("--\n").append(outcome.out()).append("----\n");
    }
    Golden.assertMatches("train.txt", said.toString());
  }

  @Test
  void aLineIsFound() throws Exception {
    trained("line.nn --data line.csv --optimizer sgd --rate 0.1 --epochs 100 -o line.npz");
    Outcome run = nnc("run line.nn --data line.npz --set x=[0,1] --set t=[0,0] --json");
    assertThat(run.out()).matches("(?s).*\"y\": \\[-(0\\.[89]|1\\.0)\\d*, (0\\.9|1\\.0)\\d*\\].*");
  }

  @Test
  void bothFormatsHoldTheSameParameters() {
    trained("kinds.nn --data kinds.csv --normalize --epochs 3 -o kinds.npz");
    trained("kinds.nn --data kinds.csv --normalize --epochs 3 -o kinds.safetensors");
    String given = " --set x=[[1000,2],[1300,1]] --set kind=[0,1] --dim C=2 --json";
    Outcome npz = nnc("run kinds.nn --data kinds.npz" + given);
    assertThat(npz.exit()).as(npz.err()).isZero();
    assertThat(nnc("run kinds.nn --data kinds.safetensors" + given)).isEqualTo(npz);
  }

  @Test
  void predictionsNeedNoTargets() throws Exception {
    write("all.json", "{\"x\": [1, 2, 3], \"t\": [3, 5, 7]}");
    write("new.json", "{\"x\": [4, 5]}");
    trained("line.nn --data all.json --optimizer lbfgs -o line.npz");
    Outcome run = nnc("run line.nn --data line.npz --data new.json --out new.csv");
    assertThat(run.err()).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("new.csv")))
        .satisfiesExactly(
            title -> assertThat(title).isEqualTo("y"),
            four -> assertThat(Double.parseDouble(four)).isCloseTo(9, within(1e-6)),
            five -> assertThat(Double.parseDouble(five)).isCloseTo(11, within(1e-6)));
  }

  @Test
  void examplesAreHeldOutByAFile() throws Exception {
    write("others.csv", kinds(10));
    Outcome outcome =
        trained("kinds.nn --data kinds.csv --valid others.csv --normalize --rate 0.1 --epochs 20");
    assertThat(outcome.out())
        .startsWith("20 epochs of 60 examples, 10 held out: 20 steps\n")
        .contains("accuracy (held out)", "predictions of kind");
  }

  /** A run of ten epochs is the same as one of four that goes on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kinds.nn --data kinds.csv --normalize --split 0.3 --batch 8",
        "kinds.nn --data kinds.csv --optimizer momentum --rate 1e-7 --batch 7 --weight-decay 0.1",
        "line.nn --data line.csv --optimizer lbfgs",
        "line.nn --data line.csv --optimizer sgd --batch 8 --early-stop 90 --split 0.3",
        "line.nn --data line.csv --optimizer nesterov:0.8 --clip 0.5 --batch 4 --no-shuffle"
      })
  void aRunThatGoesOnEndsLikeOneThatNeverStopped(String options) throws Exception {
    Outcome whole = trained(options + " --epochs 10 -o whole.npz --log whole.csv --plot whole.svg");
    trained(options + " --epochs 4 --checkpoint kept -o part.npz --log part.csv");
    Outcome rest =
        trained(
            options
                + " --epochs 10 --checkpoint kept --resume -o part.npz --log part.csv --plot part.svg");
    assertThat(rest.out()).isEqualTo(whole.out().replace("whole", "part"));
    assertThat(bytes("part.npz")).isEqualTo(bytes("whole.npz"));
    assertThat(bytes("part.csv")).isEqualTo(bytes("whole.csv"));
    assertThat(bytes("part.svg")).isEqualTo(bytes("whole.svg"));
  }

  @Test
  void aRunGoesOnAsItWasSetUp() throws Exception {
    String options = "--normalize --split 0.3 --batch 8 --rate 0.02 --seed 7";
    trained("kinds.nn --data kinds.csv " + options + " --epochs 6 -o whole.npz");
    trained("kinds.nn --data kinds.csv " + options + " --epochs 3 --checkpoint kept");
    trained("kinds.nn --checkpoint kept --resume --epochs 6 -o part.npz");
    assertThat(bytes("part.npz")).isEqualTo(bytes("whole.npz"));
    // and is set up for six now
    assertThat(trained("kinds.nn --checkpoint kept --resume").out()).startsWith("6 epochs");
  }

  @Test
  void whatTheFolderKeepsIsWhole() throws Exception {
    trained("kinds.nn --data kinds.csv --epochs 3 --checkpoint kept --checkpoint-every 0");
    try (var files = Files.list(folder.resolve("kept"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("last.checkpoint", "previous.checkpoint", "run.setup", "lock");
    }
    assertThat(folder.resolve("kept/run.setup"))
        .hasContent("data = ../kinds.csv\nepochs = 3\nprofile = strict\n");
  }

  /** A process may have ended between two moves. */
  @Test
  void theCheckpointBeforeTheLastOneServesToo() throws Exception {
    trained("kinds.nn --data kinds.csv --epochs 9 -o whole.npz");
    trained("kinds.nn --data kinds.csv --epochs 4 --checkpoint kept --checkpoint-every 0");
    Files.delete(folder.resolve("kept/last.checkpoint"));
    trained("kinds.nn --data kinds.csv --epochs 9 --checkpoint kept --resume -o part.npz");
    assertThat(bytes("part.npz")).isEqualTo(bytes("whole.npz"));
  }

  @Test
  void aSetUpIsTheSameAsItsOptions() throws Exception {
    write(
        "run.setup",
        """
        # how the line is found
        data = line.csv      # beside this file
        optimizer = momentum:0.8
        rate = 0.05

        batch = 10
        epochs = 7
        """);
    trained("line.nn --setup run.setup -o one.npz");
    trained(
        "line.nn --data line.csv --optimizer momentum:0.8 --rate 0.05 --batch 10 --epochs 7 -o two.npz");
    assertThat(bytes("one.npz")).isEqualTo(bytes("two.npz"));
    assertThat(trained("line.nn --setup run.setup --epochs 2").out()).startsWith("2 epochs of 30");
  }

  /** The epoch whose step led nowhere has the parameters of the one before, not the best ones. */
  @Test
  void theLastEpochIsValidatedAsItIs() throws Exception {
    String run =
        "line.nn --data line.csv --split 0.3 --optimizer lbfgs --epochs 99 --early-stop 90";
    assertThat(trained(run + " --log log.csv").out()).contains("no step lowers the loss any more");
    List<String> rows = Files.readAllLines(folder.resolve("log.csv"));
    String last = rows.get(rows.size() - 1).split(",")[4];
    assertThat(last).isEqualTo(rows.get(rows.size() - 2).split(",")[4]);
  }

  @Test
  void classesThatTheDataLacksAreShownByTheirNumbers() throws Exception {
    write(
        "three.nn", CLASSIFIER.replace("kind[N] in C\ndim C", "kind[N] in 3").replace("C]", "3]"));
    assertThat(trained("three.nn --data kinds.csv --epochs 1").out())
        .containsPattern(" elm +oak +2\n");
  }

  /** Whatever stands in an option is the same when a run goes on. */
  @Test
  void aRunGoesOnWhateverItsOptionsHold() throws Exception {
    write("odd.nn", "param w[2]; input x[2]; loss = sum((w - x)^2)\n");
    Path kept = folder.resolve("odd");
    Path data = write("a #1 \"b\".json", "{\"x\": [1, 2]}");
    String[] run = {"train", folder.resolve("odd.nn").toString(), "--checkpoint", kept.toString()};
    List<String> first = new ArrayList<>(List.of(run));
    first.addAll(List.of("--data", data.toString(), "--set", "w=[1,\n 2]", "--epochs", "2"));
    Outcome whole = Outcome.of(first.toArray(String[]::new));
    assertThat(whole.exit()).as(whole.err()).isZero();
    List<String> again = new ArrayList<>(List.of(run));
    again.add("--resume");
    Outcome resumed = Outcome.of(again.toArray(String[]::new));
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.out()).isEqualTo(whole.out());
    assertThat(kept.resolve("run.setup")).content().contains("/a #1 \\\"b\\\".json\"", "[1,\\n 2]");
  }

  @Test
  void aModelWithoutExamplesIsTrainedOnItsInputs() throws Exception {
    write(
        "all.nn",
        "input x[3] = [1, 2, 3], t[3] = [3, 5, 7]; param w, b\nloss = sum((w*x + b - t)^2)\n");
    Outcome outcome = trained("all.nn --optimizer lbfgs --epochs 30 -o all.npz");
    assertThat(outcome.out()).contains("of 1 example: ", "no step lowers the loss any more");
    assertThat(nnc("run all.nn --data all.npz").out()).startsWith("loss = 0.0");
  }

  @ParameterizedTest
  @CsvSource({
    "sgd, 0.1",
    "momentum, 0.02",
    "nesterov:0.5, 0.05",
    "rmsprop, 0.05",
    "adam, 0.3",
    "adamw, 0.3",
    "lbfgs:3, 1"
  })
  void everyOptimizerLearns(String optimizer, String rate) {
    Outcome outcome =
        trained(
            "line.nn --data line.csv --epochs 60 --optimizer "
                + optimizer
                + " --rate "
                + rate
                + " --json");
    double loss = Double.parseDouble(outcome.out().replaceAll("(?s).*\"loss\": ([^,]*),.*", "$1"));
    assertThat(loss).isLessThan(0.2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"step:2:0.5", "exp:0.9", "inverse:0.5", "linear", "cosine", "constant"})
  void everyScheduleIsKnown(String schedule) throws Exception {
    trained("line.nn --data line.csv --epochs 5 --log log.csv --warmup 2 --schedule " + schedule);
    List<String> lines = Files.readAllLines(folder.resolve("log.csv"));
    assertThat(lines).hasSize(6).startsWith("epoch,steps,rate,loss");
  }
}
