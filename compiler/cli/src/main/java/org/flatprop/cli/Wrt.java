package org.flatprop.cli;

import java.util.List;
import org.flatprop.Options;
import picocli.CommandLine.Option;

/** The option that chooses what to differentiate by. */
class Wrt {

  @Option(
      names = "--wrt",
      split = ",",
      paramLabel = "NAME",
      description = "Differentiate by these; else by all params or, without params, all inputs.")
  private List<String> names = List.of();

  Options options() {
    return Options.DEFAULT.wrt(names.stream().map(String::strip).toList());
  }
}
