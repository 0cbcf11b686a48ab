package org.flatprop.corpus.oracle;

import java.util.List;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Statement;

/** What a name stands for, computed when asked. */
sealed interface Meaning {

  record Formula(Expression expression, Frame frame, Env env) implements Meaning {}

  /** {@code z[i, j] = …}. */
  record ByIndex(Statement.Definition definition, Frame frame) implements Meaning {}

  /** One of several results. */
  record Result(Expression.Call call, int index, Frame frame) implements Meaning {}

  /** Given from outside. */
  record Input(String name, List<Expression> sizes) implements Meaning {}

  /** A size that has no formula. */
  record Dim(String name) implements Meaning {}

  /** A size with a formula. */
  record DerivedDim(Expression size) implements Meaning {}
}
