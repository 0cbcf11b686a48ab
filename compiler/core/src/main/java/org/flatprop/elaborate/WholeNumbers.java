package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.graph.Access;
import org.flatprop.graph.Counting;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.graph.Topological;
import org.flatprop.ops.ArrayCore;
import org.flatprop.syntax.Expression;

/** Expressions of numbers, sizes and indices as formulas, and between which numbers data lies. */
final class WholeNumbers {

  private static final Set<String> ARITHMETIC = Set.of("-x", "+", "-", "*", "/", "//", "%");

  /** Up to here, doubles are exact. */
  private static final long LARGEST = 1L << 53;

  /** Finds the formulas that names and calls stand for, if they do. */
  interface Scope {
    Optional<Size> name(String name);

    Optional<Size> call(Expression.Call call);
  }

  private WholeNumbers() {}

  /** The formula of an expression, if it is one. */
  static Optional<Size> formula(Expression expression, Scope scope) {
    if (expression instanceof Expression.Number number) {
      return whole(number.value());
    }
    if (expression instanceof Expression.Name name) {
      return scope.name(name.text());
    }
    if (!(expression instanceof Expression.Call call)
        || call.arguments().isEmpty()
        || call.arguments().size() > 2) {
      return Optional.empty();
    }
    if (!ARITHMETIC.contains(call.function().text())) {
      return scope.call(call);
    }
    Optional<Size> a = formula(call.arguments().get(0).value(), scope);
    boolean unary = call.arguments().size() == 1;
    Optional<Size> b = unary ? a : formula(call.arguments().get(1).value(), scope);
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    return combined(call.function().text(), unary ? List.of(a.get()) : List.of(a.get(), b.get()));
  }

