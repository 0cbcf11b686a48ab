package org.flatprop.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions that a page's scripts call, under the names that Java has for them: those of Java's
 * Math, and the runtime's, translated from its own source. What nothing calls is left out.
 *
 * <p>{@link Script} and {@link RowFunctions} take down what they call; then the text is complete.
 * It is code for strict mode, and needs a scope that no other code declares names in.
 */
public final class Library {

  private static final Map<String, RuntimeMembers.Member> RUNTIME = RuntimeMembers.read();

  private final Set<String> needed = new HashSet<>();

  /** Takes down that a function, or a constant of one, is needed, and so what it needs itself. */
  void need(String name) {
    Deque<String> pending = new ArrayDeque<>(Set.of(name));
    while (!pending.isEmpty()) {
      String next = pending.pop();
      if (needed.add(next) && RUNTIME.containsKey(next)) {
        pending.addAll(RUNTIME.get(next).needs());
      }
    }
  }

  /** The declarations; they stand before the scripts that call them. */
  public String text() {
    String math =
        needed.stream()
            .filter(name -> !RUNTIME.containsKey(name))
            .sorted()
            .map(name -> "const " + name + " = " + JavaMath.function(name) + ";\n")
            .collect(Collectors.joining());
    String runtime =
        RUNTIME.entrySet().stream()
            .filter(member -> needed.contains(member.getKey()))
            .map(member -> member.getValue().text())
            .collect(Collectors.joining());
    return math + runtime;
  }
}
