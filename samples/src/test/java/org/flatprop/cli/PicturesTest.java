package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pictures of the samples are what the command draws; {@code -Dgoldens.rewrite=true} draws them
 * again.
 */
class PicturesTest {

  private static final Path PICTURES = Path.of("..", "docs", "pictures");
  private static final Path SAMPLES = Path.of("src", "main", "nn");

  /** Samples that are no function of one input. */
  private static final Set<String> OTHERS = Set.of("gallery", "layer");

  @TempDir private Path folder;

  static List<String> activations() {
    try (Stream<Path> files = Files.list(SAMPLES.resolve("activations"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".nn", ""))
          .filter(name -> !OTHERS.contains(name))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void anActivationAndItsDerivative(String name) throws IOException {
    assertDrawn("activations/" + name, "activations/" + name, "--x", "-5:5");
  }

  @Test
  void theErrorSignalByLayer() throws IOException {
    assertDrawn("networks/vanishing", "vanishing", "--log", "--label", "layer");
  }

  @Test
  void theReadmeShowsEachPicture() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    try (Stream<Path> files = Files.walk(PICTURES.resolve("activations"))) {
      assertThat(
              Stream.concat(files, Stream.of(PICTURES.resolve("vanishing.svg")))
                  .filter(Files::isRegularFile))
          .hasSize(activations().size() + 1)
          .allMatch(file -> readme.contains("\"" + file.toString().replace('\\', '/') + "\""))
          .allMatch(file -> file.toFile().length() < 15_000);
    }
  }

  private void assertDrawn(String sample, String picture, String... options) throws IOException {
    Path drawn = folder.resolve("drawn.svg");
    List<String> words =
        new ArrayList<>(List.of("plot", SAMPLES.resolve(sample + ".nn").toString()));
    words.addAll(List.of(options));
    words.addAll(List.of("-o", drawn.toString()));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Nnc nnc = new Nnc(InputStream.nullInputStream(), OutputStream.nullOutputStream(), err);
    assertThat(nnc.run(words.toArray(String[]::new)))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();
    Path file = PICTURES.resolve(picture + ".svg");
    if (Boolean.getBoolean("goldens.rewrite")) {
      Files.createDirectories(file.getParent());
      Files.copy(drawn, file, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(drawn).hasSameTextualContentAs(file);
  }
}
