package org.flatprop.elaborate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.source.CompilerBug;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.SourceFile;
import org.flatprop.syntax.Ast;
import org.flatprop.syntax.Parser;
import org.flatprop.syntax.Statement;

/** The functions that are written in the language itself; a model's own of a name come first. */
public final class Prelude {

  private static final String FILE = "/org/flatprop/prelude/prelude.nn";

  private Prelude() {}

  /** Read when the first name is looked for that is in no other table. */
  private static final class Parsed {

    static final Ast AST = parse();
    static final Map<String, Statement.Function> FUNCTIONS = functions();

    private static Ast parse() {
      Diagnostics diagnostics = new Diagnostics();
      Ast ast = Parser.parse(SourceFile.builtIn("prelude.nn", text()), diagnostics);
      diagnostics.throwIfAny();
      return ast;
    }

    private static Map<String, Statement.Function> functions() {
      Map<String, Statement.Function> functions = new LinkedHashMap<>();
      for (Statement statement : AST.statements()) {
        if (statement instanceof Statement.Function function) {
          functions.put(function.name().text(), function);
        }
      }
      return functions;
    }
  }

  /** The text of the prelude. */
  public static String text() {
    try (InputStream in = Prelude.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new CompilerBug("the compiler's jar lacks the prelude");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The prelude as parsed. */
  public static Ast ast() {
    return Parsed.AST;
  }

  static Optional<Statement.Function> function(String name) {
    return Optional.ofNullable(Parsed.FUNCTIONS.get(name));
  }

  static Set<String> names() {
    return Collections.unmodifiableSet(Parsed.FUNCTIONS.keySet());
  }
}
