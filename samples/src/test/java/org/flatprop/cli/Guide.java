package org.flatprop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A page with commands in its console blocks, and below each what it prints.
 *
 * @param parts texts and commands, in turns
 */
record Guide(List<Part> parts) {

  /**
   * A command, and the lines of the page before it.
   *
   * @param typed as the page has it, maybe in several lines
   * @param printed what the page has below it
   */
  record Part(String before, String typed, String printed) {

    /** The command in one line. */
    String command() {
      return typed.substring(2).replaceAll(" \\\\\n *", " ");
    }
  }

  static Guide of(String page) {
    List<Part> parts = new ArrayList<>();
    List<String> lines = page.lines().toList();
    List<String> before = new ArrayList<>();
    boolean inConsole = false;
    int at = 0;
    while (at < lines.size()) {
      String line = lines.get(at++);
      inConsole = inConsole ? !line.equals("```") : line.equals("```console");
      if (!inConsole || !line.startsWith("$ ")) {
        before.add(line);
        continue;
      }
      StringBuilder typed = new StringBuilder(line);
      while (lines.get(at - 1).endsWith(" \\")) {
        typed.append('\n').append(lines.get(at++));
      }
      List<String> printed = new ArrayList<>();
      while (!lines.get(at).startsWith("$ ") && !lines.get(at).equals("```")) {
        printed.add(lines.get(at++));
      }
      parts.add(new Part(text(before), typed.toString(), text(printed)));
      before.clear();
    }
    parts.add(new Part(text(before), "", ""));
    return new Guide(List.copyOf(parts));
  }

  private static String text(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** The page again. */
  String page() {
    return parts.stream()
        .map(p -> p.before() + (p.typed().isEmpty() ? "" : p.typed() + "\n") + p.printed())
        .collect(Collectors.joining());
  }

  /** With what its commands print now; they are run in their order. */
  Guide run(Shell shell) throws Exception {
    List<Part> now = new ArrayList<>();
    for (Part part : parts) {
      String printed = part.typed().isEmpty() ? "" : shell.run(part.command());
      now.add(new Part(part.before(), part.typed(), printed));
    }
    return new Guide(List.copyOf(now));
  }

  /** What the first command printed that has these words in it. */
  String printed(String words) {
    return parts.stream()
        .filter(part -> part.typed().contains(words))
        .findFirst()
        .orElseThrow()
        .printed();
  }
}
