package org.flatprop.cli;

import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that says whether there are colours. */
final class ColourChoice {

  /** What the launcher sets where the standard output is a terminal. */
  private static final String TERMINAL = "flatprop.terminal";

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      converter = Converter.class,
      description = {
        "Colours in a terminal that has them, unless NO_COLOR is set (the default), or always, or "
            + "never."
      })
  private When when = When.AUTO;

  /** When there are colours. */
  enum When {
    AUTO,
    ALWAYS,
    NEVER;

    /**
     * Whether there are some.
     *
     * @param terminal whether somebody sees the output at once
     */
    boolean holds(boolean terminal, Map<String, String> environment) {
      boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
      boolean able = !environment.getOrDefault("TERM", "dumb").equals("dumb");
      return this == ALWAYS || this == AUTO && terminal && wanted && able;
    }
  }

  private static final class Converter implements ITypeConverter<When> {
    @Override
    public When convert(String text) {
      return switch (text) {
        case "auto" -> When.AUTO;
        case "always" -> When.ALWAYS;
        case "never" -> When.NEVER;
        default ->
            throw new TypeConversionException(
                "there are auto, always and never, not `" + text + "`");
      };
    }
  }

  Colours colours() {
    return new Colours(when.holds(Boolean.getBoolean(TERMINAL), System.getenv()));
  }
}
