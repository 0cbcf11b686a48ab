package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.flatprop.syntax.Expression;

/**
 * A sum as written. The few terms of a lecture's formula are added gate by gate; from {@value
 * #LONG} terms on, a sum is one gate with many operands. The bits are the same.
 */
record LongSum(Expression.Call call) {

  private static final int LONG = 16;

  /** What the outermost gate adds. */
  List<Expression> terms() {
    List<Expression> reversed = new ArrayList<>();
    Expression rest = call;
    while (isSum(rest)) {
      reversed.add(((Expression.Call) rest).arguments().get(1).value());
      rest = ((Expression.Call) rest).arguments().get(0).value();
    }
    reversed.add(rest);
    if (reversed.size() < LONG) {
      return call.arguments().stream().map(Expression.Argument::value).toList();
    }
    Collections.reverse(reversed);
    return reversed;
  }

  private static boolean isSum(Expression expression) {
    return expression instanceof Expression.Call inner
        && inner.function().text().equals("+")
        && inner.arguments().size() == 2;
  }
}
