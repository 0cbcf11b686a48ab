package org.flatprop.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sizes are equal exactly if their formulas mean the same. */
class SizeTest {

  private static final Size N = Size.dim("N");
  private static final Size D = Size.dim("D");

  @Test
  void formulasThatMeanTheSameAreEqual() {
    assertThat(D.plus(D)).isEqualTo(D.times(2)).hasSameHashCodeAs(Size.of(2).times(D));
    assertThat(N.plus(1).times(N.minus(Size.ONE))).isEqualTo(N.times(N).minus(Size.ONE));
    assertThat(N.times(D)).isEqualTo(D.times(N));
    assertThat(N.minus(N)).isEqualTo(Size.ZERO);
    assertThat(D.times(2).over(Size.of(2))).isEqualTo(D);
    assertThat(D.times(4).plus(2).modulo(Size.of(2))).isEqualTo(Size.ZERO);
    assertThat(Size.of(-7).over(Size.of(2))).isEqualTo(Size.of(-4));
    assertThat(Size.of(-7).modulo(Size.of(2))).isEqualTo(Size.ONE);
  }

  @Test
  void othersDiffer() {
    assertThat(N).isNotEqualTo(D).isNotEqualTo(N.plus(1)).isNotEqualTo(Size.of(3));
    assertThat(N.over(Size.of(2)).times(2)).isNotEqualTo(N);
    Size index = Size.of(new Size.Atom.Index("N"));
    assertThat(index).as("an index of a dim's name").isNotEqualTo(N);
    assertThat(index.minus(N)).isNotEqualTo(Size.ZERO);
  }

  @Test
  void aFormulaIsPrintedAsAPersonWritesIt() {
    assertThat(D.times(2).plus(1)).hasToString("2*D + 1");
    assertThat(Size.of(3).minus(N)).hasToString("-N + 3");
    assertThat(N.times(D).plus(N)).hasToString("D*N + N");
    assertThat(Size.ZERO).hasToString("0");
    assertThat(N.times(N)).hasToString("N*N");
  }

  @Test
  void aFormulaHasAValueForGivenDims() {
    Size size = N.plus(1).times(D).over(Size.of(2));
    assertThat(size.value(Map.of("N", 2, "D", 5))).isEqualTo(7);
    assertThat(N.modulo(D).value(Map.of("N", 7, "D", 4))).isEqualTo(3);
    assertThatThrownBy(() -> size.value(Map.of("N", 2))).isInstanceOf(IllegalStateException.class);
    Size large = N.times(N).times(N);
    assertThatThrownBy(() -> large.value(Map.of("N", Integer.MAX_VALUE)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void itKnowsWhatItIsMadeOf() {
    assertThat(N.symbol()).contains("N");
    assertThat(N.plus(1).symbol()).isEmpty();
    assertThat(N.times(D).plus(N.over(Size.of(3))).symbols()).containsExactlyInAnyOrder("N", "D");
    assertThat(Size.of(4).isConstant()).isTrue();
    assertThat(Size.of(4).constant()).isEqualTo(4);
    assertThat(N.times(3).plus(D).coefficient(new Size.Atom.Dim("N"))).contains(Size.of(3));
    assertThat(N.times(N).coefficient(new Size.Atom.Dim("N"))).isEqualTo(Optional.empty());
  }
}
