package org.flatprop.elaborate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Stream;
import org.flatprop.Flatprop;
import org.flatprop.source.CompileException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user is told to write means something; what he has written does not. */
class ElsewhereTest {

  private static final String INPUTS = "input a[2, 2], b[2, 2], x[2, 2], y[2, 2]\n";

  static Stream<String> written() {
    return Stream.concat(Elsewhere.FUNCTIONS.values().stream(), Elsewhere.VALUES.values().stream());
  }

  @ParameterizedTest
  @MethodSource("written")
  void whatIsSuggestedIsComputed(String expression) {
    String text = INPUTS + "f = sum(x) * sum(" + expression + ")\n";
    assertThat(Flatprop.compile(text).model().values()).containsKey("f");
  }

  static Set<String> functions() {
    return Elsewhere.FUNCTIONS.keySet();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aFunctionOfAnotherLanguageIsNoneHere(String name) {
    assertThatThrownBy(() -> Flatprop.compile(INPUTS + "f = " + name + "(x)\n"))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("there is no function `" + name + "`\n");
  }

  static Set<String> values() {
    return Elsewhere.VALUES.keySet();
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueOfAnotherLanguageIsNoneHere(String name) {
    assertThatThrownBy(() -> Flatprop.compile(INPUTS + "f = " + name + "\n"))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("`" + name + "` is not defined\n");
  }
}
