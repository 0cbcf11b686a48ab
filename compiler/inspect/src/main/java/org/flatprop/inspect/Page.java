package org.flatprop.inspect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flatprop.plot.Markup;
import org.flatprop.script.Library;
import org.flatprop.script.RowFunctions;
import org.flatprop.script.Script;
import org.flatprop.source.CompileException;
import org.flatprop.source.CompilerBug;

/**
 * A circuit as a page: source, graph, and both passes side by side, with numbers that follow the
 * inputs. It is one file, which loads nothing and runs no script but its own.
 */
public final class Page {

  /** Larger inputs are not put into the page, whose numbers then stay as they are. */
  private static final int MAX_INPUTS = 200_000;

  /** Browsers compute so many operations in about a second. */
  private static final double MAX_OPERATIONS = 1e8;

  /** More gates are shown by their parts alone, where there are parts. */
  private static final int MAX_EXPANDED = 600;

  /** From so many gates on, a page begins with the parts. */
  private static final int MANY = 80;

  private static final Pattern PLACEHOLDER = Pattern.compile("@([A-Z]+)@");

  private Page() {}

  /**
   * Makes the page.
   *
   * @param vector the inputs vector of a kernel
   * @param note what to say of the inputs; empty for nothing
   * @throws CompileException if neither the circuit nor its parts can be drawn
   */
  public static String html(
      Circuit circuit, Readings readings, double[] vector, String title, String note) {
    Views views = new Views(circuit);
    Library library = new Library();
    Script script = Script.of(circuit.program(), library);
    String rows = rows(circuit, library);
    boolean live = isLive(circuit, readings, vector);
    String code =
        "\"use strict\";\n(() => {\n"
            // the runtime's functions have names of their own
            + "const {evaluate, rows} = (() => {\n"
            + library.text()
            + script.text()
            + "return {evaluate, rows: "
            + rows
            + "};\n})();\n"
            + Resource.text("page.js")
            + "})();\n";
    String style = Resource.text("picture.css") + Resource.text("page.css");
    Map<String, String> parts =
        Map.of(
            "TITLE", Markup.escaped(title),
            "NOTE", Markup.escaped(note),
            "SCRIPTS", hash(code),
            "STYLES", hash(style),
            "STYLE", style,
            "VIEWS", views(circuit, views, readings),
            "DATA", PageData.of(circuit, views, script, readings, vector, live),
            "CODE", code);
    // in one go: what is put in is not looked through
    return PLACEHOLDER
        .matcher(Resource.text("page.html"))
        .replaceAll(found -> Matcher.quoteReplacement(parts.get(found.group(1))));
  }

  private static boolean isLive(Circuit circuit, Readings readings, double[] vector) {
    double operations =
        circuit
            .program()
            .forwardOperations()
            .plus(circuit.program().backwardOperations())
            .value(readings.dims());
    return vector.length <= MAX_INPUTS && operations <= MAX_OPERATIONS;
  }

  /** By the number of the gate, what its row computes and its local derivatives. */
  private static String rows(Circuit circuit, Library library) {
    return circuit.gates().stream()
        .filter(gate -> gate.isScalar() && !gate.node().isLeaf())
        .filter(gate -> gate.node().operation().isPointwise())
        .map(gate -> gate.number() + ": " + RowFunctions.of(gate.node(), library).text())
        .collect(Collectors.joining(",\n", "{", "}"));
  }

  private static String views(Circuit circuit, Views views, Readings readings) {
    StringBuilder text = new StringBuilder();
    int gates = circuit.gates().size();
    boolean parts = !views.parts().isEmpty();
    boolean expanded = gates <= MAX_EXPANDED || !parts;
    if (expanded) {
      View all = Picture.limited(circuit, views, views.expanded());
      append("all", all, readings, parts && gates > MANY, text);
    }
    if (parts) {
      View overview = Picture.limited(circuit, views, views.overview());
      append("overview", overview, readings, expanded && gates <= MANY, text);
      for (Part part : views.parts()) {
        String name = "p" + part.number();
        View view = views.of(part);
        if (Picture.canBeDrawn(view)) {
          append(name, view, readings, true, text);
        } else {
          text.append("<div class=\"view\" data-view=\"").append(name).append("\" hidden>\n<p>");
          text.append(view.size()).append(" gates are too many for one picture.</p></div>\n");
        }
      }
    }
    return text.toString();
  }

  private static void append(
      String name, View view, Readings readings, boolean hidden, StringBuilder text) {
    text.append("<div class=\"view\" data-view=\"").append(name).append('"');
    text.append(hidden ? " hidden>\n" : ">\n");
    text.append(SvgText.element(Layout.of(view), Optional.of(readings))).append("</div>\n");
  }

  private static String hash(String code) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(code.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new CompilerBug("no SHA-256: " + e);
    }
  }
}
