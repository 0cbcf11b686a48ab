package org.flatprop.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The text of a random model of small arrays, as wholes and by index, whose shapes fit and whose
 * values are finite.
 */
final class RandomArrayProgram {

  /** The sizes of axes: two that stay open, and two that are known by several names. */
  private static final List<String> SIZES = List.of("N", "M", "2", "3");

  private static final Map<String, List<String>> SPELLINGS =
      Map.of(
          "N", List.of("N"),
          "M", List.of("M"),
          "2", List.of("2", "D", "H - 1"),
          "3", List.of("3", "H", "D + 1"));

  private static final List<String> BOUNDED =
      List.of("sin", "tanh", "sigmoid", "atan", "cos", "softsign", "erf", "hard_tanh");

  private record Known(String name, List<String> shape) {}

  private final Random random;
  private final List<Known> known = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private int inputs;
  private int indices;
  private int budget;

  private RandomArrayProgram(long seed) {
    random = new Random(seed);
  }

  static String text(long seed) {
    return new RandomArrayProgram(seed).model();
  }

  private String model() {
    int n = 1 + random.nextInt(3);
    int m = 1 + random.nextInt(3);
    addFunctions();
    int definitions = 1 + random.nextInt(6);
    for (int i = 0; i < definitions; i++) {
      budget = 2 + random.nextInt(10);
      List<String> shape = shape(i == definitions - 1 && random.nextInt(4) > 0 ? 0 : 3);
      if (i == definitions - 1) {
        lines.add("y" + i + " = " + array(shape, 4) + used());
      } else if (shape.isEmpty() || random.nextBoolean()) {
        lines.add("y" + i + " = " + array(shape, 4));
      } else {
        lines.add(byIndex("y" + i, shape));
      }
      known.add(new Known("y" + i, shape));
    }
    Collections.shuffle(lines, random);
    lines.add("minimize y" + (definitions - 1));
    if (definitions > 1 && random.nextBoolean()) {
      lines.add("output y0");
    }
    String head = "# with N=" + n + ", M=" + m + "\ndim N, M, D = 2, H = D + 1\n";
    return head + String.join("\n", lines) + "\n";
  }

  /** Something made of all definitions so far, so that none is in vain. */
  private String used() {
    return String.join(
        "",
        known.stream()
            .filter(k -> k.name.startsWith("y"))
            .map(
                k ->
                    " + "
                        + List.of("sum", "max", "mean").get(random.nextInt(3))
                        + "(sin("
                        + k.name
                        + "))")
            .toList());
  }

  private void addFunctions() {
    lines.add("def even(a, by = 0.5) = sin(a) * by + a / 4");
    lines.add("def spread(a) { m = mean(a); return tanh(a - m), m }");
    lines.add("def each(a) { b[i] = sin(a[i]) * i; return b }");
  }

  private List<String> shape(int most) {
    List<String> shape = new ArrayList<>();
    for (int rank = random.nextInt(most + 1); rank > 0; rank--) {
      shape.add(SIZES.get(random.nextInt(SIZES.size())));
    }
    return shape;
  }

  private String size(String size) {
    List<String> spellings = SPELLINGS.get(size);
    return spellings.get(random.nextInt(spellings.size()));
  }

  private String sizes(List<String> shape) {
    return "[" + String.join(", ", shape.stream().map(this::size).toList()) + "]";
  }

  private String anySize() {
    return SIZES.get(random.nextInt(SIZES.size()));
  }

  private static List<String> with(List<String> shape, int at, String size) {
    List<String> more = new ArrayList<>(shape);
    more.add(at, size);
    return more;
  }

  // Whole arrays

  private String leaf(List<String> shape) {
    List<Known> fitting = known.stream().filter(k -> k.shape.equals(shape)).toList();
    if (!fitting.isEmpty() && random.nextInt(5) > 0) {
      return fitting.get(random.nextInt(fitting.size())).name;
    }
    if (random.nextInt(6) == 0) {
      return shape.isEmpty() ? number() : "(" + number() + " * ones(" + sizes(shape) + "))";
    }
    return input(shape);
  }

  private String input(List<String> shape) {
    String name = "x" + inputs++;
    boolean param = random.nextInt(3) == 0;
    lines.add(
        (param ? "param " : "input ")
            + name
            + (shape.isEmpty() ? "" : sizes(shape))
            + (param ? " ~ normal(0, 1)" : ""));
    known.add(new Known(name, shape));
    return name;
  }

