package org.flatprop.grammar;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The types of the tokens that the grammar spells out. */
public final class Literals {

  private Literals() {}

  /** The type of a token by its text. */
  public static int type(String literal) {
    return IntStream.rangeClosed(1, NnLexer.VOCABULARY.getMaxTokenType())
        .filter(type -> ("'" + literal + "'").equals(NnLexer.VOCABULARY.getLiteralName(type)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no token " + literal));
  }

  static Set<Integer> types(String... literals) {
    return Stream.of(literals).map(Literals::type).collect(Collectors.toUnmodifiableSet());
  }
}
