package org.flatprop.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.flatprop.cli.data.Numbers;
import org.flatprop.cli.data.Roles;
import org.flatprop.cli.data.Roles.Missing;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say what the columns of a table are for. */
final class TableOptions {

  @Option(
      names = "--columns",
      paramLabel = "NAME=COL,COL...",
      converter = Assignment.Converter.class,
      description = {
        "Which columns of a .csv file are for an input, in that order; others are by their names. "
            + "What nothing names is for the one input that is left."
      })
  private List<Assignment> columns = List.of();

  @Option(
      names = "--drop",
      split = ",",
      paramLabel = "COL",
      description = "Leave columns of a .csv file out.")
  private List<String> drop = List.of();

  @Option(
      names = "--one-hot",
      split = ",",
      paramLabel = "COL",
      description = "Make a column of each category of these columns, which is 1 or 0.")
  private List<String> oneHot = List.of();

  @Option(
      names = "--missing",
      paramLabel = "error|drop|mean|NUMBER",
      converter = MissingConverter.class,
      description = {
        "What becomes of cells that are empty, NA, N/A, ?, NaN or null: an error (the default), "
            + "their row is left out, or they are filled with the column's mean or a number."
      })
  private Missing missing = Missing.ERROR;

  private static final class MissingConverter implements ITypeConverter<Missing> {
    @Override
    public Missing convert(String text) {
      return switch (text) {
        case "error" -> Missing.ERROR;
        case "drop" -> Missing.DROP;
        case "mean" -> Missing.MEAN;
        default -> {
          try {
            yield Missing.number(Numbers.parse(text));
          } catch (NumberFormatException e) {
            throw new TypeConversionException(
                "there are error, drop, mean and numbers, not `" + text + "`");
          }
        }
      };
    }
  }

  /** What they say. */
  Roles roles() {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    for (Assignment assignment : columns) {
      List<String> titles = byName.computeIfAbsent(assignment.name(), name -> new ArrayList<>());
      for (String title : assignment.value().split(",", -1)) {
        titles.add(title.strip());
      }
    }
    return new Roles(byName, stripped(drop), stripped(oneHot), missing);
  }

  private static LinkedHashSet<String> stripped(List<String> titles) {
    return new LinkedHashSet<>(titles.stream().map(String::strip).toList());
  }
}
