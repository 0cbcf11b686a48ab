package org.flatprop.syntax;

import java.util.List;
import java.util.Optional;
import org.flatprop.source.Span;

/** An expression as written. Operators are calls: {@code a + b} is a call of {@code +}. */
public sealed interface Expression {

  Span span();

  record Number(double value, Span span) implements Expression {}

  record Name(String text, Span span) implements Expression {}

  /**
   * A call of a function or operator.
   *
   * @param function the function's name or the operator's symbol; unary minus is {@code -x},
   *     transposition {@code '}
   */
  record Call(Identifier function, List<Argument> arguments, Span span) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code [a, b, …]}. */
  record ArrayLiteral(List<Expression> elements, Span span) implements Expression {
    public ArrayLiteral {
      elements = List.copyOf(elements);
    }
  }

  /** {@code x[i, 1:3]}. */
  record Subscript(Expression array, List<Item> items, Span span) implements Expression {
    public Subscript {
      items = List.copyOf(items);
    }
  }

  /** {@code sum[i, j in N if condition](body)}. */
  record Reduction(
      Identifier function,
      List<IndexVariable> indices,
      Optional<Expression> condition,
      Expression body,
      Span span)
      implements Expression {
    public Reduction {
      indices = List.copyOf(indices);
    }
  }

  /** An argument of a call, by position or by name. */
  record Argument(Optional<Identifier> name, Expression value) {}

  /** A new index, with its range where one is given. */
  record IndexVariable(Identifier name, Optional<Expression> range) {}

  /** What stands in a subscript: one place, or a slice {@code from:to}. */
  sealed interface Item {

    record At(Expression place) implements Item {}

    record Slice(Optional<Expression> from, Optional<Expression> to) implements Item {}
  }
}
