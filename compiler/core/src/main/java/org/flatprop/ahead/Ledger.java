package org.flatprop.ahead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a run wrote, and from what.
 *
 * @param choices those of the run
 * @param entries by the names of the models
 */
record Ledger(String choices, Map<String, Entry> entries) {

  /** The first line of a file, with the version of its form. */
  private static final String HEAD = "flatprop 1";

  /**
   * What became of a model.
   *
   * @param output the class's file below the output folder; empty for a model that computes nothing
   * @param text the digest of what was written to it
   * @param sources the digests of the model's text and of all that it imports, by their names
   */
  record Entry(String output, String text, Map<String, String> sources) {

    Optional<String> written() {
      return output.isEmpty() ? Optional.empty() : Optional.of(output);
    }
  }

  Ledger {
    entries = new TreeMap<>(entries);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The files of all classes. */
  Stream<String> outputs() {
    return entries.values().stream().flatMap(entry -> entry.written().stream());
  }

  /** Reads what an earlier run wrote down; nothing if there was none, or the file is damaged. */
  static Ledger read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException | RuntimeException e) {
      return new Ledger("", Map.of());
    }
  }

  static Ledger parse(String text) {
    int end = text.lastIndexOf('\n', text.length() - 2) + 1;
    String body = text.substring(0, end);
    if (!text.substring(end).equals(Digests.of(body) + "\n")) {
      throw new IllegalArgumentException("damaged");
    }
    Iterator<String> lines = body.lines().iterator();
    if (!lines.next().equals(HEAD)) {
      throw new IllegalArgumentException("of another version");
    }
    String choices = lines.next().translateEscapes();
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (lines.hasNext()) {
      String[] words = lines.next().split("\t", -1);
      Map<String, String> sources = new LinkedHashMap<>();
      for (int i = 3; i < words.length; i += 2) {
        sources.put(words[i].translateEscapes(), words[i + 1]);
      }
      entries.put(
          words[0].translateEscapes(), new Entry(words[1].translateEscapes(), words[2], sources));
    }
    return new Ledger(choices, entries);
  }

  /** The text of the file: a line a model, and last a digest of all that. */
  String print() {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    text.append(escaped(choices)).append('\n');
    entries.forEach((model, entry) -> text.append(line(model, entry)).append('\n'));
    return text + Digests.of(text.toString()) + "\n";
  }

  private static String line(String model, Entry entry) {
    List<String> words = new ArrayList<>(List.of(escaped(model), escaped(entry.output())));
    words.add(entry.text());
    entry
        .sources()
        .forEach(
            (name, digest) -> {
              words.add(escaped(name));
              words.add(digest);
            });
    return String.join("\t", words);
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
