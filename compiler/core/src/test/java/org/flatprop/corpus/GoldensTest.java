package org.flatprop.corpus;

import java.nio.file.Path;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.Stage;
import org.flatprop.emit.Profile;
import org.flatprop.emit.Style.Form;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is emitted for some programs, and what the stages print: the same on every JDK. */
class GoldensTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "neuron",
        "xor",
        "where_nested",
        "truth_values",
        "java_classes",
        "long_sum_named",
        "network_small",
        "network_two_layers",
        "index_convolution",
        "index_filters"
      })
  void theEmittedJava(String program) {
    Path folder = Corpus.GOLDEN.resolve(program);
    Options fast = Options.DEFAULT;
    Golden.check(
        folder.resolve("Kernel.java.txt"), compile(program, fast).java("org.example", false));
    Golden.check(
        folder.resolve("Standalone.java.txt"),
        compile(program, fast.profile(Profile.STRICT)).java("", true));
    Golden.check(
        folder.resolve("Split.java.txt"),
        compile(program, fast.form(Form.SPLIT)).java("org.example", false));
  }

  @Test
  void theEmittedJavaOfBlocks() {
    CompiledModel model = compile("network_blocks", Options.DEFAULT);
    Path folder = Corpus.GOLDEN.resolve("network_blocks");
    Golden.check(folder.resolve("Kernel.java.txt"), model.java("org.example", false));
    Golden.check(folder.resolve("Standalone.java.txt"), model.java("", true));
    Golden.check(folder.resolve("loops.txt"), Stage.LOOPS.print(model));
  }

  @Test
  void theEmittedJavaOfRoutines() {
    CompiledModel model = compile("repeated_calls", Options.DEFAULT.form(Form.OUTLINED));
    Path folder = Corpus.GOLDEN.resolve("repeated_calls");
    Golden.check(folder.resolve("Outlined.java.txt"), model.java("org.example", false));
    Golden.check(folder.resolve("outlined.txt"), Stage.LOOPS.print(model));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xor", "where_nested"})
  void theTables(String program) {
    Path folder = Corpus.GOLDEN.resolve(program);
    CompiledModel model = compile(program, Options.DEFAULT.scalars(Options.Scalars.TABLES));
    Golden.check(folder.resolve("Tables.java.txt"), model.java("org.example", false));
    Golden.check(folder.resolve("tables.txt"), Stage.LOOPS.print(model));
  }

  @ParameterizedTest
  @ValueSource(strings = {"neuron", "grad_in_function", "default_arguments", "network_two_layers"})
  void theStages(String program) {
    CompiledModel model = compile(program, Options.DEFAULT);
    for (Stage stage : Stage.values()) {
      Golden.check(Corpus.GOLDEN.resolve(program).resolve(stage + ".txt"), stage.print(model));
    }
  }

  private static CompiledModel compile(String program, Options options) {
    Path file = Corpus.GOOD.resolve(program + ".nn");
    return Flatprop.compile(SourceFile.ofText(program + ".nn", Corpus.text(file)), options);
  }
}
