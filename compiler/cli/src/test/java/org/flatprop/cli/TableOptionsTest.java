package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flatprop.cli.data.Roles;
import org.flatprop.cli.data.Roles.Missing;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

class TableOptionsTest {

  @CommandLine.Command
  private static final class Any {
    @Mixin private TableOptions options;
  }

  @Test
  void theyAreRoles() {
    assertThat(roles("--columns x=a,b --columns y=c --columns x=d --drop e,f --drop g --one-hot a"))
        .isEqualTo(
            new Roles(
                Map.of("x", List.of("a", "b", "d"), "y", List.of("c")),
                Set.of("e", "f", "g"),
                Set.of("a"),
                Missing.ERROR));
    assertThat(roles("--missing drop").missing()).isEqualTo(Missing.DROP);
    assertThat(roles("--missing mean").missing()).isEqualTo(Missing.MEAN);
    assertThat(roles("--missing -1.5").missing()).isEqualTo(Missing.number(-1.5));
    assertThat(new TableOptions().roles()).isEqualTo(Roles.NONE);
  }

  @Test
  void whatIsNoneIsRefused() {
    assertThatThrownBy(() -> roles("--missing most"))
        .hasMessageContaining("there are error, drop, mean and numbers, not `most`");
    assertThatThrownBy(() -> roles("--columns a,b"))
        .hasMessageContaining("`a,b` is not of the form NAME=VALUE");
  }

  private static Roles roles(String options) {
    Any any = new Any();
    new CommandLine(any).parseArgs(options.split(" "));
    return any.options.roles();
  }
}
