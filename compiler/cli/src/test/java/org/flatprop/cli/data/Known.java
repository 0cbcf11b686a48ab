package org.flatprop.cli.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.cli.data.Declarations.Declared;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.runtime.Variable;
import org.flatprop.source.Diagnostics;

/** Models' declarations, as the tests of this package need them. */
final class Known {

  private Known() {}

  /**
   * Reads {@code "x[N, 3] y[N]:C k[N]:2 w[3]=1 W[3]~"}: what has a range is an index, what has a
   * default need not be given, and {@code ~} is a param.
   */
  static Declarations of(String text, Map<String, Integer> dims) {
    List<Declared> declared = new ArrayList<>();
    for (String word : text.split(" (?![0-9A-Z]+[,\\]])")) {
      String[] parts = word.split("[:=~]");
      String name = parts[0].split("\\[")[0];
      Shape shape = shape(parts[0].substring(name.length()));
      boolean optional = word.contains("=");
      boolean param = word.contains("~");
      Optional<Size> range = word.contains(":") ? Optional.of(size(parts[1])) : Optional.empty();
      Variable.Kind kind =
          param
              ? Variable.Kind.PARAM
              : range.isPresent() ? Variable.Kind.INDEX : Variable.Kind.INPUT;
      declared.add(new Declared(name, kind, shape, range, !optional && !param));
    }
    return new Declarations(declared, dims);
  }

  static Declarations of(String text) {
    return of(text, Map.of());
  }

  static Shape shape(String text) {
    if (text.isEmpty()) {
      return Shape.SCALAR;
    }
    return new Shape(
        Arrays.stream(text.substring(1, text.length() - 1).split(", *")).map(Known::size).toList());
  }

  private static Size size(String text) {
    if (text.startsWith("2*")) {
      return size(text.substring(2)).times(2);
    }
    return Character.isDigit(text.charAt(0)) ? Size.of(Long.parseLong(text)) : Size.dim(text);
  }

  static Optional<ArrayData> value(List<Given> values, String name) {
    return values.stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .flatMap(Given::value);
  }

  /** All errors, as a user sees them. */
  static String errors(Diagnostics diagnostics) {
    try {
      diagnostics.throwIfAny();
      return "";
    } catch (org.flatprop.source.CompileException e) {
      return e.getMessage();
    }
  }
}
