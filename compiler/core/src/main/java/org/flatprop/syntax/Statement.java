package org.flatprop.syntax;

import java.util.List;
import java.util.Optional;
import org.flatprop.source.Span;

/** A statement as written; {@code input a, b} is one statement for each name. */
public sealed interface Statement {

  /** {@code dim name = size}. */
  record Dim(Identifier name, Optional<Expression> size) implements Statement {}

  /** {@code input name[sizes] = value}. */
  record Input(Identifier name, List<Expression> sizes, Optional<Expression> value)
      implements Statement {}

  /** {@code index name[sizes] in range}. */
  record Index(Identifier name, List<Expression> sizes, Expression range) implements Statement {}

  /** {@code param name[sizes] ~ initializer}. */
  record Param(Identifier name, List<Expression> sizes, Optional<Initializer> initializer)
      implements Statement {}

  /**
   * {@code name = value}, {@code p, q = value} or {@code name[i, j] = value}.
   *
   * @param indices empty for a definition without subscripts
   */
  record Definition(
      List<Identifier> names, List<Expression.IndexVariable> indices, Expression value)
      implements Statement {}

  /** {@code def name(parameters) { locals; return results }}, or {@code def name(…) = result}. */
  record Function(
      Identifier name,
      List<Parameter> parameters,
      List<Definition> locals,
      List<Expression> results,
      Span span)
      implements Statement {}

  /** {@code import "path"}. */
  record Import(String path, Span span) implements Statement {}

  /** {@code output names}. */
  record Output(List<Identifier> names) implements Statement {}

  /** {@code minimize name}. */
  record Minimize(Identifier name) implements Statement {}

  /** A parameter of a function, with its default. */
  record Parameter(Identifier name, Optional<Expression> value) {}

  /** How a trainable array starts: {@code normal(0, 1)}. */
  record Initializer(Identifier name, List<Expression> arguments, Span span) {}
}
