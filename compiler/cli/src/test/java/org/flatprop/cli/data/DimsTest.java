package org.flatprop.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Shape;
import org.flatprop.source.Diagnostic;
import org.junit.jupiter.api.Test;

class DimsTest {

  private final Dims dims = new Dims(List.of("N", "D"));

  @Test
  void anAxisThatIsADimBindsIt() {
    bind("[N, 3]", 64, 3);
    assertThat(dims.sizes()).isEqualTo(Map.of("N", 64));
    assertThat(dims.unbound()).containsExactly("D");
    bind("[2*D, D]", 10, 5);
    assertThat(dims.sizes()).isEqualTo(Map.of("N", 64, "D", 5));
  }

  @Test
  void optionsComeFirst() {
    assertThat(dims.set("N", 32, "--dim N")).isEmpty();
    bind("[N]", 64);
    assertThat(error("[N]", 64))
        .isEqualTo("--set x: `x` is [N], but [64] is given\n  N is 32: --dim N");
    assertThat(dims.set("N", 33, "--dim N").map(Diagnostic::render))
        .contains("--dim N: `N` is given two sizes: 32 and 33");
    assertThat(dims.set("N", 32, "--dim N")).isEmpty();
  }

  @Test
  void anotherArrayThatDisagreesIsNamed() {
    dims.bind(Known.shape("[N, D]"), given("x", 64, 3));
    assertThat(error("[2*N]", 100))
        .isEqualTo("--set x: `x` is [2*N], but [100] is given\n  N is 64: `x` [64, 3] of --set x");
    assertThat(error("[2*N]", 128)).isEmpty();
  }

  @Test
  void ranksAndNumbersMustAgree() {
    assertThat(error("[N, 3]", 64)).contains("`x` is [N, 3], but [64] is given");
    assertThat(error("[N, 3]")).contains("`x` is [N, 3], but a scalar is given");
    assertThat(error("", 2)).contains("`x` is a scalar, but [2] is given");
    assertThat(error("[N, 3]", 64, 4)).contains("`x` is [N, 3], but [64, 4] is given");
    assertThat(error("[N, 3]", 64, 3)).isEmpty();
    assertThat(dims.sizes()).isEmpty();
  }

  @Test
  void anArrayWithoutElementsHasNoDeeperSizes() {
    bind("[N, 3]", 0);
    assertThat(dims.sizes()).isEqualTo(Map.of("N", 0));
    assertThat(error("[N, 3]", 0)).isEmpty();
    assertThat(error("[D, N, 3]", 2, 0)).isEmpty();
    assertThat(error("[D, 3]", 2, 0)).contains("[2, 0] is given");
  }

  @Test
  void sizesBeyondAllNumbersFitNoArray() {
    for (String dim : List.of("N", "D")) {
      dims.set(dim, Integer.MAX_VALUE, "--dim");
    }
    Shape shape = Known.shape("[N, D]");
    Shape huge = Shape.of(shape.count().times(shape.count()).times(4));
    assertThat(dims.check(huge, given("x", 1)).map(Diagnostic::render).orElse(""))
        .contains("but [1] is given");
  }

  @Test
  void arraysWithoutElementsAreKnown() {
    assertThat(dims.isEmpty(Known.shape("[2*N, 3]"))).isFalse();
    dims.set("N", 0, "--dim N");
    assertThat(dims.isEmpty(Known.shape("[2*N, 3]"))).isTrue();
    assertThat(dims.isEmpty(Known.shape("[D, 3]"))).isFalse();
    assertThat(dims.isEmpty(Shape.SCALAR)).isFalse();
  }

  @Test
  void dimsWithoutSizesGetSmallOnes() {
    dims.set("N", 7, "--dim N");
    assertThat(dims.completed(3)).isEqualTo(Map.of("N", 7, "D", 3));
    assertThat(dims.unbound()).containsExactly("D");
  }

  private void bind(String shape, Integer... sizes) {
    dims.bind(Known.shape(shape), given("x", sizes));
  }

  private String error(String shape, Integer... sizes) {
    return dims.check(Known.shape(shape), given("x", sizes)).map(Diagnostic::render).orElse("");
  }

  private static Given given(String name, Integer... sizes) {
    ArrayData array = new ArrayData(List.of(sizes));
    return new Given(name, Origin.of("--set " + name), Optional.of(array));
  }
}
