package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flatprop.Options;
import org.flatprop.cli.data.ArrayFile;
import org.flatprop.cli.data.CsvTable;
import org.flatprop.cli.data.Declarations;
import org.flatprop.cli.data.Given;
import org.flatprop.cli.data.Normalisation.Kind;
import org.flatprop.cli.data.Preparation;
import org.flatprop.cli.data.Roles;
import org.flatprop.cli.data.Roles.Missing;
import org.flatprop.runtime.Section;
import org.flatprop.source.Diagnostics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code nnc run} makes of parameters that are kept with what prepares data for them. */
class PredictionsTest {

  private static final String MODEL =
      """
      dim N, D, C
      input x[N, D]
      index y[N] in C
      param W[D, C]
      s = x @ W
      size = sum[j](x[:, j]^2)
      loss = cross_entropy(s, y)
      minimize loss
      output s, size
      """;

  /** Normalized, w is -1, 0 and 1; the classes are blue, green and red. */
  private static final String TRAINING =
      "w,kind,y,name\n-1,a,red,Ann\n0,b,green,Bob\n1,b,\"blue, pale\",Cid\n";

  @TempDir Path folder;

  @BeforeEach
  void parameters() throws IOException {
    write("model.nn", MODEL);
    Path csv = write("training.csv", TRAINING);
    Roles roles = new Roles(Map.of(), Set.of("name"), Set.of("kind"), Missing.ERROR);
    Diagnostics diagnostics = new Diagnostics();
    CsvTable table = CsvTable.read(csv, diagnostics).orElseThrow();
    int[] rows = {0, 1, 2};
    Preparation raw =
        Preparation.learn(table, roles, declarations(), rows, diagnostics).orElseThrow();
    Given x = raw.apply(table, declarations(), diagnostics).values().get(0);
    Preparation preparation = raw.normalizing(x, rows, Kind.CENTER, diagnostics);
    diagnostics.throwIfAny();
    for (String name : List.of("model.npz", "model.safetensors")) {
      ArrayFile file = ArrayFile.of(name).orElseThrow();
      double[] weights = {0.1, 2, 3, 10, 20, 30, 100, 200, 300};
      file.add("W", Section.of("W", List.of(3, 3)), weights);
      file.text(preparation.json());
      file.writeTo(Files.newOutputStream(folder.resolve(name)));
    }
    write("new.csv", "kind,w,id\na,1,7\nb,0.5,8\n");
  }

