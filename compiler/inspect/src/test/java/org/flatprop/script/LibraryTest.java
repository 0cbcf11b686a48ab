package org.flatprop.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flatprop.source.CompilerBug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mozilla.javascript.Function;

/** The functions that scripts call. */
class LibraryTest {

  @Test
  void itHoldsWhatIsCalledAndWhatThatNeedsOnly() {
    assertThat(library("asinh").text())
        .isEqualTo(
            """
            const abs = Math.abs;
            const copySign = (x, sign) => {
              const negative = sign < 0.0 || (sign == 0.0 && 1.0 / sign < 0.0);
              return negative ? -Math.abs(x) : Math.abs(x);
            };
            const log = Math.log;
            const log1p = Math.log1p;
            const sqrt = Math.sqrt;
            const LN_2 = 0.6931471805599453;
            function asinh(x) {
              let a = abs(x);
              let r;
              if (a > 2.68435456E8) {
                r = log(a) + LN_2;
              } else if (a > 2.0) {
                r = log(2.0 * a + 1.0 / (sqrt(a * a + 1.0) + a));
              } else {
                let s = a * a;
                r = log1p(a + s / (1.0 + sqrt(1.0 + s)));
              }
              return copySign(r, x);
            }
            """);
  }

  @Test
  void nothingCalledIsNothingDeclared() {
    assertThat(new Library().text()).isEmpty();
  }

  @Test
  void aFunctionThatJavaScriptCannotHaveIsABug() {
    Library noise = library("noise");
    assertThatThrownBy(noise::text).isInstanceOf(CompilerBug.class);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        0.5,
        -0.5,
        1.5,
        2.5,
        -2.5,
        0.49999999999999994,
        1e15 + 0.5,
        4503599627370497.0,
        -1e300,
        Double.MIN_VALUE,
        1e-310,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN
      })
  void whatJavaScriptLacksOfMathHasTheBitsOfJava(double x) {
    Library library = library("rint", "signum", "getExponent", "copySign", "scalb");
    try (Engine engine = new Engine(library.text())) {
      Function copySign = engine.function("copySign");
      Function scalb = engine.function("scalb");
      assertSame(engine.value(engine.function("rint"), x), Math.rint(x));
      assertSame(engine.value(engine.function("signum"), x), Math.signum(x));
      assertSame(engine.value(engine.function("getExponent"), x), Math.getExponent(x));
      assertSame(engine.value(copySign, x, -0.0), Math.copySign(x, -0.0));
      assertSame(engine.value(copySign, -3, x), Math.copySign(-3, x));
      for (int exponent : new int[] {0, 1, -1, 54, 1023, -1022, 1077}) {
        assertSame(engine.value(scalb, x, exponent), Math.scalb(x, exponent));
      }
    }
  }

  private static void assertSame(double actual, double expected) {
    assertThat(Double.compare(actual, expected)).as("%s, not %s", actual, expected).isZero();
  }

  private static Library library(String... functions) {
    Library library = new Library();
    for (String function : functions) {
      library.need(function);
    }
    return library;
  }
}
