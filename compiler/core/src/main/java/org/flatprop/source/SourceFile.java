package org.flatprop.source;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The text of a .nn file, with the name that messages call it by. */
public final class SourceFile {

  /** A larger file is not a model that a person wrote. */
  static final long MAX_BYTES = 64L << 20;

  private final String name;
  private final String text;
  private final Optional<Path> path;
  private final boolean builtIn;
  private final int[] lineStarts;
  private final int[] charOffsets;

  private SourceFile(String name, String text, Optional<Path> path, boolean builtIn) {
    this.name = name;
    this.text = text;
    this.path = path;
    this.builtIn = builtIn;
    this.lineStarts = lineStarts(text);
    this.charOffsets = charOffsets(text);
  }

  /** A text that stands in no file; its imports are relative to the current directory. */
  public static SourceFile ofText(String name, String text) {
    return new SourceFile(name, text, Optional.empty(), false);
  }

  /** A text that comes with the compiler. */
  public static SourceFile builtIn(String name, String text) {
    return new SourceFile(name, text, Optional.empty(), true);
  }

  /**
   * Reads a UTF-8 file.
   *
   * @throws CompileException if it is missing, unreadable, too large or not UTF-8
   */
  public static SourceFile read(Path path) {
    String shown = path.toString().replace(File.separatorChar, '/');
    try {
      if (Files.isDirectory(path)) {
        throw new CompileException(Errors.unreadable(shown, "it is a directory"));
      }
      if (Files.size(path) > MAX_BYTES) {
        throw new CompileException(
            Errors.unreadable(shown, "it is larger than " + (MAX_BYTES >> 20) + " MB"));
      }
      return new SourceFile(
          shown, decode(shown, Files.readAllBytes(path)), Optional.of(path), false);
    } catch (NoSuchFileException e) {
      throw new CompileException(Errors.unreadable(shown, "there is no such file"));
    } catch (IOException e) {
      throw new CompileException(Errors.unreadable(shown, "it cannot be read"));
    }
  }

  /**
   * Decodes the bytes of a file.
   *
   * @throws CompileException if they are not UTF-8
   */
  public static String decode(String name, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // A byte order mark is no part of the text.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new CompileException(Errors.unreadable(name, "it is not UTF-8 text"));
    }
  }

  /** What diagnostics call it. */
  public String name() {
    return name;
  }

  /** Whether it comes with the compiler, and is no file of the user's. */
  public boolean isBuiltIn() {
    return builtIn;
  }

  /** All of it. */
  public String text() {
    return text;
  }

  /** Where the text was read from; empty for a text that stands in no file. */
  public Optional<Path> path() {
    return path;
  }

  /** The line of an offset, counted from 1. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of an offset in code points, counted from 1. */
  public int column(int offset) {
    int start = lineStarts[line(offset) - 1];
    return text.codePointCount(start, Math.min(offset, text.length())) + 1;
  }

  /** The offset in chars of a code point, given by its number in the text. */
  public int charOffset(int codePoint) {
    return charOffsets.length == 0 ? codePoint : charOffsets[codePoint];
  }

  /** The text of a line, without its end. */
  public String lineText(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lineEnd =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      if (lineEnd) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  /** Where each code point starts; empty where every code point is one char. */
  private static int[] charOffsets(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return new int[0];
    }
    int[] offsets = new int[count + 1];
    int at = 0;
    for (int i = 0; i < count; i++) {
      offsets[i] = at;
      at = text.offsetByCodePoints(at, 1);
    }
    offsets[count] = at;
    return offsets;
  }

  @Override
  public String toString() {
    return name;
  }
}
