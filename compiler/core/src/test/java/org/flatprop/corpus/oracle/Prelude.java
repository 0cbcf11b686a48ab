package org.flatprop.corpus.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.SourceFile;
import org.flatprop.syntax.Ast;
import org.flatprop.syntax.Parser;

/** The functions that the language writes in itself. */
final class Prelude {

  private static final String NAME = "prelude.nn";

  private static final Frame FRAME = read();

  private Prelude() {}

  /** A frame with the functions of the prelude. */
  static Frame frame() {
    return FRAME;
  }

  private static Frame read() {
    Frame frame = Frame.file();
    try (InputStream stream = Ast.class.getResourceAsStream("/org/flatprop/prelude/" + NAME)) {
      if (stream != null) {
        String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        Parser.parse(SourceFile.ofText(NAME, text), new Diagnostics())
            .statements()
            .forEach(statement -> Oracle.declare(statement, frame));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frame;
  }

  static boolean is(Ast ast) {
    return ast.file().name().endsWith(NAME);
  }
}
