package org.flatprop.cli;

import org.flatprop.loops.SourcePlaces.Role;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * The colours of a terminal, as on a page: values are green, gradients red.
 *
 * @param on whether there are any
 */
record Colours(boolean on) {

  String value(String text) {
    return in(Style.fg_green, text);
  }

  String gradient(String text) {
    return in(Style.fg_red, text);
  }

  /** What a name or number is to its gate. */
  String of(Role role, String text) {
    return switch (role) {
      case VALUE -> value(text);
      case ADJOINT -> gradient(text);
      case PART -> text;
    };
  }

  String keyword(String text) {
    return in(Style.fg_blue, text);
  }

  String heading(String text) {
    return in(Style.bold, text);
  }

  String remark(String text) {
    return in(Style.faint, text);
  }

  private String in(Style style, String text) {
    return on ? style.on() + text + Style.reset.on() : text;
  }
}
