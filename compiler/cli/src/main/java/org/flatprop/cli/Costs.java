package org.flatprop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a model costs.
 *
 * @param forwardOperations of the forward pass
 * @param operations of both passes
 * @param bytes that a call allocates, where they are known
 * @param compilation milliseconds from text to kernel
 */
record Costs(
    Timing timing,
    long forwardOperations,
    long operations,
    OptionalDouble bytes,
    double compilation) {

  /** For people. */
  String listing() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("forward", time(timing.forward())));
    rows.add(List.of("value and gradient", time(timing.gradient())));
    rows.add(List.of("ratio", String.format(Locale.ROOT, "%.2f", timing.ratio())));
    rows.add(
        List.of(
            "operations",
            String.format(
                Locale.ROOT, "%,d forward, %,d in both passes", forwardOperations, operations)));
    bytes.ifPresent(
        count -> rows.add(List.of("allocated", String.format(Locale.ROOT, "%,.0f bytes", count))));
    rows.add(List.of("compilation", time(compilation * 1e6)));
    return Table.of(rows, "  ");
  }

  /** To three digits. */
  private static String time(double nanos) {
    int unit = nanos < 1e3 ? 0 : nanos < 1e6 ? 1 : nanos < 1e9 ? 2 : 3;
    double number = nanos / Math.pow(1e3, unit);
    int places = number < 10 ? 2 : number < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + places + "f", number)
        + List.of(" ns", " µs", " ms", " s").get(unit);
  }

  /** {@code {"forward_ns": …, "gradient_ns": …, "ratio": …, …}}. */
  String json() {
    List<String> fields = new ArrayList<>();
    fields.add(field("forward_ns", timing.forward()));
    fields.add(field("gradient_ns", timing.gradient()));
    fields.add(field("ratio", timing.ratio()));
    fields.add(JsonText.string("forward_operations") + ": " + forwardOperations);
    fields.add(JsonText.string("operations") + ": " + operations);
    bytes.ifPresent(count -> fields.add(field("bytes", count)));
    fields.add(field("compilation_ms", compilation));
    return "{" + String.join(", ", fields) + "}\n";
  }

  private static String field(String name, double value) {
    return JsonText.string(name) + ": " + JsonText.number(value);
  }
}
