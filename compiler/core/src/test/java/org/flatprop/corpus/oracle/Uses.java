package org.flatprop.corpus.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Expression.Item;

/** Where names stand in expressions. */
final class Uses {

  private static final Set<String> CONSTANTS = Set.of("pi", "inf", "nan");

  /**
   * A subscript that an index stands in.
   *
   * @param array what is read
   * @param axis which of its axes the subscript is for
   * @param item the subscript
   * @param inside the reductions around it, the outermost first
   */
  record Use(Expression array, int axis, Expression item, List<Expression.Reduction> inside) {}

  private Uses() {}

  /** The subscripts that a name stands in, in its scope. */
  static List<Use> of(String name, List<Expression> scope) {
    List<Use> uses = new ArrayList<>();
    scope.forEach(expression -> collect(name, expression, List.of(), uses));
    return uses;
  }

  private static void collect(
      String name, Expression expression, List<Expression.Reduction> inside, List<Use> uses) {
    if (expression instanceof Expression.Reduction reduction) {
      if (reduction.indices().stream().noneMatch(i -> i.name().text().equals(name))) {
        List<Expression.Reduction> deeper = new ArrayList<>(inside);
        deeper.add(reduction);
        parts(reduction).forEach(part -> collect(name, part, deeper, uses));
      }
      return;
    }
    if (expression instanceof Expression.Subscript subscript) {
      for (int axis = 0; axis < subscript.items().size(); axis++) {
        if (subscript.items().get(axis) instanceof Item.At at && names(at.place()).contains(name)) {
          uses.add(new Use(subscript.array(), axis, at.place(), inside));
        }
      }
    }
    parts(expression).forEach(part -> collect(name, part, inside, uses));
  }

  /** All names in an expression. */
  static List<String> names(Expression expression) {
    List<String> names = new ArrayList<>();
    if (expression instanceof Expression.Name name) {
      names.add(name.text());
    }
    parts(expression).forEach(part -> names.addAll(names(part)));
    return names;
  }

  /** Whether an expression depends on what is given from outside. */
  static boolean isData(Expression expression, Frame frame) {
    if (expression instanceof Expression.Name name) {
      Meaning meaning = frame.owner(name.text()).meaning(name.text());
      if (meaning instanceof Meaning.Formula formula) {
        return isData(formula.expression(), formula.frame());
      }
      boolean known = meaning instanceof Meaning.Dim || meaning instanceof Meaning.DerivedDim;
      return !known && !CONSTANTS.contains(name.text());
    }
    return parts(expression).stream().anyMatch(part -> isData(part, frame));
  }

  private static List<Expression> parts(Expression expression) {
    List<Expression> parts = new ArrayList<>();
    if (expression instanceof Expression.Call call) {
      call.arguments().forEach(argument -> parts.add(argument.value()));
    } else if (expression instanceof Expression.ArrayLiteral literal) {
      parts.addAll(literal.elements());
    } else if (expression instanceof Expression.Subscript subscript) {
      parts.add(subscript.array());
      for (Item item : subscript.items()) {
        if (item instanceof Item.At at) {
          parts.add(at.place());
        } else if (item instanceof Item.Slice slice) {
          slice.from().ifPresent(parts::add);
          slice.to().ifPresent(parts::add);
        }
      }
    } else if (expression instanceof Expression.Reduction reduction) {
      reduction.condition().ifPresent(parts::add);
      parts.add(reduction.body());
    }
    return parts;
  }
}
