package org.flatprop.cli.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.SourceFile;

/**
 * How a run is set up, as text: a line {@code option = value} each, and comments behind #. Names of
 * files in it are relative to it.
 *
 * @param settings in their order
 */
public record SetupFile(String name, List<Setting> settings) {

  /** The options that name files. */
  private static final Set<String> FILES =
      Set.of("data", "valid", "plot", "log", "out", "checkpoint");

  /**
   * A line.
   *
   * @param option without the dashes before it
   */
  public record Setting(String option, String value, int line) {

    /** As it is typed. */
    public String argument() {
      return "--" + option + "=" + value;
    }
  }

  /**
   * Reads a file.
   *
   * @throws CompileException if it cannot be read, or a line is no setting
   */
  public static SetupFile read(Path file) {
    SourceFile text = SourceFile.read(file);
    List<Setting> settings = new ArrayList<>();
    Diagnostics diagnostics = new Diagnostics();
    int number = 0;
    for (String line : text.text().lines().toList()) {
      number++;
      String words = withoutComment(line).strip();
      int equals = words.indexOf('=');
      if (words.isEmpty()) {
        continue;
      }
      if (equals < 1) {
        diagnostics.add(
            TrainErrors.badSetting(
                text.name(), number, "this is no setting: OPTION = VALUE is wanted"));
        continue;
      }
      String option = words.substring(0, equals).strip();
      String value = words.substring(equals + 1).strip();
      settings.add(
          new Setting(option, FILES.contains(option) ? beside(file, value) : value, number));
    }
    diagnostics.throwIfAny();
    return new SetupFile(text.name(), List.copyOf(settings));
  }

  /** A # within a word belongs to it. */
  private static String withoutComment(String line) {
    return line.replaceFirst("(^|\\s)#.*", "");
  }

  private static String beside(Path setup, String value) {
    Path file = Path.of(value);
    Path folder = setup.getParent();
    return file.isAbsolute() || folder == null
        ? value
        : folder.resolve(file).normalize().toString();
  }

  /**
   * The text for a file.
   *
   * @param settings the values of each option
   * @param folder where the file will be
   */
  public static String text(Map<String, List<String>> settings, Path folder) {
    StringBuilder text = new StringBuilder();
    new LinkedHashMap<>(settings)
        .forEach(
            (option, values) -> {
              UnaryOperator<String> shown =
                  FILES.contains(option) ? value -> from(folder, value) : value -> value;
              for (String value : values) {
                text.append(option).append(" = ").append(shown.apply(value)).append('\n');
              }
            });
    return text.toString();
  }

  private static String from(Path folder, String value) {
    Path file = Path.of(value).toAbsolutePath().normalize();
    Path base = folder.toAbsolutePath().normalize();
    Path shown = file.getRoot().equals(base.getRoot()) ? base.relativize(file) : file;
    return shown.toString().replace('\\', '/');
  }
}
