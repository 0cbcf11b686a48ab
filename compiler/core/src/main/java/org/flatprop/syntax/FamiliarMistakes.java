package org.flatprop.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;
import org.flatprop.grammar.NnParser;
import org.flatprop.runtime.Initializer;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;
import org.flatprop.source.Span;
import org.flatprop.source.Suggestion;

/**
 * What is meant by a statement that does not parse, where that is plain: mathematics as on paper,
 * or the habits of another language.
 */
final class FamiliarMistakes {

  /** The words that statements of a file begin with. */
  private static final Set<String> STATEMENTS =
      Set.of("dim", "input", "index", "param", "def", "import", "output", "minimize");

  private final SourceFile file;
  private final List<Token> tokens;

  /** The token that does not fit. */
  private final int at;

  /**
   * The statement's first token, and the one after its last; a block's statements are their own.
   */
  private final int start;

  private final int end;

  /** The first token of the outermost statement: at most one block is open since. */
  private final int outermost;

  private FamiliarMistakes(SourceFile file, List<Token> tokens, int outermost, int at) {
    this.file = file;
    this.tokens = tokens;
    this.outermost = outermost;
    this.at = at;
    int first = at;
    while (first > 0 && !type(first - 1, NnParser.END) && !is(first - 1, "{")) {
      first--;
    }
    this.start = first;
    int last = at;
    while (!type(last, NnParser.END) && !type(last, Token.EOF) && !is(last, "}")) {
      last++;
    }
    this.end = last;
  }

  /**
   * Looks for a familiar mistake.
   *
   * @param tokens those that the statement is among
   * @param first the statement's first
   * @param unexpected the first that does not fit
   */
  static Optional<Diagnostic> find(
      SourceFile file, List<Token> tokens, Token first, Token unexpected) {
    FamiliarMistakes mistakes =
        new FamiliarMistakes(file, tokens, first.getTokenIndex(), unexpected.getTokenIndex());
    return Stream.of(
            mistakes.unopened(),
            mistakes.comment(),
            mistakes.maximize(),
            mistakes.misspelledStatement(),
            mistakes.equalsForInitializer(),
            mistakes.reservedParameter(),
            mistakes.expressionForName(),
            mistakes.functionWithoutDef(),
            mistakes.functionWithoutBody(),
            mistakes.returnOutside(),
            mistakes.conditional(),
            mistakes.lineThatGoesOn(),
            mistakes.secondEquals(),
            mistakes.missingOperator(),
            mistakes.valueWithoutName())
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** {@code f = a)}. */
  private Optional<Diagnostic> unopened() {
    boolean outside = innermostOpen().isEmpty() && !type(start, NnParser.DEF);
    boolean closes = is(at, ")") || is(at, "]") || is(at, "}") && at == start && !inBlock();
    return when(outside && closes, () -> Errors.unopened(span(at), text(at)));
  }

  /** {@code // what is computed}. */
  private Optional<Diagnostic> comment() {
    return when(at == start && is(at, "//"), () -> Errors.comment(span(at)));
  }

  /** {@code maximize f}. */
  private Optional<Diagnostic> maximize() {
    boolean word = is(start, "maximize") || is(start, "maximise");
    return when(twoNames() && word, () -> Errors.maximize(span(start), text(at)));
  }

  /** {@code parm w}, {@code minimise loss}. */
  private Optional<Diagnostic> misspelledStatement() {
    return Optional.of(inBlock() ? Set.of("return") : STATEMENTS)
        .filter(words -> twoNames())
        .flatMap(words -> Suggestion.nearest(text(start), words))
        .map(word -> Errors.misspelledStatement(span(start), word));
  }

  /** Whether the statement begins with two names. */
  private boolean twoNames() {
    return at == start + 1 && type(start, NnParser.NAME) && type(at, NnParser.NAME);
  }

  /** {@code param a = 1}. */
  private Optional<Diagnostic> equalsForInitializer() {
    boolean value = type(start, NnParser.PARAM) && is(at, "=") && at > start + 1;
    if (!value || innermostOpen().isPresent()) {
      return Optional.empty();
    }
    int name = at - 1;
    if (is(name, "]")) {
      while (!is(name, "[")) {
        name--;
      }
      name--;
    }
    return Optional.of(
        Errors.equalsForInitializer(span(at), span(name, at - 1).text(), starting()));
  }

  /** The initialiser that is meant. */
  private String starting() {
    if (Initializer.Kind.named(text(at + 1)).isPresent()) {
      return text(at + 1) + "(…)";
    }
    boolean number = type(at + 1, NnParser.NUMBER) && (at + 2 == end || is(at + 2, ","));
    return number ? "constant(" + text(at + 1) + ")" : "constant(…)";
  }

  /** {@code def f(in) = …}, {@code index, f = …}. */
  private Optional<Diagnostic> reservedParameter() {
    boolean parameter =
        type(start, NnParser.DEF) && reserved(at) && (is(at - 1, "(") || is(at - 1, ","));
    boolean result = reserved(start) && at == start + 1 && is(at, ",");
    int name = parameter ? at : start;
    return when(
        parameter && equalsSigns() == 0 || result,
        () -> Errors.reservedWord(span(name), text(name)));
  }

  /** {@code minimize a + b}. */
  private Optional<Diagnostic> expressionForName() {
    boolean named = type(start, NnParser.MINIMIZE) || type(start, NnParser.OUTPUT);
    boolean other = at == end || at == start || is(start + 1, "=") || reserved(at);
    int from = at;
    while (from > start + 1 && !is(from - 1, ",")) {
      from--;
    }
    Span span = from < end ? span(from, end - 1) : span(start);
    return when(named && !other, () -> Errors.expressionForName(span, text(start)));
  }

