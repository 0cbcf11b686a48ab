package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flatprop.cli.train.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with a training run, and what is said of it. Nothing is written then. */
class TrainErrorsTest {

  private static final String MODEL =
      """
      dim N
      input x[N, 2]
      index kind[N] in 2
      param W[2, 2], b[2]
      s = x @ W + b
      loss = cross_entropy(s, kind)
      minimize loss
      output s
      """;

  private static final String DATA = "width,height,kind\n1,2,0\n3,4,1\n5,6,0\n7,8,1\n";

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    write("model.nn", MODEL);
    write("data.csv", DATA);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Outcome train(String options) {
    List<String> words = new ArrayList<>(List.of("train", "--profile", "strict"));
    for (String word : options.split(" +")) {
      boolean file = word.matches("[a-z_0-9/]+\\.[a-z]+|kept");
      words.add(file ? folder.resolve(word).toString() : word);
    }
    Outcome outcome = Outcome.of(words.toArray(String[]::new));
    String root = Paths.shown(folder) + "/";
    return new Outcome(
        outcome.exit(), outcome.out().replace(root, ""), outcome.err().replace(root, ""));
  }

  private String refused(String options) throws IOException {
    List<Path> before = all();
    Outcome outcome = train(options);
    assertThat(outcome.exit()).as(options + "\n" + outcome.err()).isBetween(1, 2);
    assertThat(outcome.out()).as(options).isEmpty();
    assertThat(all()).as(options).isEqualTo(before);
    return "train " + options + "\n" + outcome.err().indent(2) + "\n";
  }

