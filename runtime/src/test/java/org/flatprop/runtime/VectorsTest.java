package org.flatprop.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each start of the virtual machine with what it must find. */
class VectorsTest {

  /** What another virtual machine asks, and does with the answer. */
  static final class Question {
    public static void main(String[] args) {
      FastFunctions.expBlock(new double[8], 8);
      System.out.println(Vectors.PRESENT);
    }
  }

  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  private static final List<String> ON_THE_CLASS_PATH =
      List.of("-cp", System.getProperty("java.class.path"), Question.class.getName());

  private static final List<String> ON_THE_MODULE_PATH =
      List.of(
          "--module-path=" + place(Vectors.class),
          "--patch-module=org.flatprop.runtime=" + place(Question.class),
          "--module=org.flatprop.runtime/" + Question.class.getName());

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

  @Test
  void theRuntimeAsAModuleHasTheSame() throws Exception {
    assertThat(answer(ON_THE_MODULE_PATH)).isEqualTo("false");
    assertThat(answer(ON_THE_MODULE_PATH, MODULE)).isEqualTo(answer(MODULE));
  }

  private static String answer(String... options) throws IOException, InterruptedException {
    return answer(ON_THE_CLASS_PATH, options);
  }

  private static String answer(List<String> program, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(program);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return answer.strip();
  }

  private static Path place(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