  /** {@code f(x) = x^2}. */
  private Optional<Diagnostic> functionWithoutDef() {
    int close = at;
    while (close < end && !is(close, ")")) {
      close++;
    }
    Span head = span(start, Math.min(close, end));
    return when(
        at == start + 1 && type(start, NnParser.NAME) && is(at, "(") && is(close + 1, "="),
        () -> Errors.functionWithoutDef(head));
  }

  /** {@code def f(x): x}. */
  private Optional<Diagnostic> functionWithoutBody() {
    boolean headed = is(at - 1, ")") || is(at - 1, "=") && is(at, "{");
    boolean first = equalsSigns() == (is(at, "{") ? 1 : 0) && innermostOpen().isEmpty();
    return when(
        type(start, NnParser.DEF) && headed && first && at < end,
        () -> Errors.functionWithoutBody(span(at)));
  }

  private Optional<Diagnostic> returnOutside() {
    return when(
        at == start && type(at, NnParser.RETURN) && !is(at + 1, "=") && !is(at - 1, "{"),
        () -> Errors.returnOutside(span(at)));
  }

  /** {@code f = if x > 0 …}. */
  private Optional<Diagnostic> conditional() {
    boolean name =
        is(at + 1, "=") || is(at + 1, ",") || type(start, NnParser.DEF) && equalsSigns() == 0;
    return when(type(at, NnParser.IF) && !name, () -> Errors.conditional(span(at)));
  }

  /** {@code f = x **}, and on the next line {@code g = 2}. */
  private Optional<Diagnostic> lineThatGoesOn() {
    boolean goesOn =
        is(at, "=")
            && at - 2 > start
            && type(at - 1, NnParser.NAME)
            && tokens.get(at - 2).getLine() < tokens.get(at - 1).getLine()
            && !operandEnds(at - 2);
    return when(goesOn, () -> Errors.lineGoesOn(span(at - 2), text(at - 2)));
  }

  /** {@code a = b = 3}. */
  private Optional<Diagnostic> secondEquals() {
    return when(is(at, "=") && equalsSigns() > 0, () -> Errors.secondEquals(span(at)));
  }

  /** {@code f = 2x}. */
  private Optional<Diagnostic> missingOperator() {
    boolean begins = type(at, NnParser.NAME) || type(at, NnParser.NUMBER) || is(at, "(");
    boolean within = equalsSigns() > 0 || type(start, NnParser.RETURN);
    boolean declares =
        Set.of(NnParser.DIM, NnParser.INPUT, NnParser.INDEX, NnParser.PARAM)
            .contains(tokens.get(start).getType());
    if (!begins || !within || declares || at == start || !operandEnds(at - 1)) {
      return Optional.empty();
    }
    Optional<Integer> open = innermostOpen();
    if (is(at + 1, "=")) {
      return Optional.of(
          open.map(bracket -> Errors.unclosed(span(bracket), text(bracket)))
              .orElseGet(() -> Errors.missingNewline(span(at))));
    }
    boolean names = type(at - 1, NnParser.NAME) && type(at, NnParser.NAME);
    return Optional.of(Errors.missingOperator(span(at), span(at - 1), names, open.isPresent()));
  }

  /** {@code a + b}. */
  private Optional<Diagnostic> valueWithoutName() {
    boolean value =
        type(start, NnParser.NAME)
            || type(start, NnParser.NUMBER)
            || is(start, "(")
            || is(start, "-");
    boolean plain = count("=", start, end) == 0 && !type(at, NnParser.UNKNOWN) && !is(at, ":");
    return when(
        value && plain && start < end,
        () -> Errors.valueWithoutName(span(start, end - 1), is(end, "}") || inBlock()));
  }

  /** Whether the statement stands in a block. */
  private boolean inBlock() {
    return count("{", outermost, start) > count("}", outermost, start);
  }

  private long equalsSigns() {
    return count("=", start, at);
  }

  private long count(String text, int from, int to) {
    return IntStream.range(from, to).filter(i -> is(i, text)).count();
  }

  private boolean operandEnds(int index) {
    return type(index, NnParser.NAME)
        || type(index, NnParser.NUMBER)
        || Set.of(")", "]", "'").contains(text(index));
  }

  /** The last bracket of the statement that is open where it fails. */
  private Optional<Integer> innermostOpen() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = start; i < at; i++) {
      if (is(i, "(") || is(i, "[")) {
        open.push(i);
      } else if (is(i, ")") || is(i, "]")) {
        open.poll();
      }
    }
    return Optional.ofNullable(open.peek());
  }

  private boolean reserved(int index) {
    int type = tokens.get(index).getType();
    return type >= NnParser.DIM && type <= NnParser.OR;
  }

  private boolean type(int index, int type) {
    return tokens.get(index).getType() == type;
  }

  /** An END may have the text of the brace that it stands before. */
  private boolean is(int index, String text) {
    return index >= 0
        && index < tokens.size()
        && !type(index, NnParser.END)
        && text(index).equals(text);
  }

  private String text(int index) {
    return tokens.get(index).getText();
  }

  private Span span(int index) {
    return span(index, index);
  }

  private Span span(int first, int last) {
    return Parser.span(file, tokens.get(first), tokens.get(last));
  }

  private static Optional<Diagnostic> when(boolean condition, Supplier<Diagnostic> diagnostic) {
    return condition ? Optional.of(diagnostic.get()) : Optional.empty();
  }
}
