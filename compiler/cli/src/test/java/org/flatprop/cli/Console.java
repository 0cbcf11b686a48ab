package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs command lines as a page shows them, with the files of the checkout, and what they write in
 * another folder.
 */
record Console(Path checkout, Path written) {

  private static final Pattern WORD = Pattern.compile("'([^']*)'|([^ ]+)");

  /** The options that name files to write. */
  private static final Set<String> OUT = Set.of("-o", "--out", "--plot", "--log");

  private static final Pattern HEAD = Pattern.compile("head -(\\d+)");
  private static final Pattern TAIL = Pattern.compile("tail -(\\d+)");
  private static final Pattern GREP = Pattern.compile("grep '([^']*)'");
  private static final Pattern RANGE = Pattern.compile("sed -n '/([^/]*)/,/([^/]*)/p'");

  /** Whether a line is a command that can be run here. */
  static boolean knows(String line) {
    return line.startsWith("./nnc ") || line.startsWith("cat ");
  }

  /** What a command prints to the standard output; it has to end well. */
  String run(String line) throws IOException {
    String[] pipe = line.split(" \\| ");
    String text = first(pipe[0]);
    for (int i = 1; i < pipe.length; i++) {
      text =
          filtered(text.lines().toList(), pipe[i]).map(l -> l + "\n").collect(Collectors.joining());
    }
    return text;
  }

  private String first(String command) throws IOException {
    List<String> words = words(command);
    if (words.get(0).equals("cat")) {
      return Files.readString(checkout.resolve(words.get(1)));
    }
    List<String> arguments = new ArrayList<>();
    for (String word : words.subList(1, words.size())) {
      boolean out = !arguments.isEmpty() && OUT.contains(arguments.get(arguments.size() - 1));
      boolean made = Files.isRegularFile(written.resolve(word));
      boolean file = word.contains("/") && Files.exists(checkout.resolve(word));
      Path folder = out || made ? written : checkout;
      arguments.add(out || made || file ? folder.resolve(word).toString() : word);
    }
    Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
    // the standard error shows how training goes
    assertThat(words.contains("train") ? "" : outcome.err()).as(command).isEmpty();
    assertThat(outcome.exit()).as(command).isZero();
    return outcome
        .out()
        .replace(Paths.shown(written) + "/", "")
        .replace(Paths.shown(checkout) + "/", "");
  }

  /** The files that a command writes, as it calls them. */
  static List<String> out(String line) {
    List<String> words = words(line);
    return IntStream.range(1, words.size())
        .filter(i -> OUT.contains(words.get(i - 1)))
        .mapToObj(words::get)
        .toList();
  }

  private static List<String> words(String command) {
    return WORD.matcher(command)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }

  private static Stream<String> filtered(List<String> lines, String filter) {
    Matcher head = HEAD.matcher(filter);
    if (head.matches()) {
      return lines.stream().limit(Integer.parseInt(head.group(1)));
    }
    Matcher tail = TAIL.matcher(filter);
    if (tail.matches()) {
      return lines.stream().skip(Math.max(0, lines.size() - Integer.parseInt(tail.group(1))));
    }
    Matcher grep = GREP.matcher(filter);
    if (grep.matches()) {
      Pattern wanted = Pattern.compile(grep.group(1));
      return lines.stream().filter(line -> wanted.matcher(line).find());
    }
    Matcher range = RANGE.matcher(filter);
    assertThat(range.matches()).as("a filter that is known here: %s", filter).isTrue();
    return range(lines, literal(range.group(1)), literal(range.group(2)));
  }

  /** In sed a brace is a brace. */
  private static Pattern literal(String pattern) {
    return Pattern.compile(pattern.replaceAll("[{}()]", "\\\\$0"));
  }

  private static Stream<String> range(List<String> lines, Pattern first, Pattern last) {
    List<String> all = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      boolean begins = !inside && first.matcher(line).find();
      if (inside || begins) {
        all.add(line);
      }
      inside = begins || inside && !last.matcher(line).find();
    }
    return all.stream();
  }
}
