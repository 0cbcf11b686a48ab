package org.flatprop.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flatprop.loops.Kind;
import org.flatprop.loops.Tables;

/** Tables as their reader sees them: the kinds of operations of each pass, and the slots. */
public final class TablesText {

  private TablesText() {}

  /** What the tables hold, in sums. */
  public static String print(Tables tables) {
    StringBuilder text = new StringBuilder();
    int inputs = tables.frame().inputs().size();
    add(text, "slots: %,d", tables.slots());
    add(text, "  %,d constants, %,d inputs,", tables.constants().length, inputs);
    add(
        text,
        "  %,d results of the forward pass, %,d of the backward pass",
        tables.forward().results(),
        tables.backward().results());
    add(text, "forward", tables, tables.forward());
    add(text, "backward", tables, tables.backward());
    return text.toString();
  }

  private static void add(StringBuilder text, String name, Tables tables, Tables.Pass pass) {
    add(
        text,
        "%s: %,d operations, %,d results in %,d runs",
        name,
        pass.operations(),
        pass.results(),
        pass.runs().length / 2);
    long[] results = new long[tables.mixed() + 1];
    long[] runs = new long[tables.mixed() + 1];
    for (int i = 0; i < pass.runs().length; i += 2) {
      runs[pass.runs()[i]]++;
      results[pass.runs()[i]] += pass.runs()[i + 1];
    }
    List<String> kinds = new ArrayList<>(tables.kinds().stream().map(Kind::toString).toList());
    kinds.add("of several kinds");
    for (int kind = 0; kind < results.length; kind++) {
      if (runs[kind] > 0) {
        add(text, "  %,9d in %,7d  %s", results[kind], runs[kind], kinds.get(kind));
      }
    }
  }

  private static void add(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
