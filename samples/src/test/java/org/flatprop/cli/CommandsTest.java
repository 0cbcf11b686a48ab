package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flatprop.Flatprop;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command works on every sample, with the data beside it if there are any. */
class CommandsTest {

  private static final Path FOLDER = Path.of("src/main/nn");

  @TempDir private Path folder;

  static List<Path> samples() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".nn")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code xor.json} serves {@code xor.nn} and {@code xor_by_index.nn}. */
  private static List<String> data(Path sample) {
    String name = sample.getFileName().toString().replaceAll("(_by_index)?\\.nn", ".json");
    Path data = sample.resolveSibling(name);
    return Files.exists(data) ? List.of("--data", data.toString()) : List.of();
  }

  private static String nnc(String command, Path sample, List<String> options) {
    List<String> arguments = new ArrayList<>(options);
    arguments.add(sample.toString());
    return nnc(command, arguments);
  }

  private static String nnc(String command, List<String> options) {
    List<String> arguments = new ArrayList<>(options);
    arguments.add(0, command);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        new Nnc(InputStream.nullInputStream(), out, err).run(arguments.toArray(String[]::new));
    String said = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(arguments + "\n" + said).isZero();
    assertThat(err.size()).as(arguments + "\n" + said).isZero();
    return said;
  }

  /** A value for each scalar that has none. */
  private static List<String> complete(Path sample) {
    List<String> options = new ArrayList<>(data(sample));
    if (options.isEmpty()) {
      Flatprop.compile(sample).signature().inputs().stream()
          .filter(input -> !input.hasStart())
          .forEach(input -> options.addAll(List.of("--set", input.name() + "=0.5")));
    }
    return options;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void itRuns(Path sample) {
    List<String> options = complete(sample);
    options.add("--grad");
    assertThat(nnc("run", sample, options)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theGradientIsTheMeasuredOne(Path sample) {
    assertThat(nnc("check", sample, data(sample))).doesNotContain("FAILED", "skipped");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void itIsShownAndDrawn(Path sample) {
    nnc("show", sample, List.of("--stage", "backward"));
    Path picture = folder.resolve("graph.dot");
    nnc("graph", sample, List.of("--out", picture.toString()));
    assertThat(picture).content().startsWith("digraph");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void itIsEmitted(Path sample) {
    List<String> options = List.of("--standalone", "-o", folder.toString());
    assertThat(nnc("emit", sample, options)).endsWith(".java\n");
  }

  /** All commands but those on a file that the reader makes. */
  static Stream<String> readme() throws IOException {
    return Files.readString(Path.of("README.md"))
        .lines()
        .flatMap(line -> Pattern.compile("\\./nnc ([^`]+\\.nn[^`]*)").matcher(line).results())
        .filter(command -> !command.group(1).contains(".npz"))
        .map(command -> command.group(1).strip().replace("samples/src", "src"));
  }

  @ParameterizedTest
  @MethodSource("readme")
  void whatTheReadmeSaysToTryWorks(String command) {
    String[] words = command.replace(" -o ", " -o " + folder + "/").split(" +");
    nnc(words[0], List.of(words).subList(1, words.length));
  }
}
