package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs command lines as one types them in the top folder, with the files of the checkout, and those
 * that they write in another folder.
 */
record Shell(Path checkout, Path folder) {

  private static final Pattern WORD = Pattern.compile("'([^']*)'|([^ ]+)");

  private static final Collector<CharSequence, ?, String> LINES =
      Collectors.joining("\n", "", "\n");

  private static final Pattern FILE = Pattern.compile("[\\w/]+\\.[a-z]+");

  /** After this comes the name of a folder. */
  private static final String FOLDER = "--checkpoint";

  /** What a line prints to the standard output; it has to end well. */
  String run(String line) throws Exception {
    int to = line.indexOf(" > ");
    String text = "";
    for (String command : (to < 0 ? line : line.substring(0, to)).split(" \\| ")) {
      text = run(words(command), text);
    }
    if (to < 0) {
      return text;
    }
    Files.writeString(folder.resolve(line.substring(to + 3)), text);
    return "";
  }

  private static List<String> words(String command) {
    return WORD.matcher(command)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }

  private String run(List<String> words, String in) throws Exception {
    switch (words.get(0)) {
      case "./nnc":
        return nnc(words);
      case "java":
        return java(words.get(1));
      case "cmp":
        assertThat(file(words.get(1))).hasSameBinaryContentAs(file(words.get(2)));
        return "";
      case "cat":
        return Files.readString(file(words.get(1)));
      case "head":
        return lines(words, in).limit(-Long.parseLong(words.get(1))).collect(LINES);
      case "cut":
        int last = Integer.parseInt(words.get(2).replace("-f1-", ""));
        return lines(words.subList(1, 2), in)
            .map(row -> String.join(",", Arrays.asList(row.split(",")).subList(0, last)))
            .collect(LINES);
      case "grep":
        Pattern wanted = Pattern.compile(words.get(1));
        return lines(words, in).filter(row -> wanted.matcher(row).find()).collect(LINES);
      default:
        throw new AssertionError("a command that is known here: " + words);
    }
  }

  /** Those of the file that a filter is given, or of what comes before it. */
  private Stream<String> lines(List<String> filter, String in) throws IOException {
    return (filter.size() > 2 ? Files.readString(file(filter.get(2))) : in).lines();
  }

  private String nnc(List<String> words) {
    List<String> arguments = new ArrayList<>();
    String before = "";
    for (String word : words.subList(1, words.size())) {
      boolean named = before.equals(FOLDER) || FILE.matcher(word).matches();
      arguments.add(named ? file(word).toString() : word);
      before = word;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Nnc nnc = new Nnc(InputStream.nullInputStream(), out, err);
    int exit = nnc.run(arguments.toArray(String[]::new));
    assertThat(exit).as(words + "\n" + err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8).replace(Paths.shown(folder) + "/", "");
  }

  private String java(String source) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(java.toString(), file(source).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return printed;
  }

  private Path file(String name) {
    return name.startsWith("samples/") ? checkout.resolve(name) : folder.resolve(name);
  }
}
