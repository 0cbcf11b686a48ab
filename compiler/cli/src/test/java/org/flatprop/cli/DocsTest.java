package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.flatprop.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pages show what the program prints, and pictures that it has drawn; {@code
 * -Dgoldens.rewrite=true} rewrites both.
 */
class DocsTest {

  private static final Path CHECKOUT = Path.of("..", "..");

  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(?:E-?\\d+)?");

  @TempDir Path written;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/tour.md", "docs/training.md"})
  void itShowsWhatIsPrinted(String name) throws IOException {
    Path page = CHECKOUT.resolve(name);
    String text = Files.readString(page);
    String current = current(text);
    if (Boolean.getBoolean("goldens.rewrite")) {
      Files.writeString(page, current);
    }
    assertThat(Files.readString(page)).isEqualTo(current);
  }

  @Test
  void theTourShowsEveryStage() throws IOException {
    String tour = Files.readString(CHECKOUT.resolve("docs/tour.md"));
    for (Stage stage : Stage.values()) {
      assertThat(tour).contains("--stage " + stage);
    }
  }

  /** The page with what its commands print now. */
  private String current(String page) throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> lines = page.lines().toList();
    boolean inConsole = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      text.append(line).append('\n');
      inConsole = inConsole ? !line.equals("```") : line.equals("```console");
      if (inConsole && line.startsWith("$ ") && Console.knows(line.substring(2))) {
        List<String> shown = new ArrayList<>();
        while (!lines.get(i + 1).startsWith("$ ") && !lines.get(i + 1).equals("```")) {
          shown.add(lines.get(++i));
        }
        text.append(output(line.substring(2), shown));
      }
    }
    return text.toString();
  }

  private String output(String command, List<String> shown) throws IOException {
    String printed = new Console(CHECKOUT, written).run(command);
    for (String file : Console.out(command)) {
      checkFile(file);
    }
    // a blank line may come before the next command
    boolean spaced = !shown.isEmpty() && shown.get(shown.size() - 1).isEmpty();
    String before = shown.isEmpty() ? "" : String.join("\n", shown) + "\n";
    String now = printed + (spaced && !printed.endsWith("\n\n") ? "\n" : "");
    return isExact(command) || !rounded(before).equals(rounded(now)) ? now : before;
  }

  /** The last digits of what is fast are not the same everywhere. */
  private static boolean isExact(String command) {
    return !command.startsWith("./nnc run ") || command.contains("--profile strict");
  }

  private static String rounded(String text) {
    return NUMBER
        .matcher(text)
        .replaceAll(number -> Rounded.of(Double.parseDouble(number.group())));
  }

  /** A picture of the pages is the one that is drawn now. */
  private void checkFile(String name) throws IOException {
    Path drawn = written.resolve(name);
    Path kept = CHECKOUT.resolve(name);
    assertThat(drawn).exists();
    if (name.startsWith("docs/")) {
      if (Boolean.getBoolean("goldens.rewrite")) {
        Files.createDirectories(kept.getParent());
        Files.copy(drawn, kept, StandardCopyOption.REPLACE_EXISTING);
      }
      assertThat(kept).hasSameBinaryContentAs(drawn);
    }
  }
}
