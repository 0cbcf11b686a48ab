package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected texts in src/test/resources/goldens; {@code -Dgoldens.rewrite=true} rewrites them. */
public final class Golden {

  private static final Path FOLDER = Path.of("src", "test", "resources", "goldens");

  private Golden() {}

  /** Compares a text with the golden of a name. */
  public static void assertMatches(String name, String actual) {
    Path file = FOLDER.resolve(name);
    try {
      if (Boolean.getBoolean("goldens.rewrite")) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, actual);
      }
      assertThat(actual).as(name).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new AssertionError("no golden " + file, e);
    }
  }
}
