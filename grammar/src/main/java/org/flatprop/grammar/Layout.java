package org.flatprop.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;

/**
 * The layout of a .nn file: which newlines end a statement.
 *
 * <p>A newline ends a statement, except inside {@code ()} or {@code []} or after an infix operator
 * or a comma; inside {@code {}} newlines separate statements. Every statement, the last of a block
 * or file too, is followed by exactly one {@code END}.
 *
 * <p>It is settled piece by piece, so that the tokens of a large file are never all there. A piece
 * is one statement; or the rest of the file, if that has a bracket that is never closed.
 */
public final class Layout {

  /** A newline after one of these cannot end a statement. */
  private static final Set<Integer> CONTINUING =
      Literals.types(
          "+", "-", "*", "/", "//", "%", "@", "^", "**", "<", "<=", ">", ">=", "==", "!=", "and",
          "or", "not", ",", "=", "~", "in");

  private static final Set<Integer> OPENING = Literals.types("(", "[", "{");
  private static final Set<Integer> CLOSING = Literals.types(")", "]", "}");
  private static final int BLOCK = Literals.type("{");
  private static final int BLOCK_END = Literals.type("}");

  private final TokenSource source;
  private boolean finished;

  private List<Token> tokens = new ArrayList<>();
  private final Deque<Token> open = new ArrayDeque<>();

  /** Brackets that hold no newline back, by their places. */
  private final TreeMap<Integer, Token> unclosed = new TreeMap<>();

  /**
   * The layout of a file.
   *
   * @param source its tokens as they stand there
   */
  public Layout(TokenSource source) {
    this.source = source;
  }

  /** Goes on to the next piece, if there is one. */
  public boolean next() {
    tokens = new ArrayList<>();
    List<Token> raw = new ArrayList<>();
    while (!finished && !isPiece()) {
      Token token = source.nextToken();
      finished = token.getType() == Token.EOF;
      raw.add(token);
      add(token);
    }
    if (!open.isEmpty()) {
      mend(raw);
    }
    return !tokens.isEmpty();
  }

  private boolean isPiece() {
    return open.isEmpty() && !tokens.isEmpty() && last().getType() == NnLexer.END;
  }

  /** A bracket that is never closed spoils its own statement, not the rest of the file. */
  private void mend(List<Token> raw) {
    open.forEach(token -> unclosed.put(token.getStartIndex(), token));
    open.clear();
    tokens.clear();
    raw.forEach(this::add);
  }

  /** The tokens of the piece, for the parser. */
  public List<Token> tokens() {
    return tokens;
  }

  /** The last bracket between two tokens that is never closed. */
  public Optional<Token> unclosed(Token first, Token last) {
    return Optional.ofNullable(unclosed.floorEntry(last.getStartIndex()))
        .filter(entry -> entry.getKey() >= first.getStartIndex())
        .map(Map.Entry::getValue);
  }

  private void add(Token token) {
    int type = token.getType();
    if (type == NnLexer.END) {
      boolean separator = token.getText().equals(";");
      if (separator || !continues()) {
        end(token);
      }
      return;
    }
    if (type == Token.EOF || type == BLOCK_END) {
      end(token);
    }
    if (OPENING.contains(type)) {
      if (type == BLOCK || !unclosed.containsKey(token.getStartIndex())) {
        open.push(token);
      }
    } else if (CLOSING.contains(type)) {
      open.poll();
    }
    tokens.add(token);
  }

  private boolean continues() {
    boolean bracketed = !open.isEmpty() && open.peek().getType() != BLOCK;
    return bracketed || tokens.isEmpty() || CONTINUING.contains(last().getType());
  }

  /** Ends the statement under way, if there is one. */
  private void end(Token at) {
    if (tokens.isEmpty() || last().getType() == NnLexer.END || last().getType() == BLOCK) {
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
