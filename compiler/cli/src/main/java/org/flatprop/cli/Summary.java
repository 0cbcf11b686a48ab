package org.flatprop.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.flatprop.cli.ExampleReader.Parts;
import org.flatprop.cli.train.Interruption;
import org.flatprop.cli.train.Metrics;
import org.flatprop.train.Epoch;
import org.flatprop.train.Training;

/**
 * What is told of a training when it has ended.
 *
 * @param metrics of the examples held out, if there are any, else of those learnt from
 * @param written the names of the files written
 * @param folder that the run is kept in, if it is
 */
record Summary(
    Training training,
    Parts parts,
    Metrics metrics,
    List<String> written,
    Optional<String> folder) {

  private static final int DIGITS = 5;

  /** A table of more classes is not read by anybody. */
  private static final int MAX_CLASSES = 20;

  /** The exit code of the process. */
  int exit() {
    return training.end() == Training.End.STOPPED ? Interruption.EXIT : Nnc.DONE;
  }

  /** For people. */
  String listing() {
    StringBuilder text = new StringBuilder();
    text.append(heading()).append('\n').append(Table.of(rows(), "  "));
    metrics.confusions().forEach((name, table) -> addConfusion(text, name, table));
    written.forEach(file -> text.append("wrote ").append(file).append('\n'));
    return text.toString();
  }

  private String heading() {
    String of =
        count(parts.training().size(), "example")
            + parts.validation().map(examples -> ", " + examples.size() + " held out").orElse("");
    return count(training.epoch(), "epoch")
        + " of "
        + of
        + ": "
        + count(training.steps(), "step")
        + switch (training.end()) {
          case PATIENCE ->
              "; stopped early, with the params of epoch "
                  + training.bestEpoch()
                  + ", as none after it is better";
          case CONVERGED -> "; no step lowers the loss any more";
          case STOPPED ->
              "; stopped"
                  + folder.map(in -> ", to go on: --checkpoint " + in + " --resume").orElse("");
          default -> "";
        };
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    List<Epoch> history = training.history();
    if (!history.isEmpty()) {
      Epoch first = history.get(0);
      Epoch last = history.get(history.size() - 1);
      rows.add(List.of("loss", number(first.loss()) + " → " + number(last.loss())));
      if (last.validation().isPresent()) {
        Epoch best = history.get(training.bestEpoch() - 1);
        rows.add(
            List.of(
                "validation",
                number(first.validation().orElseThrow())
                    + " → "
                    + number(last.validation().getAsDouble())
                    + ", best "
                    + number(best.score())
                    + " in epoch "
                    + best.number()));
      }
    }
    String of = parts.validation().isPresent() ? " (held out)" : " (training)";
    metrics.figures().forEach((name, figure) -> rows.add(List.of(name + of, number(figure))));
    return rows;
  }

  private static String number(double number) {
    return Rounded.plain(number, DIGITS);
  }

  /** Numbers stand below the last letters of their columns' names. */
  private void addConfusion(StringBuilder text, String target, long[][] table) {
    if (table.length > MAX_CLASSES) {
      return;
    }
    List<String> named = parts.preparation().classes(target);
    List<String> names = names(named, table.length);
    long most = Arrays.stream(table).flatMapToLong(Arrays::stream).max().orElse(0);
    int digits = String.valueOf(most).length();
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(""));
    names.forEach(name -> header.add(" ".repeat(Math.max(0, digits - name.length())) + name));
    rows.add(header);
    for (int i = 0; i < table.length; i++) {
      List<String> row = new ArrayList<>(List.of(names.get(i)));
      for (int j = 0; j < table.length; j++) {
        String count = String.valueOf(table[i][j]);
        row.add(" ".repeat(Math.max(0, header.get(j + 1).length() - count.length())) + count);
      }
      rows.add(row);
    }
    text.append("predictions of ").append(target).append(", by what is true:\n");
    text.append(Table.of(rows, "  "));
  }

  /** Classes that no name is known of are shown by their numbers. */
  private static List<String> names(List<String> named, int count) {
    List<String> names = new ArrayList<>(named);
    for (int i = named.size(); i < count; i++) {
      names.add(String.valueOf(i));
    }
    return names;
  }

  /** One JSON object, for programs. */
  Text json() {
    return out -> {
      out.append("{\"epochs\": ").append(String.valueOf(training.epoch()));
      out.append(", \"steps\": ").append(String.valueOf(training.steps()));
      out.append(", \"end\": \"")
          .append(training.end().name().toLowerCase(Locale.ROOT))
          .append("\"");
      List<Epoch> history = training.history();
      if (!history.isEmpty()) {
        Epoch last = history.get(history.size() - 1);
        add(out, "loss", last.loss());
        if (last.validation().isPresent()) {
          add(out, "validation", last.validation().getAsDouble());
        }
        out.append(", \"best_epoch\": ").append(String.valueOf(training.bestEpoch()));
      }
      out.append(", \"figures\": {");
      String gap = "";
      for (Map.Entry<String, Double> figure : metrics.figures().entrySet()) {
        out.append(gap);
        out.append(JsonText.string(figure.getKey())).append(": ");
        out.append(JsonText.number(figure.getValue()));
        gap = ", ";
      }
      out.append("}}\n");
    };
  }

  private static void add(Appendable out, String name, double value) throws IOException {
    out.append(", \"").append(name).append("\": ");
    out.append(JsonText.number(value));
  }
}
