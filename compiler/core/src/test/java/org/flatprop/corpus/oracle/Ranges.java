package org.flatprop.corpus.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Expression.IndexVariable;
import org.flatprop.syntax.Statement;

/**
 * How many values each index goes through: as many as are given, or as the axis has that the index
 * stands in alone; else it is tried out how many keep every affine subscript inside its axis.
 */
final class Ranges {

  /** Not known, or not yet. */
  private static final int OPEN = -1;

  /** More values than any axis in the tests has. */
  private static final int MANY = 1_000;

  private final Interpreter interpreter;

  Ranges(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  int[] of(Statement.Definition definition, Frame frame) {
    List<Expression> scope = List.of(definition.value());
    return frame.ranges(definition, () -> find(definition.indices(), scope, frame, Env.NONE));
  }

  int[] of(Expression.Reduction reduction, Frame frame, Env env) {
    List<Expression> scope =
        Stream.concat(reduction.condition().stream(), Stream.of(reduction.body())).toList();
    return frame.ranges(reduction, () -> find(reduction.indices(), scope, frame, env));
  }

  private int[] find(List<IndexVariable> indices, List<Expression> scope, Frame frame, Env env) {
    int[] found = new int[indices.size()];
    for (int i = 0; i < found.length; i++) {
      Optional<Expression> given = indices.get(i).range();
      found[i] = given.isPresent() ? (int) interpreter.number(given.get(), frame, env) : OPEN;
    }
    for (int i = 0; i < found.length; i++) {
      found[i] = found[i] == OPEN ? plain(i, indices, scope, frame, env) : found[i];
    }
    for (int tries = found.length; tries > 0; tries--) {
      for (int i = 0; i < found.length; i++) {
        found[i] = found[i] == OPEN ? affine(i, found, indices, scope, frame, env) : found[i];
      }
    }
    if (Arrays.stream(found).anyMatch(size -> size == OPEN)) {
      throw new IllegalArgumentException("no range for one of " + indices);
    }
    return found;
  }

  private int plain(
      int i, List<IndexVariable> indices, List<Expression> scope, Frame frame, Env env) {
    String name = indices.get(i).name().text();
    int[] sizes =
        Uses.of(name, scope).stream()
            .filter(use -> use.item() instanceof Expression.Name)
            .mapToInt(use -> axis(use, unknown(use, indices, env), frame))
            .distinct()
            .toArray();
    if (sizes.length > 1) {
      throw new IllegalArgumentException(name + " is of " + Arrays.toString(sizes));
    }
    return sizes.length == 1 ? sizes[0] : OPEN;
  }

  private int axis(Uses.Use use, Env env, Frame frame) {
    return interpreter.shape(use.array(), frame, env)[use.axis()];
  }

  /** All indices around a use, their ranges not known. */
  private static Env unknown(Uses.Use use, List<IndexVariable> indices, Env env) {
    Env around = bind(env, indices, null);
    for (Expression.Reduction reduction : use.inside()) {
      around = bind(around, reduction.indices(), null);
    }
    return around;
  }

  private static Env bind(Env env, List<IndexVariable> indices, int[] ranges) {
    int[] open = new int[indices.size()];
    Arrays.fill(open, OPEN);
    return Interpreter.bind(env, indices, new int[open.length], ranges == null ? open : ranges);
  }

  private int affine(
      int i,
      int[] found,
      List<IndexVariable> indices,
      List<Expression> scope,
      Frame frame,
      Env env) {
    String name = indices.get(i).name().text();
    int largest = MANY;
    for (Uses.Use use : Uses.of(name, scope)) {
      Env around = bind(env, indices, found);
      for (Expression.Reduction reduction : use.inside()) {
        Env outside = around;
        int[] inner;
        try {
          inner = of(reduction, frame, outside);
        } catch (IllegalArgumentException e) {
          inner = null;
        }
        around = bind(around, reduction.indices(), inner);
      }
      if (isAffine(use.item(), frame, around)) {
        int size = axis(use, around, frame);
        largest = StrictMath.min(largest, largest(name, use.item(), size, frame, around));
      }
    }
    return largest == MANY ? OPEN : largest;
  }

  /** How many values of an index keep an expression inside an axis, whatever the other indices. */
  private int largest(String name, Expression item, int size, Frame frame, Env around) {
    List<String> others =
        Uses.names(item).stream()
            .filter(n -> !n.equals(name) && Env.find(around, n).isPresent())
            .distinct()
            .toList();
    int[] sizes =
        others.stream().mapToInt(n -> Env.find(around, n).orElseThrow().range()).toArray();
    if (IntStream.of(sizes).anyMatch(range -> range == OPEN)) {
      return MANY;
    }
    List<int[]> places = NdArray.places(sizes);
    int n = 0;
    while (n < MANY && inside(name, n, item, size, others, places, frame, around)) {
      n++;
    }
    return n;
  }

  private boolean inside(
      String name,
      int value,
      Expression item,
      int size,
      List<String> others,
      List<int[]> places,
      Frame frame,
      Env around) {
    for (int[] place : places) {
      Env env = Env.with(around, name, value, OPEN);
      for (int i = 0; i < place.length; i++) {
        env = Env.with(env, others.get(i), place[i], OPEN);
      }
      double at = interpreter.number(item, frame, env);
      if (at < 0 || at >= size) {
        return false;
      }
    }
    return true;
  }

  /** Whether an expression is a sum of multiples of indices. */
  private boolean isAffine(Expression expression, Frame frame, Env env) {
    boolean free = Uses.names(expression).stream().allMatch(n -> Env.find(env, n).isEmpty());
    if (free) {
      return !Uses.isData(expression, frame);
    }
    if (expression instanceof Expression.Name) {
      return true;
    }
    if (!(expression instanceof Expression.Call call)) {
      return false;
    }
    List<Expression> operands = call.arguments().stream().map(Expression.Argument::value).toList();
    long varying =
        operands.stream()
            .filter(o -> Uses.names(o).stream().anyMatch(n -> Env.find(env, n).isPresent()))
            .count();
    boolean affine = operands.stream().allMatch(operand -> isAffine(operand, frame, env));
    return switch (call.function().text()) {
      case "+", "-", "-x" -> affine;
      case "*" -> affine && varying < 2;
      default -> false;
    };
  }
}
