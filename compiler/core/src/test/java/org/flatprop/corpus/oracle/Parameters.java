package org.flatprop.corpus.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.syntax.Expression;

/** The parameters of the language's own functions, where they have names that are used. */
final class Parameters {

  private static final Map<String, List<String>> NAMES = new HashMap<>();

  static {
    add("leaky_relu x slope", "prelu x a", "elu x alpha", "celu x alpha", "clip x lo hi");
    add("where c a b", "atan2 y x", "hypot a b", "polygamma n x");
    Folds.NAMES.forEach(fold -> add(fold + " x axis keepdims"));
    add("reshape x sizes", "zeros sizes", "ones sizes", "eye n", "arange n", "one_hot y n");
    add("outer a b", "dot a b", "pad x width value", "flip x axis", "cumsum x axis");
    add("size x axis", "dropout x rate");
  }

  private Parameters() {}

  private static void add(String... texts) {
    for (String text : texts) {
      List<String> words = List.of(text.split(" "));
      NAMES.put(words.get(0), words.subList(1, words.size()));
    }
  }

  /**
   * The arguments of a call in the order of the parameters; null for one that is not given. A name
   * that is none of the parameters' is left out.
   */
  static Expression[] match(Expression.Call call) {
    List<Expression.Argument> arguments = call.arguments();
    List<String> names = NAMES.getOrDefault(call.function().text(), List.of("x"));
    Expression[] matched = new Expression[StrictMath.max(names.size(), arguments.size())];
    for (int i = 0; i < arguments.size(); i++) {
      Expression.Argument argument = arguments.get(i);
      int at = argument.name().map(name -> names.indexOf(name.text())).orElse(i);
      if (at >= 0) {
        matched[at] = argument.value();
      }
    }
    return matched;
  }

  /** The argument of a name, for functions that take any number of arguments; null if none. */
  static Expression named(Expression.Call call, String name) {
    return call.arguments().stream()
        .filter(a -> a.name().map(n -> n.text().equals(name)).orElse(false))
        .map(Expression.Argument::value)
        .findFirst()
        .orElse(null);
  }

  /** The arguments without a name. */
  static List<Expression> positional(Expression.Call call) {
    return call.arguments().stream()
        .filter(a -> a.name().isEmpty())
        .map(Expression.Argument::value)
        .toList();
  }
}