  private Declarations declarations() {
    return new Inputs(
            ModelFile.compile(folder.resolve("model.nn").toString(), null, Options.DEFAULT))
        .declarations();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--data model.npz --data new.csv",
        "--data new.csv --data model.npz",
        "--data new.csv --data model.safetensors",
        "--data model.npz --set x=[[1,1,0],[0.5,0,1]]",
        "--set x=[[1,1,0],[0.5,0,1]] --data model.npz",
        "--data x.json --data model.safetensors"
      })
  void dataIsPreparedHoweverItIsGiven(String options) throws IOException {
    write("x.json", "{\"x\": [[1, 1, 0], [0.5, 0, 1]]}");
    Outcome outcome = run(options + " --json --out predictions.csv");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            "{\"outputs\": {\"s\": [[10.1, 22.0, 33.0], [100.05, 201.0, 301.5]],"
                + " \"size\": [2.0, 1.25]}, \"gradients\": {}}\n");
    assertThat(read("predictions.csv"))
        .isEqualTo(
            "\"s_blue, pale\",s_green,s_red,size\n10.1,22.0,33.0,2.0\n100.05,201.0,301.5,1.25\n");
  }

  @Test
  void withTargetsThereIsTheObjectiveToo() {
    write("new.csv", "y,kind,w\nred,a,1\ngreen,b,0.5\n");
    Outcome outcome = run("--data model.npz --data new.csv --grad");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).startsWith("loss = ").contains("dloss/dW[3, 3]");
    assertThat(run("--data model.npz --data new.csv --out r.npz").exit()).isZero();
    assertThat(folder.resolve("r.npz")).exists();
  }

  @Test
  void gradientsNeedTargets() {
    Outcome outcome = run("--data model.npz --data new.csv --grad");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("new.csv:1: there is no column `y` for `y`");
  }

  @Test
  void withoutPreparationAllMustBeGiven() {
    Outcome outcome = run("--set W=[[1,2,3],[4,5,6],[7,8,9]] --set x=[[1,1,0]]");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("this input has no value: `y` [N]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind,weight\\na,1 | new.csv:1: there is no column `w` for `x`\\n$",
        "kind,weight,y\\na,1,red | new.csv:1: there is no column `w` for `x`\\n$",
        "weight,kin\\na,1 | there are no columns `w`, `kind` for `x`\\n  did you mean `kin`?",
        "kind,w\\na,1\\nc,2 | new.csv:3: column 1 (`kind`): the category `c` is not known",
        "kind,w\\na,\\nb,1 | new.csv:2: column 2 (`w`): the cell is empty",
        "kind,w,y\\na,1,rde | new.csv:2: column 3 (`y`): the category `rde` is not known\\n  did you mean `red`?"
      })
  void whatDoesNotFitIsAnError(String csv, String message) {
    write("new.csv", csv.replace("\\n", "\n"));
    Outcome outcome = run("--data model.npz --data new.csv --out p.csv");
    assertThat(outcome.err() + "$")
        .contains(message.replace("\\n", "\n"))
        .doesNotContain("no value");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(folder.resolve("p.csv")).doesNotExist();
  }

  @Test
  void featuresMustBeGivenEvenIfSomeOutputNeedsNone() throws IOException {
    write("model.nn", MODEL + "penalty = l2(W)\noutput penalty\n");
    assertThat(run("--data model.npz --dim N=2").err())
        .contains("these inputs have no value: `x` [N, D], `y` [N]");
  }

  @Test
  void aWidthThatWasNotLearntIsAnError() {
    assertThat(run("--data model.npz --set x=[[1,2]]").err())
        .contains("--set x: `x` is prepared by 3 numbers an example, but [1, 2] is given")
        .doesNotContain("no value");
  }

  @Test
  void whatPreparesDataMayBeDamaged() throws IOException {
    ArrayFile file = ArrayFile.of("model.npz").orElseThrow();
    file.text("{\"version\": 2}");
    file.writeTo(Files.newOutputStream(folder.resolve("model.npz")));
    Outcome outcome = run("--data model.npz --data new.csv");
    assertThat(outcome.err())
        .contains(
            "model.npz: what prepares data for its parameters is damaged: it is of version 2");
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void onlyOutputsWithARowForEachExampleAreATable() throws IOException {
    write("model.nn", "dim N; input x[N]; a = sum(x); output a; m = a * 2; minimize m");
    Outcome outcome = run("--set x=[1,2] --out p.csv");
    assertThat(outcome.err()).contains("p.csv: a table has a row for each example, and none");
    assertThat(outcome.exit()).isEqualTo(1);

    write("model.nn", "dim N; input x[N]; input z[2]; y[n, i] = x[n] / z[i]; minimize y");
    assertThat(run("--set x=[1,-0.0] --set z=[3,0] --out p.csv").err()).isEmpty();
    assertThat(read("p.csv")).isEqualTo("y_0,y_1\n0.3333333333333333,Infinity\n-0.0,NaN\n");

    write("model.nn", "input x[2]; y_0 = x; y[n, i] = x[n] * [1, 2][i]; minimize y; output y_0");
    assertThat(run("--set x=[1,2] --out p.csv").err())
        .contains("p.csv: two columns would be called `y_0`");
  }

  private Outcome run(String options) {
    List<String> args = new ArrayList<>(List.of("run", folder.resolve("model.nn").toString()));
    for (String word : options.split(" ")) {
      boolean file = word.matches("[a-z-]+\\.(json|csv|npz|safetensors)");
      args.add(file ? folder.resolve(word).toString() : word);
    }
    return Outcome.of(args.toArray(String[]::new));
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
