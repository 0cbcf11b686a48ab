package org.flatprop.cli.train;

import java.util.List;
import org.flatprop.train.Schedule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how the rate changes. */
public final class ScheduleConverter implements ITypeConverter<ScheduleConverter.Chosen> {

  /**
   * A schedule.
   *
   * @param text as it was given
   */
  public record Chosen(String text, Schedule schedule) {}

  @Override
  public Chosen convert(String text) {
    return new Chosen(text, schedule(Spelled.of(text)));
  }

  private static Schedule schedule(Spelled spelled) {
    List<Double> given = spelled.numbers();
    return switch (spelled.name()) {
      case "constant" -> taking(0, spelled, Schedule.CONSTANT);
      case "step" -> taking(2, spelled, Schedule.step(epochs(given), number(given, 1, 0.1)));
      case "exp" -> taking(1, spelled, Schedule.exponential(number(given, 0, 0.95)));
      case "inverse" -> taking(1, spelled, Schedule.inverse(number(given, 0, 1)));
      case "linear" -> taking(0, spelled, Schedule.linear());
      case "cosine" -> taking(0, spelled, Schedule.cosine());
      default ->
          throw new TypeConversionException(
              "there are constant, step, exp, inverse, linear and cosine, not `"
                  + spelled.name()
                  + "`");
    };
  }

  private static Schedule taking(int numbers, Spelled spelled, Schedule schedule) {
    spelled.atMost(numbers);
    return schedule;
  }

  private static double number(List<Double> given, int i, double usual) {
    return i < given.size() ? given.get(i) : usual;
  }

  private static int epochs(List<Double> given) {
    double number = number(given, 0, 10);
    if (number == Math.rint(number) && number >= 1 && number <= Integer.MAX_VALUE) {
      return (int) number;
    }
    throw new TypeConversionException(number + " is no number of epochs");
  }
}
