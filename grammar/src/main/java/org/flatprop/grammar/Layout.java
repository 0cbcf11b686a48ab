package org.flatprop.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
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

  /** Brackets that hold no newline back. */
  private final Set<Token> unclosed;

  private Layout(Set<Token> unclosed) {
    this.unclosed = unclosed;
  }

  /**
   * The tokens of a file, with its layout settled. A bracket that is never closed spoils its own
   * statement, not the rest of the file.
   */
  public static Layout of(List<? extends Token> raw) {
    Layout layout = new Layout(Set.of());
    raw.forEach(layout::add);
    Set<Token> unclosed = new LinkedHashSet<>(layout.open);
    if (unclosed.isEmpty()) {
      return layout;
    }
    Layout mended = new Layout(unclosed);
    raw.forEach(mended::add);
    return mended;
  }

  /** The tokens for the parser. */
  public List<Token> tokens() {
    return tokens;
  }

  /** The last bracket between two tokens that is never closed. */
  public Optional<Token> unclosed(Token first, Token last) {
    return unclosed.stream()
        .filter(token -> token.getStartIndex() >= first.getStartIndex())
        .filter(token -> token.getStartIndex() <= last.getStartIndex())
        .max(Comparator.comparingInt(Token::getStartIndex));
  }

  private void add(Token token) {
    if (token.getType() == Token.EOF) {
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
      case "(", "[", "{" -> {
        if (!unclosed.contains(token) || token.getText().equals("{")) {
          open.push(token);
        }
      }
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
