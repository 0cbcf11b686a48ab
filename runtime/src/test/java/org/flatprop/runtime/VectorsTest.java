package org.flatprop.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each start of the virtual machine with what it must find. */
class VectorsTest {

  /** What another virtual machine asks. */
  static final class Question {
    public static void main(String[] args) {
      System.out.println(Vectors.PRESENT);
    }
  }

  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  @Test
  void withoutTheModuleThereAreNone() throws Exception {
    assertThat(answer()).isEqualTo("false");
  }

  @Test
  void theyCanBeSwitchedOff() throws Exception {
    assertThat(answer(MODULE, "-Dflatprop.vector=false")).isEqualTo("false");
  }

  @Test
  void withoutTheCompilerThereAreNone() throws Exception {
    assertThat(answer(MODULE, "-Xint")).isEqualTo("false");
    assertThat(answer(MODULE, "-XX:TieredStopAtLevel=1")).isEqualTo("false");
  }

  private static String answer(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Question.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return answer.strip();
  }
}
