package org.flatprop.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flatprop.loops.Lowered;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;

/** What stands above an emitted class: the model, what goes in and out, what it costs. */
record Header(Lowered lowered, String model, Style style) {

  /** More names than this are counted, not listed. */
  private static final int MAX_NAMES = 24;

  String text() {
    Program program = lowered.frame();
    List<String> params = new ArrayList<>();
    List<String> inputs = new ArrayList<>();
    for (Port port : program.inputs()) {
      (port.isParam() ? params : inputs).add(SignatureText.word(port));
    }
    StringBuilder text = new StringBuilder();
    text.append("The model ").append(Lines.safe(model)).append(", compiled by Flatprop.\n");
    text.append("\n<pre>\n");
    row(text, "dims", program.dims());
    row(text, "inputs", inputs);
    row(text, "params", params);
    row(text, "outputs", words(program.outputs()));
    row(text, "gradients", words(program.gradients()));
    text.append("operations  forward ").append(lowered.forwardOperations());
    text.append(", backward ").append(lowered.backwardOperations()).append('\n');
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
  private static String escape(String text) {
    return Lines.safe(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;");
  }
}
