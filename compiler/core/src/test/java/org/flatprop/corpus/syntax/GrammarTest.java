package org.flatprop.corpus.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.flatprop.corpus.Corpus;
import org.flatprop.grammar.Layout;
import org.flatprop.grammar.NnLexer;
import org.flatprop.grammar.NnParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The grammar is not ambiguous, and the fast prediction that the compiler uses suffices for it. */
class GrammarTest {

  static Stream<Path> programs() {
    return Corpus.all().stream();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void noProgramIsAmbiguousOrNeedsItsFullContext(Path file) {
    List<String> found = new ArrayList<>();
    NnParser parser = parser(Corpus.text(file));
    parser.getInterpreter().setPredictionMode(PredictionMode.LL_EXACT_AMBIG_DETECTION);
    parser.addErrorListener(new Listener(found));
    parser.file();
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theFastPredictionGivesTheTreeOfTheFullOne(Path file) {
    assertThat(tree(Corpus.text(file), PredictionMode.SLL))
        .isEqualTo(tree(Corpus.text(file), PredictionMode.LL));
  }

  @Test
  void theListenerWouldHearOfAnAmbiguity() {
    List<String> found = new ArrayList<>();
    NnParser parser = parser("f = x");
    parser.file();
    new Listener(found).reportAmbiguity(parser, null, 0, 0, true, new BitSet(), null);
    assertThat(found).isNotEmpty();
  }

  private static String tree(String text, PredictionMode mode) {
    NnParser parser = parser(text);
    parser.getInterpreter().setPredictionMode(mode);
    return parser.file().toStringTree(parser);
  }

  private static NnParser parser(String text) {
    NnLexer lexer = new NnLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    Layout layout = new Layout(lexer);
    List<Token> all = new ArrayList<>();
    while (layout.next()) {
      all.addAll(layout.tokens());
    }
    CommonTokenStream tokens = new CommonTokenStream(new ListTokenSource(all));
    NnParser parser = new NnParser(tokens);
    parser.removeErrorListeners();
    return parser;
  }

  private static final class Listener extends BaseErrorListener {

    private final List<String> found;

    Listener(List<String> found) {
      this.found = found;
    }

    @Override
    public void reportAmbiguity(
        Parser parser, DFA dfa, int from, int to, boolean exact, BitSet rules, ATNConfigSet set) {
      found.add("ambiguous: " + tokens(parser, from, to) + " by " + rules);
    }

    @Override
    public void reportAttemptingFullContext(
        Parser parser, DFA dfa, int from, int to, BitSet rules, ATNConfigSet set) {
      found.add("needs full context: " + tokens(parser, from, to));
    }

    @Override
    public void reportContextSensitivity(
        Parser parser, DFA dfa, int from, int to, int prediction, ATNConfigSet set) {
      found.add("depends on context: " + tokens(parser, from, to));
    }

    private static String tokens(Parser parser, int from, int to) {
      StringBuilder text = new StringBuilder();
      for (int i = from; i <= to; i++) {
        text.append(parser.getTokenStream().get(i).getText()).append(' ');
      }
      return text.toString();
    }
  }
}
