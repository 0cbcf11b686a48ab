package org.flatprop.cli;

import java.util.List;
import org.flatprop.Options;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose what to differentiate, and by what. */
class Wrt {

  @Option(
      names = "--objective",
      split = ",",
      paramLabel = "NAME",
      hideParamSyntax = true,
      description = "Differentiate this value instead of the objective that the model says.")
  private List<String> objectives = List.of();

  @Option(
      names = "--wrt",
      split = ",",
      paramLabel = "NAME",
      description = "Differentiate by these; else by all params or, without params, all inputs.")
  private List<String> names = List.of();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** For one objective at the most. */
  final Options options() {
    List<String> all = objectives();
    if (all.size() > 1) {
      throw new ParameterException(
          command.commandLine(), "--objective takes one name, but for emit, which takes several");
    }
    return all.isEmpty() ? common() : common().objective(all.get(0));
  }

  /** The objectives by their names; none where the model says it. */
  final List<String> objectives() {
    return objectives.stream().map(String::strip).toList();
  }

  /** For whatever objectives there are. */
  Options common() {
    return Options.DEFAULT.wrt(names.stream().map(String::strip).toList());
  }
}
