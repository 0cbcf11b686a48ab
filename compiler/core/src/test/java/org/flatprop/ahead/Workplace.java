package org.flatprop.ahead;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flatprop.JavaClass;
import org.flatprop.Options;

/**
 * A project's folders, as a build finds them.
 *
 * @param folder the project's
 * @param basePackage of the next run
 * @param options of the next run
 * @param compiler its version at the next run
 */
record Workplace(Path folder, String basePackage, Options options, String compiler) {

  Workplace(Path folder) {
    this(folder, "", Options.DEFAULT, "1");
  }

  Path sources() {
    return folder.resolve("nn");
  }

  Path output() {
    return folder.resolve("out");
  }

  Path state() {
    return folder.resolve(Path.of("states", "main"));
  }

  /** A model, saved a while ago. */
  Path model(String name, String text) {
    Path file = sources().resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return saved(file, Instant.now().minus(1, ChronoUnit.HOURS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path saved(Path file, Instant time) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(time));
  }

  Report run() {
    return runBeside(Map.of());
  }

  /** With files that others of the build have written. */
  Report runBeside(Map<Path, String> taken) {
    return Generation.run(
        new Request(
            compiler,
            sources(),
            models(),
            output(),
            state(),
            new JavaClass.Form(options, List.of(), basePackage, false),
            taken));
  }

  private List<Path> models() {
    try (Stream<Path> all = Files.walk(sources())) {
      return all.filter(file -> file.toString().endsWith(".nn")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The texts of all files in a folder, by their names. */
  static Map<String, String> texts(Path folder) {
    Map<String, String> texts = new TreeMap<>();
    if (!Files.exists(folder)) {
      return texts;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        texts.put(FileErrors.shown(folder.relativize(file)), Files.readString(file));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> classes() {
    return texts(output());
  }
}
