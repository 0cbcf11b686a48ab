package org.flatprop.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.flatprop.grammar.Layout;
import org.flatprop.grammar.NnLexer;
import org.flatprop.grammar.NnParser;
import org.flatprop.grammar.TooDeepException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;
import org.flatprop.source.Span;

/**
 * Text to Ast. Each statement is parsed on its own, so that an error in one hides none in another,
 * and of a large file there is never more than one statement's parse tree.
 */
public final class Parser {

  private final SourceFile file;
  private final Diagnostics diagnostics;

  private Parser(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** Parses a file; what is wrong is reported, and left out of the result. */
  public static Ast parse(SourceFile file, Diagnostics diagnostics) {
    return new Parser(file, diagnostics).parse();
  }

  private Ast parse() {
    NnLexer lexer = new NnLexer(CharStreams.fromString(file.text()));
    lexer.removeErrorListeners();
    Layout layout = new Layout(lexer);
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    NnParser parser = new NnParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new SyntaxErrors.Strategy());
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    AstBuilder builder = new AstBuilder(file, diagnostics);

    List<Statement> statements = new ArrayList<>();
    Ast.Damage damage = new Ast.Damage();
    while (layout.next()) {
      tokens.setTokenSource(new ListTokenSource(layout.tokens()));
      while (tokens.LA(1) != Token.EOF) {
        int start = tokens.index();
        try {
          statements.addAll(builder.statement(parser.line().statement()));
        } catch (SyntaxErrors.SyntaxException e) {
          diagnostics.add(e.describe(file, layout, tokens.get(start)));
          skipStatement(tokens, start, damage);
          parser.restart();
        } catch (TooDeepException e) {
          diagnostics.add(Errors.nestedTooDeeply(span(file, e.token())));
          skipStatement(tokens, start, damage);
          parser.restart();
        }
      }
    }
    return new Ast(file, statements, damage);
  }

  /** Moves past the END of the statement that starts at a token, blocks included. */
  private static void skipStatement(CommonTokenStream tokens, int start, Ast.Damage damage) {
    tokens.seek(start);
    damage.begins(tokens.LA(1));
    int depth = 0;
    while (tokens.LA(1) != Token.EOF) {
      String text = tokens.LT(1).getText();
      damage.contains(tokens.LA(1), text);
      boolean end = tokens.LA(1) == NnParser.END && depth <= 0;
      depth += text.equals("{") ? 1 : text.equals("}") ? -1 : 0;
      tokens.consume();
      if (end) {
        return;
      }
    }
  }

  /** Where a token stands. ANTLR counts code points, a Java string counts chars. */
  static Span span(SourceFile file, Token first, Token last) {
    int start = file.charOffset(first.getStartIndex());
    int end = file.charOffset(Math.max(last.getStopIndex() + 1, first.getStartIndex()));
    return new Span(file, start, end);
  }

  static Span span(SourceFile file, Token token) {
    return span(file, token, token);
  }
}
