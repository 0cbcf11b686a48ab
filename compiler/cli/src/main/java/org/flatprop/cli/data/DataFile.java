package org.flatprop.cli.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;

/**
 * A file of values, by the ending of its name: {@code .json}, {@code .npz}, {@code .safetensors} or
 * {@code .csv}.
 */
public final class DataFile {

  private DataFile() {}

  /**
   * Reads a file; what is wrong with it is reported.
   *
   * @param known what the values may be for; those of other names are not read, but are returned
   *     without their elements
   */
  public static List<Given> read(Path file, Declarations known, Diagnostics diagnostics) {
    String name = shown(file);
    return attempt(
        file,
        diagnostics,
        List.of(),
        () ->
            switch (ending(name)) {
              case "json" -> JsonData.read(file, known, diagnostics);
              case "npz" -> NpzData.read(file, known, diagnostics);
              case "safetensors" -> SafetensorsData.read(file, known, diagnostics);
              case "csv" -> CsvData.read(file, known, diagnostics);
              default -> {
                diagnostics.add(DataErrors.unknownFormat(name));
                yield List.of();
              }
            });
  }

  /**
   * Reads the text that a file of arrays holds beside them ({@link ArrayFile#text}); what is wrong
   * is reported. Other files have none.
   */
  public static Optional<String> text(Path file, Diagnostics diagnostics) {
    return attempt(
        file,
        diagnostics,
        Optional.empty(),
        () ->
            switch (ending(shown(file))) {
              case "npz" -> NpzData.text(file, diagnostics);
              case "safetensors" -> SafetensorsData.text(file, diagnostics);
              default -> Optional.empty();
            });
  }

  /** What is read of a file. */
  @FunctionalInterface
  interface Reading<T> {

    T read() throws IOException;
  }

  /** Reads of a file, and reports it if it cannot be read. */
  static <T> T attempt(Path file, Diagnostics diagnostics, T otherwise, Reading<T> reading) {
    String name = shown(file);
    try {
      if (!Files.isDirectory(file)) {
        return reading.read();
      }
      diagnostics.add(Errors.unreadable(name, "it is a directory"));
    } catch (CompileException e) {
      diagnostics.addAll(e);
    } catch (IOException e) {
      diagnostics.add(Errors.unreadable(name, reason(e)));
    }
    return otherwise;
  }

  /** The name as it is shown, the same on every system. */
  static String shown(Path file) {
    return file.toString().replace('\\', '/');
  }

  /** What follows the last dot of a file's name, in small letters. */
  static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not UTF-8 text";
    }
    return e.getMessage() == null ? "it cannot be read" : e.getMessage();
  }
}
