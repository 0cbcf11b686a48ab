package org.flatprop.cli.train;

import java.util.List;
import org.flatprop.train.Optimizer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an optimiser: its name, and numbers for what shall not be as usual. */
public final class OptimizerConverter implements ITypeConverter<OptimizerConverter.Chosen> {

  /** The names of all, as usage shows them. */
  public static final String NAMES = "sgd|momentum|nesterov|rmsprop|adam|adamw|lbfgs";

  /** The usual decay of the weights with adamw. */
  private static final double DECAY = 0.01;

  private static final double EPSILON = 1e-8;
  private static final int HISTORY = 10;
  private static final int MAX_HISTORY = 1_000;

  /**
   * An optimiser.
   *
   * @param numbers those given
   * @param rate that it usually goes with
   */
  public record Chosen(String name, List<Double> numbers, Optimizer optimizer, double rate) {

    /** Whether it takes a decay of the weights itself. */
    public boolean decays() {
      return name.equals("adamw");
    }

    /** The same with a decay of its own. */
    public Optimizer decaying(double decay) {
      return adam(numbers, decay);
    }
  }

  @Override
  public Chosen convert(String text) {
    Spelled spelled = Spelled.of(text);
    List<Double> given = spelled.numbers();
    return switch (spelled.name()) {
      case "sgd" -> chosen(spelled, 0, Optimizer.sgd(), 1e-2);
      case "momentum" -> chosen(spelled, 1, Optimizer.momentum(fraction(given, 0, 0.9)), 1e-2);
      case "nesterov" -> chosen(spelled, 1, Optimizer.nesterov(fraction(given, 0, 0.9)), 1e-2);
      case "rmsprop" -> {
        Optimizer rule = Optimizer.rmsprop(fraction(given, 0, 0.9), number(given, 1, EPSILON));
        yield chosen(spelled, 2, rule, 1e-3);
      }
      case "adam" -> chosen(spelled, 3, adam(given, 0), 1e-3);
      case "adamw" -> chosen(spelled, 3, adam(given, DECAY), 1e-3);
      case "lbfgs" -> chosen(spelled, 1, Optimizer.lbfgs(history(given)), 1);
      default ->
          throw new TypeConversionException(
              "there are " + NAMES.replace("|", ", ") + ", not `" + spelled.name() + "`");
    };
  }

  private static Chosen chosen(Spelled spelled, int most, Optimizer rule, double rate) {
    spelled.atMost(most);
    return new Chosen(spelled.name(), spelled.numbers(), rule, rate);
  }

  private static Optimizer adam(List<Double> given, double decay) {
    return Optimizer.adamw(
        fraction(given, 0, 0.9), fraction(given, 1, 0.999), number(given, 2, EPSILON), decay);
  }

  private static double number(List<Double> given, int i, double usual) {
    return i < given.size() ? given.get(i) : usual;
  }

  private static double fraction(List<Double> given, int i, double usual) {
    double number = number(given, i, usual);
    if (number < 1) {
      return number;
    }
    throw new TypeConversionException(number + " is not from 0 to below 1");
  }

  private static int history(List<Double> given) {
    double number = number(given, 0, HISTORY);
    if (number == Math.rint(number) && number >= 1 && number <= MAX_HISTORY) {
      return (int) number;
    }
    throw new TypeConversionException(number + " is no number of steps to remember");
  }
}
