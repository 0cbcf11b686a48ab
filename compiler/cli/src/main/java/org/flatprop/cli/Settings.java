package org.flatprop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.cli.train.SetupFile;
import org.flatprop.cli.train.SetupFile.Setting;
import org.flatprop.cli.train.TrainErrors;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options of a run as they were given, by hand or by a set-up. */
final class Settings {

  /** What belongs to a call, not to the run. */
  private static final Set<String> OF_A_CALL =
      Set.of("help", "version", "setup", "resume", "checkpoint", "checkpoint-every", "json");

  private final ParseResult given;

  /** The options of a command that has been parsed. */
  Settings(CommandSpec command) {
    this.given = command.commandLine().getParseResult();
  }

  /**
   * The same command with the options of a set-up that are not given by hand.
   *
   * @throws CompileException if the set-up has an option that there is not, or a wrong value
   */
  Train with(SetupFile setup) {
    List<String> byHand = new ArrayList<>();
    given.matchedPositionals().forEach(file -> byHand.addAll(file.originalStringValues()));
    given.matchedOptions().forEach(option -> add(byHand, option));
    List<String> all = new ArrayList<>();
    Diagnostics diagnostics = new Diagnostics();
    for (Setting setting : setup.settings()) {
      check(setup, setting, diagnostics);
      Optional<OptionSpec> matched =
          given.matchedOptions().stream().filter(o -> name(o).equals(setting.option())).findAny();
      if (matched.isEmpty()) {
        all.add(setting.argument());
      }
    }
    diagnostics.throwIfAny();
    all.addAll(byHand);
    CommandLine line = line();
    line.parseArgs(all.toArray(String[]::new));
    return line.getCommand();
  }

  private CommandLine line() {
    CommandLine line = new CommandLine(new Train());
    line.setExpandAtFiles(false).setPosixClusteredShortOptionsAllowed(false);
    line.setCommandName("nnc train");
    return line;
  }

  private static void add(List<String> arguments, ArgSpec option) {
    String name = "--" + name((OptionSpec) option);
    option.originalStringValues().forEach(value -> arguments.add(name + "=" + value));
  }

  /** Each line is looked at by itself, so that an error has its place. */
  private void check(SetupFile setup, Setting setting, Diagnostics diagnostics) {
    List<String> known =
        line().getCommandSpec().options().stream()
            .map(Settings::name)
            .filter(name -> !OF_A_CALL.contains(name))
            .toList();
    if (!known.contains(setting.option())) {
      diagnostics.add(
          TrainErrors.unknownSetting(
              setup.name(),
              setting.line(),
              setting.option(),
              Suggestion.nearest(setting.option(), known)));
      return;
    }
    if (setup.settings().stream()
        .filter(other -> other.line() < setting.line() && !isRepeatable(setting.option()))
        .anyMatch(other -> other.option().equals(setting.option()))) {
      String message = "`" + setting.option() + "` has been given a value before";
      diagnostics.add(TrainErrors.badSetting(setup.name(), setting.line(), message));
      return;
    }
    try {
      line().parseArgs("-", setting.argument());
    } catch (ParameterException e) {
      diagnostics.add(TrainErrors.badSetting(setup.name(), setting.line(), e.getMessage()));
    }
  }

  private boolean isRepeatable(String option) {
    return line().getCommandSpec().options().stream()
        .anyMatch(spec -> name(spec).equals(option) && spec.isMultiValue());
  }

  /** The long name of an option, without its dashes. */
  private static String name(OptionSpec option) {
    return option.longestName().substring(2);
  }

  /**
   * All that belongs to the run, as a set-up.
   *
   * @param folder where its file will be
   */
  String text(Path folder) {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    for (OptionSpec option : given.matchedOptions()) {
      if (!OF_A_CALL.contains(name(option))) {
        settings.put(name(option), option.originalStringValues());
      }
    }
    return SetupFile.text(settings, folder);
  }
}