  private List<Path> all() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.sorted().filter(file -> !file.endsWith("lock")).toList();
    }
  }

  @Test
  void whatIsSaidIsAsRecorded() throws Exception {
    write("empty.csv", "");
    write("header.csv", "width,height,kind\n");
    write("columns.csv", "width,height,depth,colour\n1,2,3,0\n");
    write("labels.csv", "width,height,kind\n1,2,0\n3,4,2\n5,6,0.5\n");
    write("missing.csv", "width,height,kind\n1,2,0\n3,,1\n5,NA,0\n");
    write("text.csv", "width,height,kind\n1,2,0\n3,tall,1\n");
    write("nothing.nn", "input x; f = 2*x\n");
    write("vector.nn", "param w[2]; f = 2*w\n");
    write("all.nn", "input x[2] = 1; param w; f = sum(w*x)\n");
    write("plain.nn", MODEL.replace("output s\n", ""));
    write("wide.csv", "width,height,kind\n1e200,2,0\n1e200,4,1\n");
    write("bad.setup", "rate = fast\nrated = 0.1\nepochs 5\n");
    write("worse.setup", "rate = fast\nrated = 0.1\nresume = true\n");
    write("nan.json", "{\"x\": [[1, 2], [\"NaN\", 3]], \"kind\": [0, 1]}");
    write("hollow.setup", "data =\nrate = 1\nrate = 2\n");
    write("turned.nn", "dim N; input x[N], y[3, N]; param w; loss = sum(w*x) + sum(y)\n");
    write("turned.json", "{\"x\": [1, 2], \"y\": [[1, 2], [3, 4], [5, 6]]}");
    write("square.nn", "dim N; input a[N, N]; param w; loss = sum(w*a)\n");
    write("square.json", "{\"a\": [[1, 2], [3, 4]]}");
    StringBuilder said = new StringBuilder();
    for (String options :
        List.of(
            "nothing.nn",
            "vector.nn",
            "model.nn",
            "model.nn --data empty.csv",
            "model.nn --data header.csv",
            "model.nn --data columns.csv",
            "model.nn --data labels.csv",
            "model.nn --data missing.csv",
            "model.nn --data text.csv",
            "model.nn --data nowhere.csv",
            "model.nn --data nan.json --batch 1 --no-shuffle",
            "model.nn --data data.csv --data data.csv",
            "model.nn --data data.csv --valid nowhere.csv",
            "model.nn --data data.csv --valid header.csv",
            "model.nn --data data.csv --valid columns.csv",
            "model.nn --data data.csv --split 0.05",
            "model.nn --data data.csv --split 0.5 --valid data.csv",
            "model.nn --data data.csv --split 2",
            "all.nn --split 0.5",
            "all.nn --normalize",
            "plain.nn --data data.csv --normalize",
            "model.nn --data data.csv --center --normalize",
            "model.nn --data data.csv --optimizer adagrad",
            "model.nn --data data.csv --optimizer sgd:0.9",
            "model.nn --data data.csv --optimizer momentum:1.5",
            "model.nn --data data.csv --optimizer lbfgs --batch 2",
            "model.nn --data data.csv --optimizer lbfgs --clip 1",
            "model.nn --data data.csv --schedule sine",
            "model.nn --data data.csv --schedule step:0",
            "model.nn --data data.csv --rate -1",
            "model.nn --data data.csv --batch 0",
            "model.nn --data data.csv --epochs none",
            "model.nn --data data.csv --resume",
            "model.nn --data data.csv --plot curve.png",
            "model.nn --data data.csv --log log.txt",
            "model.nn --data data.csv -o model.pt",
            "model.nn --data data.csv --setup bad.setup",
            "model.nn --data data.csv --setup worse.setup",
            "model.nn --data data.csv --setup nowhere.setup",
            "model.nn --data data.csv --checkpoint data.csv",
            "model.nn --data data.csv --setup hollow.setup",
            "model.nn --data data.csv --log data.csv",
            "model.nn --data data.csv --wrt x",
            "model.nn --data data.csv --wrt W,x --batch 1",
            "turned.nn --data turned.json",
            "square.nn --data square.json --batch 1",
            "model.nn --data wide.csv --optimizer sgd --rate 1e200")) {
      said.append(refused(options));
    }
    Golden.assertMatches("train-errors.txt", said.toString());
  }

  @Test
  void whatIsSaidOfRunsIsAsRecorded() throws Exception {
    write("other.nn", MODEL.replace("x @ W + b", "tanh(x @ W) + b"));
    write("wider.nn", MODEL.replace("W[2, 2]", "V[2, 2]").replace("@ W", "@ V"));
    write("more.csv", DATA + "9,9,1\n");
    String run = "model.nn --data data.csv --epochs 2 --checkpoint kept";
    assertThat(train(run).exit()).isZero();
    byte[] checkpoint = Files.readAllBytes(last());
    StringBuilder said = new StringBuilder();
    for (String options :
        List.of(
            run,
            "other.nn --data data.csv --checkpoint kept --resume",
            "wider.nn --data data.csv --checkpoint kept --resume",
            "model.nn --data more.csv --checkpoint kept --resume",
            "model.nn --data data.csv --checkpoint kept --resume --rate 0.5 --batch 2 --seed 3",
            "model.nn --data data.csv --checkpoint kept --resume --optimizer sgd --split 0.5",
            "model.nn --data data.csv --checkpoint kept --resume --wrt b --early-stop 3")) {
      said.append(refused(options));
      assertThat(last()).hasBinaryContent(checkpoint);
    }
    try (RunFolder inUse = RunFolder.open(folder.resolve("kept"))) {
      said.append(refused("model.nn --data data.csv --checkpoint kept --resume"));
      assertThat(inUse.last()).isPresent();
    }
    try (RandomAccessFile file = new RandomAccessFile(last().toFile(), "rw")) {
      file.seek(100);
      file.write(~file.read());
    }
    said.append(refused("model.nn --data data.csv --checkpoint kept --resume"));
    write("kept/last.checkpoint", "");
    said.append(refused("model.nn --data data.csv --checkpoint kept --resume"));
    Golden.assertMatches("train-run-errors.txt", said.toString());
    Files.delete(last());
    assertThat(train("model.nn --checkpoint kept --resume").exit()).isEqualTo(0);
  }

  @Test
  void theExamplesHeldOutStayTheSame() throws Exception {
    write("held.csv", DATA);
    String run = "model.nn --data data.csv --valid held.csv --epochs 2 --checkpoint kept";
    assertThat(train(run).exit()).isZero();
    write("held.csv", DATA.replace("7,8", "8,7"));
    assertThat(train("model.nn --checkpoint kept --resume").err())
        .endsWith("  the examples held out are others\n");
  }

  private Path last() {
    return folder.resolve("kept/last.checkpoint");
  }
}