  private String number() {
    return String.valueOf((1 + random.nextInt(400)) / 128.0);
  }

  /** The name of index data. */
  private String data(List<String> shape, String range) {
    String name = "k" + indices++;
    lines.add("index " + name + (shape.isEmpty() ? "" : sizes(shape)) + " in " + size(range));
    return name;
  }

  private String array(List<String> shape, int depth) {
    if (budget-- <= 0 || depth == 0) {
      return leaf(shape);
    }
    int rank = shape.size();
    return switch (random.nextInt(16)) {
      case 0, 1 -> "(" + array(shape, depth - 1) + " + " + operand(shape, depth) + ")";
      case 2 -> "(" + operand(shape, depth) + " - " + array(shape, depth - 1) + ")";
      case 3 -> bounded(array(shape, depth - 1)) + " * " + bounded(operand(shape, depth));
      case 4 -> array(shape, depth - 1) + " / (1.5 + " + bounded(operand(shape, depth)) + ")";
      case 5 ->
          "where("
              + array(shape, depth - 1)
              + " > "
              + operand(shape, depth)
              + ", "
              + array(shape, depth - 1)
              + ", "
              + operand(shape, depth)
              + ")";
      case 6 -> "max(" + array(shape, depth - 1) + ", " + operand(shape, depth) + ")";
      case 7, 8 -> reduced(shape, depth);
      case 9 -> rank > 1 ? transposed(shape, depth) : joined(shape, depth);
      case 10, 11 -> rank > 0 ? product(shape, depth) : reduced(shape, depth);
      case 12 -> read(shape, depth);
      case 13 -> rank > 0 ? joined(shape, depth) : read(shape, depth);
      case 14 -> called(shape, depth);
      default -> bounded(array(shape, depth - 1));
    };
  }

  private String bounded(String expression) {
    return BOUNDED.get(random.nextInt(BOUNDED.size())) + "(" + expression + ")";
  }

  /** Something that broadcasts to a shape. */
  private String operand(List<String> shape, int depth) {
    int from = random.nextInt(3) == 0 ? random.nextInt(shape.size() + 1) : 0;
    return array(shape.subList(from, shape.size()), depth - 1);
  }

  private String reduced(List<String> shape, int depth) {
    String fold = List.of("sum", "mean", "max", "min", "logsumexp", "var").get(random.nextInt(6));
    if (shape.size() > 2) {
      return bounded(array(shape, depth - 1));
    }
    if (shape.isEmpty() && random.nextBoolean()) {
      return bounded(fold + "(" + array(shape(2), depth - 1) + ")");
    }
    if (shape.size() < 2 && random.nextInt(4) == 0) {
      String axes = List.of("[0, -1]", "[0, 1]", "[1, 0]").get(random.nextInt(3));
      List<String> inner = with(shape, 0, anySize());
      inner = with(inner, 1, anySize());
      axes = shape.isEmpty() ? axes : "[0, 1]";
      return bounded(fold + "(" + array(inner, depth - 1) + ", axis=" + axes + ")");
    }
    if (random.nextInt(4) == 0) {
      int axis = random.nextInt(shape.size() + 1);
      String parts =
          array(with(shape, axis, anySize()), depth - 1)
              + ", "
              + array(with(shape, axis, anySize()), depth - 1);
      String joined = "concat(" + parts + ", axis=" + axis + ")";
      return bounded(fold + "(" + joined + ", axis=" + axis + ")");
    }
    int axis = random.nextInt(shape.size() + 1);
    String of = array(with(shape, axis, anySize()), depth - 1);
    int written = random.nextBoolean() ? axis : axis - shape.size() - 1;
    return bounded(fold + "(" + of + ", axis=" + written + ")");
  }

  private String transposed(List<String> shape, int depth) {
    List<String> swapped = new ArrayList<>(shape);
    Collections.swap(swapped, shape.size() - 1, shape.size() - 2);
    return "(" + array(swapped, depth - 1) + ")'";
  }

  private String product(List<String> shape, int depth) {
    String inner = anySize();
    int rank = shape.size();
    List<String> left = new ArrayList<>(shape);
    List<String> right = new ArrayList<>();
    if (rank == 1 && random.nextBoolean()) {
      left = List.of(inner);
      right = List.of(inner, shape.get(0));
    } else if (rank == 1 || random.nextInt(4) == 0) {
      left.add(inner);
      right.add(inner);
    } else {
      left.set(rank - 1, inner);
      right.addAll(random.nextBoolean() ? shape.subList(0, rank - 2) : List.of());
      right.add(inner);
      right.add(shape.get(rank - 1));
    }
    return bounded("(" + array(left, depth - 1) + ") @ (" + array(right, depth - 1) + ")");
  }

