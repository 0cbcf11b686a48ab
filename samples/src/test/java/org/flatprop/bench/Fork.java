package org.flatprop.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.flatprop.source.CompileException;

/** Measures in JVMs of their own: nothing is warm, and each has the same heap. */
final class Fork {

  private static final String HEAP = "-Xmx4g";
  private static final int MINUTES = 15;
  private static final String REFUSED = "refused: ";

  private Fork() {}

  /** The medians of some rounds, each in a JVM of its own; ends at the first refusal. */
  static Outcome medians(int rounds, Class<? extends Measurement> measurement, String subject) {
    List<Outcome.Figures> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Outcome outcome = run(measurement, subject);
      if (!(outcome instanceof Outcome.Figures figures)) {
        return outcome;
      }
      all.add(figures);
    }
    return Outcome.Figures.medians(all);
  }

  /** Measures once. */
  static Outcome run(Class<? extends Measurement> measurement, String subject) {
    return run(List.of(), measurement, subject);
  }

  /** Measures once, in a JVM with further flags. */
  static Outcome run(List<String> flags, Class<? extends Measurement> measurement, String subject) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(HEAP);
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Fork.class.getName()));
    command.addAll(List.of(measurement.getName(), subject));
    try {
      Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
      try {
        return outcome(process);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Outcome outcome(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      return new Outcome.Refusal("takes more than " + MINUTES + " minutes");
    }
    if (process.exitValue() != 0) {
      return new Outcome.Refusal("failed");
    }
    byte[] answer = process.getInputStream().readAllBytes();
    String text = new String(answer, StandardCharsets.UTF_8).strip();
    return text.startsWith(REFUSED)
        ? new Outcome.Refusal(text)
        : new Outcome.Figures(
            Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray());
  }

  /** The other side: takes the class of a measurement and its subject. */
  public static void main(String[] args) throws ReflectiveOperationException {
    var constructor = Class.forName(args[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    String answer = answer((Measurement) constructor.newInstance(), args[1]);
    System.out.writeBytes(answer.getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  private static String answer(Measurement measurement, String subject) {
    try {
      return measurement.measure(subject).values().stream()
          .map(String::valueOf)
          .collect(Collectors.joining(" "));
    } catch (CompileException e) {
      return REFUSED + e.diagnostics().get(0).inShort();
    } catch (OutOfMemoryError e) {
      return REFUSED + "out of memory with " + HEAP;
    }
  }
}
