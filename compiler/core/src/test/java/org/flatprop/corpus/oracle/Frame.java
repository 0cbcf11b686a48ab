package org.flatprop.corpus.oracle;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Identifier;
import org.flatprop.syntax.Statement;

/** The names of a file, or of one call of a function. */
final class Frame {

  /** A function and the file that its body reads. */
  record Defined(Statement.Function function, Frame home) {}

  private final Optional<Frame> outer;
  private final Map<String, Meaning> names = new HashMap<>();
  private final Map<String, Defined> functions = new HashMap<>();
  private final Map<Expression.Call, Map<Env, Frame>> calls = new IdentityHashMap<>();
  private final Map<Object, int[]> ranges = new IdentityHashMap<>();

  private Frame(Optional<Frame> outer) {
    this.outer = outer;
  }

  /** A file. */
  static Frame file() {
    return new Frame(Optional.empty());
  }

  /** Something inside a file. */
  static Frame in(Frame file) {
    return new Frame(Optional.of(file));
  }

  /** A file that has another's functions where it has none of its own. */
  static Frame fileAfter(Frame prelude) {
    Frame file = file();
    file.functions.putAll(prelude.functions);
    return file;
  }

  void define(String name, Meaning meaning) {
    names.put(name, meaning);
  }

  void define(Statement.Function function) {
    functions.put(function.name().text(), new Defined(function, this));
  }

  void define(Statement.Definition definition) {
    List<Identifier> defined = definition.names();
    for (int i = 0; i < defined.size(); i++) {
      String name = defined.get(i).text();
      if (!definition.indices().isEmpty()) {
        define(name, new Meaning.ByIndex(definition, this));
      } else if (defined.size() == 1) {
        define(name, new Meaning.Formula(definition.value(), this, Env.NONE));
      } else {
        define(name, new Meaning.Result((Expression.Call) definition.value(), i, this));
      }
    }
  }

  /** Takes over all names of another. */
  void include(Frame other) {
    names.putAll(other.names);
  }

  boolean defines(String name) {
    return names.containsKey(name);
  }

  /** What a name means here; null if nothing. */
  Meaning meaning(String name) {
    return names.get(name);
  }

  Optional<Defined> function(String name) {
    return outer.isPresent()
        ? outer.get().function(name)
        : Optional.ofNullable(functions.get(name));
  }

  /** The frame that gives a name its meaning; the file's for one that nothing does. */
  Frame owner(String name) {
    return names.containsKey(name) || outer.isEmpty() ? this : outer.get().owner(name);
  }

  /** The names of a call made here, for one value of each index. */
  Frame entered(Expression.Call call, Env env, Supplier<Frame> enter) {
    Map<Env, Frame> byIndex = calls.computeIfAbsent(call, c -> new HashMap<>());
    Frame known = byIndex.get(env);
    if (known == null) {
      known = enter.get();
      byIndex.put(env, known);
    }
    return known;
  }

  /** The ranges of the indices of a definition or reduction, found once. */
  int[] ranges(Object owner, Supplier<int[]> find) {
    int[] known = ranges.get(owner);
    if (known == null) {
      known = find.get();
      ranges.put(owner, known);
    }
    return known;
  }
}
