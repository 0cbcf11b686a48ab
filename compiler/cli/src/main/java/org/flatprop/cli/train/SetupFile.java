package org.flatprop.cli.train;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.SourceFile;

/**
 * How a run is set up, as text: a line {@code option = value}, or {@code option}, each, and
 * comments behind #. A value with other spaces or # in it stands in quotes. Names of files in it
 * are relative to it.
 *
 * @param settings in their order
 */
public record SetupFile(String name, List<Setting> settings) {

  /** An option that needs no value. */
  private static final Pattern FLAG = Pattern.compile("[a-z-]+");

  /** The options that name files. */
  private static final Set<String> FILES =
      Set.of("data", "valid", "plot", "log", "out", "checkpoint");

  /** What is before a value in quotes. */
  private static final Pattern QUOTED = Pattern.compile("[^=#]*=\\s*\"");

  /** What a value has that needs quotes. */
  private static final Pattern UNPLAIN = Pattern.compile("^\\s|\\s$|^\"|(^|\\s)#|[\\r\\n]");

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
      if (FLAG.matcher(words).matches()) {
        settings.add(new Setting(words, "true", number));
        continue;
      }
      if (equals < 1) {
        diagnostics.add(
            TrainErrors.badSetting(
                text.name(), number, "this is no setting: OPTION = VALUE is wanted"));
        continue;
      }
      String option = words.substring(0, equals).strip();
      String value = unquoted(words.substring(equals + 1).strip());
      if (value.isEmpty()) {
        diagnostics.add(
            TrainErrors.badSetting(text.name(), number, "`" + option + "` is given no value"));
        continue;
      }
      settings.add(
          new Setting(option, FILES.contains(option) ? beside(file, value) : value, number));
    }
    diagnostics.throwIfAny();
    return new SetupFile(text.name(), List.copyOf(settings));
  }

  /** A # within a word belongs to it. */
  private static String withoutComment(String line) {
    Matcher quoted = QUOTED.matcher(line);
    int end = quoted.lookingAt() ? closing(line, quoted.end()) : -1;
    return end < 0
        ? line.replaceFirst("(^|\\s)#.*", "")
        : line.substring(0, end + 1) + line.substring(end + 1).replaceFirst("^\\s*#.*", "");
  }

  /** Where the quote is that closes the one before a place; -1 if it is not there. */
  private static int closing(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        return i;
      }
      i += text.charAt(i) == '\\' ? 1 : 0;
    }
    return -1;
  }

  private static String quoted(String value) {
    return !UNPLAIN.matcher(value).find()
        ? value
        : '"'
            + value
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\r", "\\r")
                .replace("\n", "\\n")
            + '"';
  }

  private static String unquoted(String value) {
    if (!value.startsWith("\"") || closing(value, 1) != value.length() - 1) {
      return value;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < value.length() - 1; i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        i++;
        c = value.charAt(i);
        c = c == 'n' ? '\n' : c == 'r' ? '\r' : c;
      }
      text.append(c);
    }
    return text.toString();
  }

  private static String beside(Path setup, String value) {
    Path file;
    try {
      file = Path.of(value);
    } catch (InvalidPathException e) {
      // said where it is opened
      return value;
    }
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
                text.append(option).append(" = ").append(quoted(shown.apply(value))).append('\n');
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