  private String joined(List<String> shape, int depth) {
    if (shape.isEmpty()) {
      return reduced(shape, depth);
    }
    List<String> rest = shape.subList(1, shape.size());
    String first = shape.get(0);
    return switch (random.nextInt(5)) {
      case 0 ->
          first.equals("2")
              ? "[" + array(rest, depth - 1) + ", " + array(rest, depth - 1) + "]"
              : "flip(" + array(shape, depth - 1) + ", axis=0)";
      case 1 ->
          first.equals("3")
              ? "concat("
                  + array(with(rest, 0, "2"), depth - 1)
                  + ", stack("
                  + array(rest, depth - 1)
                  + "))"
              : "cumsum(" + array(shape, depth - 1) + ", axis=0) / 4";
      case 2 ->
          first.equals("2")
              ? "(" + array(with(rest, 0, "3"), depth - 1) + ")[1:]"
              : "flip(" + array(shape, depth - 1) + ")";
      case 3 ->
          shape.size() == 2
              ? "reshape("
                  + array(List.of(shape.get(1), shape.get(0)), depth - 1)
                  + ", "
                  + sizes(shape)
                  + ")"
              : "each(" + array(shape, depth - 1) + ")";
      default ->
          "pad(" + array(shape, depth - 1) + ", [1, 0])" + shape.stream().map(s -> "1:").toList();
    };
  }

  private String read(List<String> shape, int depth) {
    String size = anySize();
    if (!shape.isEmpty() && (random.nextBoolean() || shape.size() > 2)) {
      List<String> source = with(shape.subList(1, shape.size()), 0, size);
      String data = data(shape.subList(0, 1), size);
      return "(" + array(source, depth - 1) + ")[" + data + "]";
    }
    int axis = random.nextInt(shape.size() + 1);
    String place =
        random.nextInt(3) == 0
            ? data(List.of(), size)
            : List.of("0", "-1", size(size) + " - 1").get(random.nextInt(3));
    String colons = ":, ".repeat(axis);
    return "(" + array(with(shape, axis, size), depth - 1) + ")[" + colons + place + "]";
  }

  private String called(List<String> shape, int depth) {
    String a = array(shape, depth - 1);
    return switch (random.nextInt(4)) {
      case 0 -> "even(" + a + ")";
      case 1 -> "even(by = " + operand(shape, depth) + ", a = " + a + ")";
      case 2 -> shape.isEmpty() ? "0.75 * stop_gradient(" + a + ")" : "each(" + a + ")";
      default -> {
        String name = "s" + lines.size();
        lines.add(name + ", " + name + "m = spread(" + a + ")");
        known.add(new Known(name, shape));
        known.add(new Known(name + "m", List.of()));
        yield name;
      }
    };
  }

  // By index

  /** The indices in scope with their sizes, and those that stand alone in a subscript. */
  private static final class Scope {
    private final Map<String, String> sizes = new LinkedHashMap<>();
    private final Set<String> plain = new HashSet<>();
  }

  private String byIndex(String name, List<String> shape) {
    Scope scope = new Scope();
    List<String> own = new ArrayList<>();
    // Perhaps the last axes are those of what stands on the right.
    int indexed = random.nextInt(4) == 0 ? 1 + random.nextInt(shape.size()) : shape.size();
    for (String size : shape.subList(0, indexed)) {
      own.add(newIndex(scope, size));
    }
    List<String> rest = shape.subList(indexed, shape.size());
    String body = element(scope, rest, 4);
    return name + "[" + variables(own, scope) + "] = " + body;
  }

  private String newIndex(Scope scope, String size) {
    String name = "ijklmnopqr".charAt(scope.sizes.size() % 10) + (random.nextBoolean() ? "" : "_");
    while (scope.sizes.containsKey(name)) {
      name += "_";
    }
    scope.sizes.put(name, size);
    return name;
  }

  private String variables(List<String> names, Scope scope) {
    return String.join(
        ", ",
        names.stream()
            .map(
                name ->
                    scope.plain.contains(name) && random.nextInt(4) > 0
                        ? name
                        : name + " in " + size(scope.sizes.get(name)))
            .toList());
  }

