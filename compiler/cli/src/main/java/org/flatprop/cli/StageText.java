package org.flatprop.cli;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flatprop.Stage;

/** The text of any stage in colours: what a part begins with stands out, remarks stand back. */
final class StageText {

  private static final Pattern REMARK = Pattern.compile("  # .*");
  private static final Pattern COMMENT = Pattern.compile("^ *(?:/\\*|\\*|// ).*| // .*");
  private static final Pattern LABEL = Pattern.compile("^[a-z]+:");

  /** A pass, or an array and how it is computed. */
  private static final Pattern HEADING = Pattern.compile("^(?:[a-z ]+|forward\\(.*| *# .*)$");

  private StageText() {}

  /** Of a stage's text, but of passes, whose lines have their colours. */
  static String in(Colours colours, Stage stage, String text) {
    return text.lines()
        .map(line -> line(colours, stage, line) + "\n")
        .collect(Collectors.joining());
  }

  private static String line(Colours colours, Stage stage, String line) {
    return switch (stage) {
      case AST, FORWARD, BACKWARD -> line;
      case GRAPH -> first(REMARK, line, colours::remark);
      case TOPO -> first(LABEL, line, colours::heading);
      case LOOPS ->
          HEADING.matcher(line).matches()
              ? colours.heading(line)
              : first(REMARK, line, colours::remark);
      case JAVA -> first(COMMENT, line, colours::remark);
    };
  }

  private static String first(Pattern pattern, String line, UnaryOperator<String> colour) {
    return pattern
        .matcher(line)
        .replaceFirst(match -> Matcher.quoteReplacement(colour.apply(match.group())));
  }
}
