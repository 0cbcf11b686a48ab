package org.flatprop.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.source.SourceFile;

/** A model with numbers for the sizes that it leaves open. */
record Example(SourceFile file, Map<String, Integer> dims) {

  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../..").normalize();

  /** In a program of the compiler's corpus, before sizes that it is tested with. */
  private static final String WITH = "# with ";

  /** The programs of the compiler's corpus, and the samples. */
  static List<Example> all() {
    Path corpus = ROOT.resolve("compiler/core/src/test/resources/corpus/good");
    Path samples = ROOT.resolve("samples/src/main/nn");
    return Stream.concat(
            models(corpus, 1).flatMap(Example::ofCorpus), models(samples, 3).map(Example::ofSample))
        .toList();
  }

  private static Stream<SourceFile> models(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      List<Path> models = files.filter(file -> file.toString().endsWith(".nn")).sorted().toList();
      return models.stream().map(SourceFile::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Example> ofCorpus(SourceFile file) {
    List<Example> said =
        file.text()
            .lines()
            .filter(line -> line.startsWith(WITH))
            .map(line -> new Example(file, sizes(line.substring(WITH.length()))))
            .toList();
    return said.isEmpty() ? Stream.of(new Example(file, Map.of())) : said.stream();
  }

  private static Map<String, Integer> sizes(String text) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      String[] sides = part.strip().split("=");
      sizes.put(sides[0], Integer.valueOf(sides[1].strip()));
    }
    return sizes;
  }

  /** A sample with some sizes that fit. */
  private static Example ofSample(SourceFile file) {
    CompiledModel model = Flatprop.compile(file, Options.DEFAULT);
    Map<String, Integer> sizes = new LinkedHashMap<>();
    model.dims().forEach(dim -> sizes.put(dim, 3 + sizes.size()));
    return new Example(file, sizes);
  }

  @Override
  public String toString() {
    Path name = Path.of(file.name()).getFileName();
    return dims.isEmpty() ? name.toString() : name + " " + dims;
  }
}