  /** What stands in index notation, with axes of its own. */
  private String element(Scope scope, List<String> own, int depth) {
    if (budget-- <= 0 || depth == 0) {
      return place(scope, own);
    }
    return switch (random.nextInt(11)) {
      case 9 -> chosen(scope, own, depth);
      case 10 -> bounded("sum(" + fitting(shape(2)) + ") + " + element(scope, own, depth - 1));
      case 0 -> "(" + element(scope, own, depth - 1) + " + " + place(scope, own) + ")";
      case 1 -> bounded(element(scope, own, depth - 1)) + " * " + place(scope, own);
      case 2 -> "(" + element(scope, own, depth - 1) + " - " + anyIndex(scope) + " / 4)";
      case 3, 4, 5 -> reduction(scope, own, depth);
      case 6 -> guarded(scope, own);
      case 7 -> "even(" + element(scope, own, depth - 1) + ", " + place(scope, List.of()) + ")";
      default -> bounded(element(scope, own, depth - 1));
    };
  }

  /** One thing or another, by the index or by data. */
  private String chosen(Scope scope, List<String> own, int depth) {
    String condition =
        random.nextBoolean()
            ? anyIndex(scope) + " > 0"
            : place(scope, List.of()) + " < " + place(scope, List.of());
    return "where("
        + condition
        + ", "
        + element(scope, own, depth - 1)
        + ", "
        + element(scope, own, depth - 1)
        + ")";
  }

  private String anyIndex(Scope scope) {
    List<String> all = List.copyOf(scope.sizes.keySet());
    return all.get(random.nextInt(all.size()));
  }

  private String reduction(Scope outer, List<String> own, int depth) {
    Scope scope = new Scope();
    scope.sizes.putAll(outer.sizes);
    List<String> names = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      names.add(newIndex(scope, anySize()));
    }
    String condition = "";
    String fold = List.of("sum", "sum", "prod", "max", "mean", "logsumexp").get(random.nextInt(6));
    if (random.nextInt(3) == 0 && !fold.equals("mean")) {
      fold = fold.equals("logsumexp") || fold.equals("max") ? "sum" : fold;
      condition = " if " + names.get(0) + " != " + (random.nextBoolean() ? "0" : anyIndex(scope));
    }
    String body = bounded(element(scope, own, depth - 1));
    String head = fold + "[" + variables(names, scope) + condition + "]";
    // An index that stands alone inside does so for those around too.
    outer.plain.addAll(scope.plain);
    return bounded(head + "(" + body + ")");
  }

  /** A read one place away, where there is one. */
  private String guarded(Scope scope, List<String> own) {
    String index = anyIndex(scope);
    String size = scope.sizes.get(index);
    String name = fitting(with(own, 0, size));
    return random.nextBoolean()
        ? "where(" + index + " > 0, " + name + "[" + index + " - 1], " + place(scope, own) + ")"
        : "where("
            + index
            + " < "
            + size(size)
            + " - 1, "
            + name
            + "["
            + index
            + " + 1], "
            + place(scope, own)
            + ")";
  }

  private String fitting(List<String> shape) {
    List<Known> fitting = known.stream().filter(k -> k.shape.equals(shape)).toList();
    return fitting.isEmpty() ? input(shape) : fitting.get(random.nextInt(fitting.size())).name;
  }

  /** A place of an array: its first axes by subscripts, the others its own. */
  private String place(Scope scope, List<String> own) {
    if (own.isEmpty() && random.nextInt(6) == 0) {
      return number();
    }
    List<String> shape = new ArrayList<>();
    List<String> subscripts = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      String index = anyIndex(scope);
      String size = scope.sizes.get(index);
      switch (random.nextInt(10)) {
        case 8 -> {
          shape.add(size);
          subscripts.add("(" + index + " + 1) % (" + size(size) + ")");
        }
        case 9 -> {
          shape.add(size);
          subscripts.add("where(" + index + " > 0, " + index + " - 1, 0)");
        }
        case 0 -> {
          shape.add(size);
          subscripts.add(size(size) + " - 1 - " + index);
        }
        case 1 -> {
          String range = anySize();
          shape.add(range);
          subscripts.add(data(List.of(size), range) + "[" + index + "]");
          scope.plain.add(index);
        }
        case 2 -> {
          String range = anySize();
          shape.add(range);
          subscripts.add("0");
        }
        default -> {
          shape.add(size);
          subscripts.add(index);
          scope.plain.add(index);
        }
      }
    }
    shape.addAll(own);
    return fitting(shape) + "[" + String.join(", ", subscripts) + "]";
  }
}
