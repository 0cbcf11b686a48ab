package org.flatprop.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.source.SourceFile;

/**
 * A program with numbers for the sizes that it leaves open. A program of the corpus says them
 * itself, in a comment for each subject that it makes: {@code # with N=3, D=2}.
 */
public record Subject(SourceFile file, Map<String, Integer> dims) {

  private static final String WITH = "# with ";

  public Subject {
    dims = Collections.unmodifiableMap(new LinkedHashMap<>(dims));
  }

  /** All subjects of the corpus. */
  public static List<Subject> corpus() {
    return Corpus.good().stream().flatMap(file -> of(file).stream()).toList();
  }

  /** The subjects of a program of the corpus. */
  public static List<Subject> of(Path file) {
    SourceFile source = SourceFile.read(file);
    return dims(source.text()).stream().map(dims -> new Subject(source, dims)).toList();
  }

  /** A subject whose program is given as text. */
  public static Subject of(String name, String text, Map<String, Integer> dims) {
    return new Subject(SourceFile.ofText(name, text), dims);
  }

  /** What a text says in its comments of the sizes it leaves open; none where it says nothing. */
  static List<Map<String, Integer>> dims(String text) {
    List<Map<String, Integer>> said =
        text.lines()
            .filter(line -> line.startsWith(WITH))
            .map(line -> sizes(line.substring(WITH.length())))
            .toList();
    return said.isEmpty() ? List.of(Map.of()) : said;
  }

  private static Map<String, Integer> sizes(String text) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      String[] sides = part.strip().split("=");
      sizes.put(sides[0], Integer.valueOf(sides[1].strip()));
    }
    return sizes;
  }

  public Bound compile(Options options) {
    return Bound.of(Flatprop.compile(file, options), dims);
  }

  /** The file's name without its folder. */
  public String name() {
    String[] folders = file.name().split("/");
    return folders[folders.length - 1];
  }

  /** Whether its text may hold arrays. */
  public boolean hasArrays() {
    return file.text().contains("[");
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>(List.of(name()));
    dims.forEach((dim, size) -> words.add(dim + "=" + size));
    return String.join(" ", words);
  }
}
