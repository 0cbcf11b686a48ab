package org.flatprop.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flatprop.loops.LineStyle;
import org.flatprop.loops.ProgramText;
import org.flatprop.loops.ProgramText.Line;
import org.flatprop.loops.SourcePlaces;
import org.flatprop.loops.SourcePlaces.Value;
import org.flatprop.loops.Step;

/** The lines of both passes in colours, with their numbers before them. */
final class PassStyle implements LineStyle {

  /** What a line begins with: a loop, a condition, or the name of what it computes. */
  private static final Pattern START =
      Pattern.compile("( *)(?:(for)( .* )(in)|(if)|([^ \\[{(]+))(?=[ \\[{(])");

  private static final String GAP = "  ";

  private final SourcePlaces places;
  private final Colours colours;
  private final Optional<Numbers> numbers;
  private final PointColumn column = new PointColumn();

  private PassStyle(SourcePlaces places, Colours colours, Optional<Numbers> numbers) {
    this.places = places;
    this.colours = colours;
    this.numbers = numbers;
  }

  /**
   * A style.
   *
   * @param passes those that are shown: their numbers stand in one column
   * @param numbers of values, if there are any
   */
  static PassStyle of(
      SourcePlaces places,
      List<Step> passes,
      Colours colours,
      Function<List<Value>, Optional<Numbers>> numbers) {
    List<Value> values =
        ProgramText.lines(passes).stream().flatMap(line -> value(places, line).stream()).toList();
    PassStyle style = new PassStyle(places, colours, numbers.apply(values));
    values.forEach(value -> style.number(value).ifPresent(style.column::add));
    return style;
  }

  private static Optional<Value> value(SourcePlaces places, Line line) {
    return line.computed().map(places::value).filter(value -> value.node() != null);
  }

  private Optional<Double> number(Value value) {
    return numbers.flatMap(all -> all.number(value));
  }

  @Override
  public String margin(Line line) {
    if (column.width() == 0) {
      return "";
    }
    Optional<Value> value = value(places, line);
    return value
            .flatMap(this::number)
            .map(number -> colours.of(value.get().role(), column.text(number)))
            .orElse(" ".repeat(column.width()))
        + GAP;
  }

  @Override
  public String code(Line line) {
    Matcher start = START.matcher(line.code());
    if (!start.lookingAt()) {
      return line.code();
    }
    String rest = line.code().substring(start.end());
    if (start.group(2) != null) {
      return start.group(1)
          + colours.keyword(start.group(2))
          + start.group(3)
          + colours.keyword(start.group(4))
          + rest;
    }
    if (start.group(5) != null) {
      return start.group(1) + colours.keyword(start.group(5)) + rest;
    }
    String name = start.group(6);
    Value value = places.value(name);
    return start.group(1) + (value == null ? name : colours.of(value.role(), name)) + rest;
  }

  @Override
  public String heading(String text) {
    return colours.heading(text);
  }

  @Override
  public String remark(String text) {
    return colours.remark(text);
  }

  @Override
  public String summary(Line line) {
    Optional<Value> value = value(places, line);
    return value
        .flatMap(v -> numbers.flatMap(all -> all.array(v)))
        .map(text -> colours.of(value.get().role(), text))
        .orElse("");
  }
}
