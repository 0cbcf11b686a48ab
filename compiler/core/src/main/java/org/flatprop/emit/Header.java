package org.flatprop.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.flatprop.loops.Lowered;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;

/** What stands above an emitted class: the model, what goes in and out, what it costs. */
record Header(Lowered lowered, ModelText model, Style style) {

  /** More names than this are counted, not listed. */
  private static final int MAX_NAMES = 24;

  /** No more lines of a model's text are shown. */
  private static final int MAX_LINES = 80;

  String text() {
    return title(model) + source(model) + facts(lowered, style);
  }

  /** Above a class whose objectives have classes of their own. */
  static String ofSeveral(ModelText model, List<JavaEmitter.Objective> objectives) {
    String names = objectives.stream().map(o -> escape(o.name())).collect(Collectors.joining(", "));
    return title(model)
        + "\n<p>A class for each objective: "
        + names
        + ". Their vectors of inputs are the same.\n"
        + source(model);
  }

  /** Above the class of one objective of several. */
  static String ofOne(JavaEmitter.Objective objective, Style style) {
    return "The objective " + escape(objective.name()) + ".\n" + facts(objective.lowered(), style);
  }

  private static String title(ModelText model) {
    return "The model " + escape(model.name()) + ", compiled by Flatprop.\n";
  }

  /** The model's text, without blank lines at its ends. */
  private static String source(ModelText model) {
    String text = model.text().stripTrailing();
    if (text.isBlank()) {
      return "";
    }
    List<String> lines = new ArrayList<>(text.lines().dropWhile(String::isBlank).toList());
    if (lines.size() > MAX_LINES) {
      int more = lines.size() - MAX_LINES;
      lines = new ArrayList<>(lines.subList(0, MAX_LINES));
      lines.add("… (" + more + " more lines)");
    }
    return lines.stream()
        .map(line -> escape(line).stripTrailing() + "\n")
        .collect(Collectors.joining("", "\n<pre>\n", "</pre>\n"));
  }

  private static String facts(Lowered lowered, Style style) {
    Program program = lowered.frame();
    StringBuilder text = new StringBuilder();
    text.append("\n<p>In a vector these follow one another, arrays row by row:\n\n<pre>\n");
    row(text, "dims", program.dims());
    row(text, "inputs", words(program.inputs()));
    row(text, "outputs", words(program.outputs()));
    if (style.differentiates()) {
      row(text, "gradients", words(program.gradients()));
    }
    text.append("operations  forward ").append(lowered.forwardOperations());
    if (style.differentiates()) {
      text.append(", backward ").append(lowered.backwardOperations());
    }
    text.append('\n');
    text.append("profile     ").append(style.profile().name().toLowerCase(Locale.ROOT));
    text.append('\n');
    row(text, "kinks", program.kinks());
    return text.append("</pre>\n").toString();
  }

  private static List<String> words(List<Port> ports) {
    return ports.stream().map(SignatureText::word).toList();
  }

  private static void row(StringBuilder text, String title, List<String> values) {
    if (values.isEmpty()) {
      return;
    }
    String shown =
        values.size() <= MAX_NAMES
            ? String.join(title.equals("kinks") ? "; " : ", ", values)
            : String.join(", ", values.subList(0, MAX_NAMES)) + ", … (" + values.size() + ")";
    text.append(String.format("%-12s", title)).append(escape(shown)).append('\n');
  }

  /** Javadoc is HTML. */
  static String escape(String text) {
    return Lines.safe(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;");
  }
}
