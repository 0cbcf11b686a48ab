package org.flatprop.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/** The script {@code peers.py}, which measures libraries for Python, where they are installed. */
final class Script {

  /** What it answers: numbers by name, each alone or in an array, and text. */
  private record Answer(Map<String, double[]> numbers, Map<String, String> texts) {
    double number(String name) {
      return numbers.get(name)[0];
    }
  }

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final int MINUTES = 5;
  private static final double TOLERANCE = 1e-9;

  private final Path script;
  private final Path folder;
  private final List<String> options;

  /** Which interpreter has a peer. */
  private final Map<String, String> interpreters = new HashMap<>();

  private final Map<String, Optional<String>> versions = new HashMap<>();
  private final Map<String, OptionalDouble> values = new HashMap<>();

  /**
   * The script, with data in a folder.
   *
   * @param options for every call
   */
  Script(Path script, Path folder, List<String> options) {
    this.script = script;
    this.folder = folder;
    this.options = options;
  }

  /** The interpreters to look in: the environment's PYTHON, which may name several. */
  private static List<String> candidates() {
    String named = System.getenv("PYTHON");
    return List.of((named == null ? "python3" : named).split(File.pathSeparator));
  }

  /** The version of a peer; where it is not installed, says so, once. */
  Optional<String> version(String peer) {
    return versions.computeIfAbsent(peer, this::find);
  }

  private Optional<String> find(String peer) {
    List<String> missing = new ArrayList<>();
    for (String interpreter : candidates()) {
      try {
        Optional<Answer> answer = run(interpreter, missing, peer);
        if (answer.isPresent()) {
          interpreters.put(peer, interpreter);
          return Optional.of(answer.get().texts().get("version"));
        }
      } catch (IOException e) {
        missing.add("there is no " + interpreter);
      }
    }
    System.err.println("skipped: " + peer + ": " + String.join("; ", new LinkedHashSet<>(missing)));
    return Optional.empty();
  }

  /** The nanoseconds of a call of a peer that was found. */
  Outcome time(String peer, Work work) {
    Answer answer;
    try {
      answer = answer(peer, work);
    } catch (IOException e) {
      return new Outcome.Refusal(e.getMessage());
    }
    OptionalDouble computed = values.computeIfAbsent(work.name(), name -> work.value());
    if (computed.isPresent()) {
      double expected = computed.getAsDouble();
      double value = answer.number("value");
      if (!(Math.abs(value - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
        return new Outcome.Refusal("computes " + value + " where Flatprop does " + expected);
      }
    }
    return new Outcome.Figures(answer.number("ns"));
  }

  /** The gradients, or what a step makes of the parameters, or the product, by name. */
  Map<String, double[]> results(String peer, Work work) throws IOException {
    Map<String, double[]> results = new LinkedHashMap<>(answer(peer, work, "--check").numbers());
    results.remove("value");
    return results;
  }

  private Answer answer(String peer, Work work, String... more) throws IOException {
    Path data = folder.resolve(work.name() + ".npz");
    Files.createDirectories(folder);
    work.data().writeTo(Files.newOutputStream(data));
    List<String> arguments = new ArrayList<>(List.of(peer, work.script(), data.toString()));
    arguments.addAll(List.of(more));
    work.rate().ifPresent(rate -> arguments.addAll(List.of("--rate", String.valueOf(rate))));
    List<String> messages = new ArrayList<>();
    return run(interpreters.get(peer), messages, arguments.toArray(String[]::new))
        .orElseThrow(() -> new IOException(String.join("; ", messages)));
  }

  /** Runs the script; where that fails, adds what it says. */
  private Optional<Answer> run(String interpreter, List<String> messages, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(interpreter, script.toString()));
    command.addAll(List.of(arguments));
    command.addAll(options);
    Path out = Files.createTempFile("flatprop-peer", ".json");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(Redirect.INHERIT).redirectOutput(out.toFile());
      builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      Process process = builder.start();
      boolean ended = ended(process);
      String text = Files.readString(out).strip();
      if (ended && process.exitValue() == 0) {
        return Optional.of(parse(text));
      }
      messages.add(ended ? text : "takes more than " + MINUTES + " minutes");
      return Optional.empty();
    } finally {
      Files.delete(out);
    }
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Answer parse(String json) {
    Answer answer = new Answer(new LinkedHashMap<>(), new LinkedHashMap<>());
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        if (t.isNumeric()) {
          answer.numbers().put(parser.currentName(), new double[] {parser.getDoubleValue()});
        } else if (t == JsonToken.START_ARRAY) {
          String name = parser.currentName();
          answer.numbers().put(name, elements(parser));
        } else if (t == JsonToken.VALUE_STRING) {
          answer.texts().put(parser.currentName(), parser.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer;
  }

  private static double[] elements(JsonParser parser) throws IOException {
    DoubleStream.Builder elements = DoubleStream.builder();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(parser.getDoubleValue());
    }
    return elements.build().toArray();
  }
}
