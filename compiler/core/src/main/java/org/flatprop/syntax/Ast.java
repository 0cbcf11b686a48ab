package org.flatprop.syntax;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flatprop.grammar.NnParser;
import org.flatprop.source.SourceFile;

/**
 * A parsed file.
 *
 * @param damage what is known of the statements that did not parse
 */
public record Ast(SourceFile file, List<Statement> statements, Damage damage) {

  public Ast {
    statements = List.copyOf(statements);
  }

  /** What statements that do not parse seem to hold, so that their names are not called unknown. */
  public static final class Damage {

    private static final Set<Integer> DECLARATIONS =
        Set.of(NnParser.DIM, NnParser.INPUT, NnParser.INDEX, NnParser.PARAM);

    private final Set<String> names = new HashSet<>();
    private boolean declaration;

    void begins(int tokenType) {
      declaration |= DECLARATIONS.contains(tokenType);
    }

    void contains(int tokenType, String text) {
      if (tokenType == NnParser.NAME) {
        names.add(text);
      }
    }

    /** Whether one of the statements mentions a name. */
    public boolean mentions(String name) {
      return names.contains(name);
    }

    /** Whether one of the statements is a declaration. */
    public boolean declares() {
      return declaration;
    }
  }
}