  private static Optional<Size> whole(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) <= LARGEST;
    return whole ? Optional.of(Size.of((long) value)) : Optional.empty();
  }

  /** The formula of a scalar that is a number, a size or an index. */
  static Optional<Size> formula(Value value) {
    if (!value.isScalar()) {
      return Optional.empty();
    }
    List<Size> places = value.indices().stream().map(i -> Size.of(i.atom())).toList();
    return formula(value.node()).map(formula -> formula.at(places));
  }

  /** The formula of a node that is made of numbers, sizes and places. */
  private static Optional<Size> formula(Node node) {
    if (node.isConstant()) {
      return whole(node.value());
    }
    if (node.payload() instanceof Counting counting) {
      return Optional.of(counting.formula());
    }
    if (!ARITHMETIC.contains(node.operation().name()) || !node.operation().isPointwise()) {
      return Optional.empty();
    }
    List<Size> operands = new ArrayList<>();
    for (Node operand : node.operands()) {
      Optional<Size> formula = formula(operand);
      if (formula.isEmpty()) {
        return Optional.empty();
      }
      operands.add(formula.get());
    }
    return combined(node.operation().name(), operands);
  }

  private static Optional<Size> combined(String operation, List<Size> operands) {
    Size a = operands.get(0);
    Size b = operands.get(operands.size() - 1);
    return switch (operation) {
      case "-x" -> Optional.of(a.times(-1));
      case "+" -> operands.stream().reduce(Size::plus);
      case "-" -> Optional.of(a.minus(b));
      case "*" -> Optional.of(a.times(b));
      case "//" -> b.is(0) ? Optional.empty() : Optional.of(a.over(b));
      case "%" -> b.is(0) ? Optional.empty() : Optional.of(a.modulo(b));
      default -> {
        boolean exact = !b.is(0) && a.modulo(b).is(0);
        yield exact ? Optional.of(a.over(b)) : Optional.empty();
      }
    };
  }

  /** Whether a node is a size or index data, which nothing is differentiated by. */
  static boolean isWhole(Node node) {
    return node.payload() instanceof Counting
        || node.payload() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.INDEX;
  }

  /** Whether a node depends on sizes and places alone. */
  static boolean isDecided(Graph graph, Node node) {
    return !graph.isVarying(node)
        && Topological.order(graph, List.of(node)).stream()
            .noneMatch(n -> n.operation() == ArrayCore.NOISE);
  }

  /** A condition on formulas alone, if the expression is one. */
  static Optional<Condition> condition(Expression expression, Scope scope) {
    if (!(expression instanceof Expression.Call call)) {
      return Optional.empty();
    }
    String function = call.function().text();
    List<Expression> operands = call.arguments().stream().map(Expression.Argument::value).toList();
    if (function.equals("not") && operands.size() == 1) {
      return condition(operands.get(0), scope).map(Condition.Not::new);
    }
    if (operands.size() != 2) {
      return Optional.empty();
    }
    if (function.equals("and") || function.equals("or")) {
      Optional<Condition> a = condition(operands.get(0), scope);
      Optional<Condition> b = condition(operands.get(1), scope);
      if (a.isEmpty() || b.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          function.equals("and")
              ? new Condition.And(a.get(), b.get())
              : new Condition.Or(a.get(), b.get()));
    }
    if (!List.of("<", "<=", ">", ">=", "==", "!=").contains(function)) {
      return Optional.empty();
    }
    Optional<Size> a = formula(operands.get(0), scope);
    Optional<Size> b = formula(operands.get(1), scope);
    return a.isPresent() && b.isPresent()
        ? Optional.of(new Condition.Comparison(function, a.get(), b.get()))
        : Optional.empty();
  }

  /** Between which whole numbers the elements of a node lie; empty if it need not hold any. */
  static Optional<Interval> interval(Node node) {
    return interval(node, new HashMap<>());
  }

  private static Optional<Interval> interval(Node node, Map<Node, Optional<Interval>> known) {
    Optional<Interval> found = known.get(node);
    if (found == null) {
      found = newInterval(node, known);
      known.put(node, found);
    }
    return found;
  }

  private static Optional<Interval> newInterval(Node node, Map<Node, Optional<Interval>> known) {
    if (node.isConstant()) {
      return whole(node.value()).map(size -> Interval.of(size, size));
    }
    if (node.payload() instanceof Counting counting) {
      return Interval.of(
          counting.formula(),
          atom ->
              atom instanceof Atom.Axis axis
                  ? Optional.of(Interval.below(counting.shape().size(axis.number())))
                  : Optional.empty());
    }
    if (node.payload() instanceof Leaf leaf) {
      return leaf.range().map(Interval::below);
    }
    Operation operation = node.operation();
    if (operation == ArrayCore.ARGMAX || operation == ArrayCore.ARGMIN) {
      int axes = ArrayCore.reducedAxes(node);
      return Optional.of(Interval.below(node.operand(0).shape().last(axes).count()));
    }
    List<Optional<Interval>> operands =
        node.operands().stream().map(operand -> interval(operand, known)).toList();
    if (operation == ArrayCore.READ) {
      boolean guarded = ((Access) node.payload()).guarded();
      Interval zero = Interval.of(Size.ZERO, Size.ZERO);
      return operands.get(0).map(i -> guarded ? i.hull(zero) : i);
    }
    if (node.isTruth()) {
      return Optional.of(Interval.of(Size.ZERO, Size.ONE));
    }
    return of(operation, operands);
  }

  private static final Map<String, Integer> CHOICES = Map.of("where", 1, "max", 0, "min", 0);

  private static Optional<Interval> of(Operation operation, List<Optional<Interval>> operands) {
    String name = operation.name();
    int from = CHOICES.getOrDefault(name, 0);
    List<Optional<Interval>> used = operands.subList(from, operands.size());
    if (used.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    List<Interval> x = used.stream().map(Optional::get).toList();
    if (CHOICES.containsKey(name)
        || operation == ArrayCore.RESHAPE
        || operation == ArrayCore.CONCAT
        || name.equals("clip")) {
      return x.stream().reduce(Interval::hull);
    }
    return switch (name) {
      case "+" -> x.stream().reduce(Interval::plus);
      case "-" -> Optional.of(x.get(0).plus(x.get(1).negative()));
      case "-x" -> Optional.of(x.get(0).negative());
      case "*" -> product(x.get(0), x.get(1)).or(() -> product(x.get(1), x.get(0)));
      case "//" ->
          number(x.get(1)).filter(n -> n > 0).map(n -> x.get(0).map(s -> s.over(Size.of(n))));
      case "%" -> number(x.get(1)).filter(n -> n > 0).map(n -> Interval.below(Size.of(n)));
      case "stop_gradient" -> Optional.of(x.get(0));
      default -> Optional.empty();
    };
  }

  private static Optional<Interval> product(Interval x, Interval factor) {
    return number(factor)
        .map(n -> n >= 0 ? x.map(s -> s.times(n)) : x.map(s -> s.times(-n)).negative());
  }

  private static Optional<Long> number(Interval interval) {
    boolean single =
        interval.lows().equals(interval.highs())
            && interval.lows().size() == 1
            && interval.lows().get(0).isConstant();
    return single ? Optional.of(interval.lows().get(0).constant()) : Optional.empty();
  }
}
