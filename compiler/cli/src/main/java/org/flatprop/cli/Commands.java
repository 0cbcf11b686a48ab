package org.flatprop.cli;

import java.util.List;
import picocli.CommandLine;

/** All commands, as they are spelled. */
@CommandLine.Command(
    name = "nnc",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Compiles formulas into Java code that computes their values and gradients.",
    footer = {
      "",
      "A model's FILE may be - for the standard input.",
      "Exit code: 0 done, 1 the input is wrong, 2 the usage is wrong, 70 a bug in nnc."
    })
final class Commands {

  private static final List<String> NAMES =
      List.of("run", "train", "show", "emit", "check", "bench", "graph", "plot");

  private Commands() {}

  /** A parser for the arguments. It knows no more commands than they need: each costs time. */
  static CommandLine line(String... args) {
    CommandLine line = new CommandLine(new Commands());
    boolean named = args.length > 0 && NAMES.contains(args[0]);
    for (String name : named ? List.of(args[0]) : NAMES) {
      line.addSubcommand(name, named(name));
    }
    return line.setExpandAtFiles(false).setPosixClusteredShortOptionsAllowed(false);
  }

  private static Class<? extends Command> named(String name) {
    return switch (name) {
      case "run" -> Run.class;
      case "train" -> Train.class;
      case "show" -> Show.class;
      case "emit" -> Emit.class;
      case "check" -> Check.class;
      case "bench" -> Bench.class;
      case "graph" -> Graph.class;
      case "plot" -> Plot.class;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
