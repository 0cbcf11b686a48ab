package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected texts in files; {@code -Dgoldens.rewrite=true} writes them anew. */
final class Golden {

  private static final boolean REWRITE = Boolean.getBoolean("goldens.rewrite");

  private Golden() {}

  static void check(Path golden, String actual) {
    if (REWRITE) {
      try {
        Files.createDirectories(golden.getParent());
        Files.writeString(golden, actual);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(golden).as("write it with -Dgoldens.rewrite=true").exists();
    assertThat(actual).isEqualTo(Corpus.text(golden));
  }
}
