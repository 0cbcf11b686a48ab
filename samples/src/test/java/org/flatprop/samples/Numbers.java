package org.flatprop.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arrays of numbers as text: {@code [[1, 2], [3, 4]]}, in row-major order. */
final class Numbers {

  private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\":\\s*([^\"]*?),?\\s*(?=[\"}])");

  private Numbers() {}

  static double[] parse(String text) {
    return Arrays.stream(text.replaceAll("[\\[\\]\\s]", "").split(","))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  /** The data that stand beside a sample. */
  static Map<String, double[]> json(Path file) {
    try {
      Map<String, double[]> arrays = new LinkedHashMap<>();
      Matcher entries = ENTRY.matcher(Files.readString(file));
      while (entries.find()) {
        arrays.put(entries.group(1), parse(entries.group(2)));
      }
      return arrays;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
