package org.flatprop.cli.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.SourceFile;
import org.flatprop.source.Span;

/** A UTF-8 file that is read once, from the first character to the last, whatever its size. */
final class TextFile {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path path;

  TextFile(Path path) {
    this.path = path;
  }

  String name() {
    return DataFile.shown(path);
  }

  /** The text, without the byte order mark that editors on Windows begin a file with. */
  Reader open() throws IOException {
    // a decoder of its own reports what is not UTF-8, in place of replacing it
    Reader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8.newDecoder()));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  /**
   * A place in the text. Its errors show the line, unless the file is too large.
   *
   * @param offset of its first character
   * @param length in characters
   */
  Origin place(long offset, int length, int line, int column) {
    return (message, notes) -> {
      try {
        // read again: errors are few, and most texts are small
        SourceFile file = SourceFile.read(path);
        int from = (int) Math.max(0, Math.min(file.text().length(), offset));
        int to = Math.min(file.text().length(), from + length);
        return Diagnostic.at(new Span(file, from, to), message, notes);
      } catch (CompileException e) {
        return Diagnostic.about(name() + ":" + line + ":" + column, message, notes);
      }
    };
  }
}
