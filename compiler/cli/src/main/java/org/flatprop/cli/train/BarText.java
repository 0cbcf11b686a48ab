package org.flatprop.cli.train;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** A bar in one line: how far it is, some words, examples a second, and how long it will take. */
public final class BarText implements ProgressBarRenderer {

  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 6;

  @Override
  public String render(ProgressState state, int width) {
    double seconds = state.getElapsedAfterStart().toMillis() / 1e3;
    double speed = seconds > 0 ? (state.getCurrent() - state.getStart()) / seconds : 0;
    long left = state.getMax() - state.getCurrent();
    String words =
        String.format(
            Locale.ROOT,
            "%s  %,.0f/s  %s left",
            state.getExtraMessage(),
            speed,
            speed > 0 ? time(left / speed) : "?");
    String percent = String.format("%3d%% ", (int) (100 * state.getNormalizedProgress()));
    int room = width - percent.length() - words.length() - "[] ".length();
    String line = percent + bar(state.getNormalizedProgress(), room) + words;
    // what an earlier, longer one has left is wiped out
    return (line + " ".repeat(Math.max(0, width - line.length()))).substring(0, width);
  }

  private static String bar(double part, int room) {
    if (room < SHORTEST_BAR) {
      return " ";
    }
    int length = Math.min(room, LONGEST_BAR);
    int done = (int) Math.round(part * length);
    return "[" + "=".repeat(done) + " ".repeat(length - done) + "] ";
  }

  private static String time(double seconds) {
    Duration time = Duration.ofSeconds((long) Math.ceil(seconds));
    return time.toHours() > 0
        ? String.format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format("%d:%02d", time.toMinutesPart(), time.toSecondsPart());
  }
}
