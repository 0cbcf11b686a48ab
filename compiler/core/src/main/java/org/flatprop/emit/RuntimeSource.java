package org.flatprop.emit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.flatprop.source.CompilerBug;

/** The source of the runtime's functions, which the runtime's jar holds. */
public final class RuntimeSource {

  private RuntimeSource() {}

  /** The text of a class of functions. */
  public static String of(Class<?> functions) {
    String file = "/META-INF/flatprop/" + functions.getSimpleName() + ".java";
    try (InputStream in = functions.getResourceAsStream(file)) {
      if (in == null) {
        throw new CompilerBug("the runtime's jar lacks the source of its functions");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
