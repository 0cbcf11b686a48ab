package org.flatprop.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The programs that the tests run over: good ones, and others with what is said of them. */
public final class Corpus {

  private static final Path RESOURCES =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("src/test/resources");

  public static final Path GOOD = RESOURCES.resolve("corpus/good");
  public static final Path BAD = RESOURCES.resolve("corpus/bad");
  public static final Path UNFIT = RESOURCES.resolve("corpus/unfit");
  public static final Path GOLDEN = RESOURCES.resolve("golden");

  private Corpus() {}

  /** The programs that compile. */
  public static List<Path> good() {
    return programs(GOOD, 1);
  }

  /** The programs that do not. */
  public static List<Path> bad() {
    return programs(BAD, 1);
  }

  /** The programs that compile, but not for the sizes that they say. */
  public static List<Path> unfit() {
    return programs(UNFIT, 1);
  }

  /** All programs, those that others import too. */
  public static List<Path> all() {
    return Stream.of(GOOD, BAD, UNFIT).flatMap(folder -> programs(folder, 3).stream()).toList();
  }

  private static List<Path> programs(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(".nn")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file; what is not UTF-8 is replaced. */
  public static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
