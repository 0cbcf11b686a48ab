package org.flatprop.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.flatprop.cli.train.OptimizerConverter;
import org.flatprop.cli.train.OptimizerConverter.Chosen;
import org.flatprop.cli.train.ScheduleConverter;
import org.flatprop.runtime.Decimal;
import org.flatprop.train.Optimizer;
import org.flatprop.train.Recipe;
import org.flatprop.train.Schedule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a model is trained. */
final class RecipeOptions {

  private static final int BATCH = 64;

  /** So many steps are something. */
  private static final int STEPS = 1_000;

  private static final int FEWEST_EPOCHS = 20;

  @Option(
      names = "--optimizer",
      paramLabel = OptimizerConverter.NAMES,
      converter = OptimizerConverter.class,
      hideParamSyntax = true,
      description = {
        "The rule of the steps: adam if not given. Its numbers may follow: momentum:0.9, nesterov:0.9, "
            + "rmsprop:0.9:1e-8, adam:0.9:0.999:1e-8, lbfgs:10. lbfgs takes all examples at once."
      })
  private Chosen optimizer = new OptimizerConverter().convert("adam");

  @Option(
      names = "--rate",
      paramLabel = "R",
      converter = PositiveConverter.class,
      description = {
        "How far a step goes: 0.001 with adam, adamw and rmsprop, 0.01 with sgd, momentum and nesterov, "
            + "1 with lbfgs, if not given."
      })
  private Double rate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      converter = ScheduleConverter.class,
      description = {
        "How the rate changes by epochs: constant (if not given), step:10:0.1 (every 10 epochs to a "
            + "tenth), exp:0.95 (every epoch), inverse:1 (1/(1 + epochs)), linear or cosine (to 0)."
      })
  private ScheduleConverter.Chosen schedule = new ScheduleConverter().convert("constant");

  @Option(
      names = "--warmup",
      paramLabel = "E",
      converter = PositiveConverter.class,
      description = "Let the rate rise from 0 within so many epochs first.")
  private Double warmup;

  @Option(
      names = "--batch",
      paramLabel = "N|all",
      converter = BatchConverter.class,
      description = "How many examples a step is made with; 64 if not given.")
  private Integer batch;

  @Option(
      names = "--epochs",
      paramLabel = "E",
      converter = CountConverter.class,
      description = {
        "How many times all examples are seen; if not given, so often that there are 1,000 steps, but from 20 to "
            + "1,000 times."
      })
  private Integer epochs;

  @Option(
      names = "--clip",
      paramLabel = "N",
      converter = PositiveConverter.class,
      description = "Cut the norm of all gradients together down to this.")
  private Double clip = 0.0;

  @Option(
      names = "--weight-decay",
      paramLabel = "L",
      converter = PositiveConverter.class,
      description = {
        "Add ½ L ‖w‖² to what is minimised; with adamw its own decay, 0.01 if not given."
      })
  private Double decay;

  @Option(
      names = "--max-norm",
      paramLabel = "M",
      converter = PositiveConverter.class,
      description = {
        "Cut the norm of the weights into each unit down to this: a column of a matrix, a filter."
      })
  private Double maxNorm = 0.0;

  @Option(
      names = "--early-stop",
      paramLabel = "P",
      converter = CountConverter.class,
      description = {
        "Stop after P epochs that are no better than the best, by the loss of validation if there is "
            + "one, and keep the parameters of the best."
      })
  private Integer patience = 0;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Reads a count: 1 or more. */
  static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        int count = Integer.parseInt(text);
        if (count > 0) {
          return count;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new TypeConversionException(
          "`" + text + "` is no count: an integer from 1 to 2147483647 is wanted");
    }
  }

  private static final class BatchConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return text.equals("all") ? Integer.MAX_VALUE : new CountConverter().convert(text);
    }
  }

  /** Refuses what does not go together. */
  void check() {
    boolean searching = optimizer.optimizer().isSearching();
    if (searching && clip > 0) {
      throw new ParameterException(command.commandLine(), "--clip is not for lbfgs");
    }
    if (searching && maxNorm > 0) {
      throw new ParameterException(command.commandLine(), "--max-norm is not for lbfgs");
    }
    if (searching && batch != null && batch != Integer.MAX_VALUE) {
      throw new ParameterException(
          command.commandLine(), "lbfgs takes all examples at once: --batch all");
    }
  }

  private int epochs(int examples) {
    int steps = (examples + batch(examples) - 1) / batch(examples);
    return Math.max(FEWEST_EPOCHS, Math.min(STEPS, (STEPS + steps - 1) / steps));
  }

  /**
   * The recipe.
   *
   * @param seed of all that is random
   * @param examples to learn from
   */
  Recipe recipe(long seed, int examples) {
    boolean own = optimizer.decays() && decay != null;
    Optimizer rule = own ? optimizer.decaying(decay) : optimizer.optimizer();
    return new Recipe(
        rule,
        rate == null ? optimizer.rate() : rate,
        warmup == null ? schedule.schedule() : Schedule.warmup(warmup, schedule.schedule()),
        epochs == null ? epochs(examples) : epochs,
        clip,
        own || decay == null ? 0 : decay,
        maxNorm,
        patience,
        seed);
  }

  /** How many examples a batch has, of so many. */
  int batch(int examples) {
    boolean all = batch == null && optimizer.optimizer().isSearching();
    return Math.max(1, Math.min(examples, all ? examples : batch == null ? BATCH : batch));
  }

  /** What of a recipe must not change when a run goes on, by the options that say it. */
  Map<String, String> identity(Recipe recipe) {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("optimizer", recipe.optimizer().toString());
    identity.put("rate", Decimal.print(recipe.rate()));
    identity.put("schedule", schedule.text());
    identity.put("warmup", String.valueOf(warmup));
    identity.put("clip", Decimal.print(recipe.clip()));
    identity.put("weight-decay", Decimal.print(recipe.decay()));
    identity.put("max-norm", Decimal.print(recipe.maxNorm()));
    // the best parameters are kept from the start or not at all
    identity.put("early-stop", recipe.patience() > 0 ? "on" : "off");
    identity.put("seed", String.valueOf(recipe.seed()));
    return identity;
  }
}
