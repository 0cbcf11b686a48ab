package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flatprop.elaborate.Arguments.Formal;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.ArrayErrors.Operand;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Span;
import org.flatprop.syntax.Expression;

/** A call of a function on whole arrays: its arguments by name, as arrays, numbers, axes, sizes. */
final class ArrayCall {

  private final Expressions expressions;
  private final Expression.Call call;
  private final Frame frame;
  private final Map<String, Expression> arguments = new LinkedHashMap<>();

  /** The arguments without a name of their own: the arrays of a function that takes many. */
  private final List<Expression> parts = new ArrayList<>();

  /**
   * Matches the arguments with what the function takes.
   *
   * @throws Rejection if they do not match, which has been reported
   */
  ArrayCall(Expressions expressions, Expression.Call call, Frame frame, List<Formal> formals) {
    this.expressions = expressions;
    this.call = call;
    this.frame = frame;
    List<Optional<Expression>> matched =
        Arguments.match(call, formals, new Diagnostics()).orElseThrow(Rejection::silent);
    for (int i = 0; i < formals.size(); i++) {
      String name = formals.get(i).name();
      if (name.isEmpty()) {
        parts.add(matched.get(i).orElseThrow());
      } else {
        matched.get(i).ifPresent(argument -> arguments.put(name, argument));
      }
    }
  }

  Span span() {
    return call.span();
  }

  String name() {
    return call.function().text();
  }

  boolean has(String parameter) {
    return arguments.containsKey(parameter);
  }

  Expression argument(String parameter) {
    return arguments.get(parameter);
  }

  Value value(String parameter) {
    return value(argument(parameter));
  }

  Value value(Expression expression) {
    return expressions.value(expression, frame);
  }

  Optional<Size> formula(Expression expression) {
    return expressions.formula(expression, frame);
  }

  List<Value> parts() {
    return parts.stream().map(this::value).toList();
  }

  /** The arrays as an error shows them. */
  List<Operand> operands(List<Value> values) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> expressions.operand(parts.get(i), values.get(i)))
        .toList();
  }

  Operand operand(String parameter, Value value) {
    return expressions.operand(argument(parameter), value);
  }

  /** A number that is known before any input is. */
  double number(String parameter, double otherwise) {
    return has(parameter) ? number(parameter, argument(parameter)) : otherwise;
  }

  private double number(String parameter, Expression given) {
    return expressions
        .number(value(given))
        .orElseThrow(
            () -> new Rejection(ArrayErrors.argumentNotConstant(given.span(), name(), parameter)));
  }

  long whole(String parameter, long otherwise) {
    return has(parameter) ? whole(parameter, argument(parameter)) : otherwise;
  }

  private long whole(String parameter, Expression given) {
    double number = number(parameter, given);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw new Rejection(ArrayErrors.argumentNotWhole(given.span(), name(), parameter));
    }
    return (long) number;
  }

  /** An axis, counted from the end if it is negative. */
  int axis(String parameter, long otherwise, Shape shape) {
    return axis(whole(parameter, otherwise), shape, parameter);
  }

  private int axis(long axis, Shape shape, String parameter) {
    if (axis < -shape.rank() || axis >= shape.rank()) {
      Span at = has(parameter) ? argument(parameter).span() : span();
      throw new Rejection(
          ArrayErrors.noSuchAxis(
              at, axis, shape.isScalar() ? "a scalar" : "an array of shape " + shape));
    }
    return (int) (axis < 0 ? axis + shape.rank() : axis);
  }

  /** One axis, or a list of them. */
  List<Integer> axes(Shape own) {
    if (!(argument("axis") instanceof Expression.ArrayLiteral literal)) {
      return List.of(axis("axis", 0, own));
    }
    List<Integer> axes = new ArrayList<>();
    for (Expression element : literal.elements()) {
      int axis = axis(whole("axis", element), own, "axis");
      if (axes.contains(axis)) {
        throw new Rejection(ArrayErrors.axisTwice(element.span(), axis));
      }
      axes.add(axis);
    }
    return axes;
  }

  Size size(Expression expression) {
    Size size =
        formula(expression)
            .orElseThrow(() -> new Rejection(ArrayErrors.sizeNotWhole(expression.span())));
    expressions.checks().requireSize(size, expression.span());
    return size;
  }

  Shape shape(Expression expression) {
    if (expression instanceof Expression.ArrayLiteral literal) {
      return new Shape(literal.elements().stream().map(this::size).toList());
    }
    return Shape.of(size(expression));
  }

  void requireRank(String parameter, Value value, int least, int most, String wanted) {
    int rank = value.own().rank();
    if (rank < least || rank > most) {
      throw new Rejection(
          ArrayErrors.needsRank(span(), "`" + name() + "`", wanted, operand(parameter, value)));
    }
  }
}
