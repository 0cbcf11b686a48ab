package org.flatprop.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.flatprop.grammar.Layout;
import org.flatprop.grammar.Literals;
import org.flatprop.grammar.NnLexer;
import org.flatprop.grammar.NnParser;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;
import org.flatprop.source.Span;

/** From ANTLR's view of a syntax error to a user's. */
final class SyntaxErrors {

  private static final int EQUALS = Literals.type("=");

  private SyntaxErrors() {}

  /** Gives up on the statement at its first error; guessed repairs only mislead. */
  static final class Strategy extends DefaultErrorStrategy {

    @Override
    public void recover(Parser recognizer, RecognitionException e) {
      boolean undecided =
          e instanceof NoViableAltException choice
              && choice.getStartToken() != e.getOffendingToken();
      throw exception(
          recognizer,
          e.getOffendingToken(),
          undecided ? IntervalSet.of(EQUALS) : expected(recognizer));
    }

    @Override
    public Token recoverInline(Parser recognizer) {
      throw exception(recognizer, recognizer.getCurrentToken(), expected(recognizer));
    }

    private static SyntaxException exception(Parser recognizer, Token token, IntervalSet expected) {
      int index = token.getTokenIndex();
      Token before = index > 0 ? recognizer.getTokenStream().get(index - 1) : token;
      return new SyntaxException(token, before, expected);
    }

    @Override
    public void sync(Parser recognizer) {
      // Nothing is repaired, so nothing need be in step.
    }

    @Override
    public void reportError(Parser recognizer, RecognitionException e) {
      // Reported by the one who catches the exception.
    }

    private static IntervalSet expected(Parser recognizer) {
      return recognizer.getState() < 0 ? new IntervalSet() : recognizer.getExpectedTokens();
    }
  }

  /** A statement that does not parse. */
  static final class SyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Token token;
    private final transient Token before;
    private final transient IntervalSet expected;

    /**
     * @param before the token before the one that does not fit
     */
    SyntaxException(Token token, Token before, IntervalSet expected) {
      super("syntax error", null, false, false);
      this.token = token;
      this.before = before;
      this.expected = expected;
    }

    /**
     * The error as a user sees it.
     *
     * @param first the first token of the statement
     */
    Diagnostic describe(SourceFile file, Layout layout, Token first) {
      Span span = org.flatprop.syntax.Parser.span(file, token);
      boolean ends = token.getType() == NnParser.END || token.getType() == Token.EOF;
      Optional<Token> open =
          layout.unclosed(first, before).filter(o -> ends || o.getText().equals("{"));
      if (open.isPresent()) {
        return Errors.unclosed(
            org.flatprop.syntax.Parser.span(file, open.get()), open.get().getText());
      }
      Optional<Diagnostic> familiar = FamiliarMistakes.find(file, layout.tokens(), first, token);
      if (familiar.isPresent()) {
        return familiar.get();
      }
      Span last = org.flatprop.syntax.Parser.span(file, before);
      if (ends) {
        return Errors.unexpectedEnd(new Span(file, last.end(), last.end()), expectation());
      }
      if (token.getType() == EQUALS && isReserved(before)) {
        return Errors.reservedWord(last, before.getText());
      }
      if (token.getType() == NnParser.UNKNOWN) {
        return token.getText().equals("\"")
            ? Errors.unclosedText(span)
            : Errors.unknownCharacter(span, token.getText());
      }
      if (isReserved(token) && expected.contains(NnParser.NAME)) {
        return Errors.reservedWord(span, token.getText());
      }
      return Errors.unexpected(span, token.getText(), expectation());
    }

    private static boolean isReserved(Token token) {
      return token.getType() >= NnParser.DIM && token.getType() <= NnParser.OR;
    }

    /** What could stand here, in few words. */
    private String expectation() {
      if (expected.contains(NnParser.NUMBER)) {
        return "an expression";
      }
      List<String> words = new ArrayList<>();
      if (expected.contains(NnParser.NAME)) {
        words.add("a name");
      }
      if (expected.contains(NnParser.STRING)) {
        words.add("a file name in quotes");
      }
      boolean afterOperand = false;
      for (int type : expected.toList()) {
        String literal = NnLexer.VOCABULARY.getLiteralName(type);
        afterOperand |= "'+'".equals(literal);
        if (literal != null
            && List.of("'='", "')'", "']'", "'('", "'}'", "'in'").contains(literal)) {
          words.add(literal.replace('\'', '`'));
        }
      }
      if (afterOperand) {
        words.add(0, "an operator");
      }
      if (expected.contains(NnParser.RETURN)) {
        words.add("`return`");
      }
      if (expected.contains(NnParser.END)) {
        words.add("the end of the line");
      }
      return words.isEmpty() ? "a statement" : String.join(" or ", words);
    }
  }
}
