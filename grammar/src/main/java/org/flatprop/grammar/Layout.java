package org.flatprop.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * The layout of a .nn file: which newlines end a statement.
 *
 * <p>A newline ends a statement, except inside {@code ()} or {@code []} or after an infix operator
 * or a comma; inside {@code {}} newlines separate statements. Every statement, the last of a block
 * or file too, is followed by exactly one {@code END}.
 */
public final class Layout {

  /** A newline after one of these cannot end a statement. */
  private static final Set<String> CONTINUING =
      Set.of(
          "+", "-", "*", "/", "//", "%", "@", "^", "**", "<", "<=", ">", ">=", "==", "!=", "and",
          "or", "not", ",", "=", "~", "in");

  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Token> open = new ArrayDeque<>();
  private Token unclosed;

  private Layout() {}

  /** The tokens of a file, with its layout settled. */
  public static Layout of(List<? extends Token> raw) {
    Layout layout = new Layout();
    raw.forEach(layout::add);
    return layout;
  }

  /** The tokens for the parser. */
  public List<Token> tokens() {
    return tokens;
  }

  /** The innermost bracket that is still open at the end of the file. */
  public Optional<Token> unclosed() {
    return Optional.ofNullable(unclosed);
  }

  private void add(Token token) {
    if (token.getType() == Token.EOF) {
      unclosed = open.peek();
      end(token);
      tokens.add(token);
      return;
    }
    if (token.getType() == NnLexer.END) {
      boolean separator = token.getText().equals(";");
      if (separator || !continues()) {
        end(token);
      }
      return;
    }
    switch (token.getText()) {
      case "(", "[", "{" -> open.push(token);
      case ")", "]" -> open.poll();
      case "}" -> {
        end(token);
        open.poll();
      }
      default -> {}
    }
    tokens.add(token);
  }

  private boolean continues() {
    boolean bracketed = !open.isEmpty() && !open.peek().getText().equals("{");
    return bracketed || tokens.isEmpty() || CONTINUING.contains(last().getText());
  }

  /** Ends the statement under way, if there is one. */
  private void end(Token at) {
    if (tokens.isEmpty() || last().getType() == NnLexer.END || last().getText().equals("{")) {
      return;
    }
    CommonToken end = new CommonToken(at);
    end.setType(NnLexer.END);
    tokens.add(end);
  }

  private Token last() {
    return tokens.get(tokens.size() - 1);
  }
}
