package org.flatprop.corpus.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.flatprop.elaborate.Project;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle says what was worked out by hand, or by NumPy. */
class OracleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // whole arrays
        "z = [1, 2] + [[10], [20]] | [2, 2][11.0, 12.0, 21.0, 22.0]",
        "z = [[1, 2], [3, 4]] @ [1, 1] | [2][3.0, 7.0]",
        "z = [1, 1] @ [[1, 2], [3, 4]] | [2][4.0, 6.0]",
        "z = [1, 2] @ [3, 4] | [][11.0]",
        "z = stack([[1, 2]], [[3, 4]]) @ [[1], [1]] | [2, 1, 1][3.0, 7.0]",
        "z = [[1, 2], [3, 4], [5, 6]]' | [2, 3][1.0, 3.0, 5.0, 2.0, 4.0, 6.0]",
        "z = sum([[1, 2], [3, 4]], axis=0) | [2][4.0, 6.0]",
        "z = mean([[1, 2], [3, 4]], axis=-1, keepdims=1) | [2, 1][1.5, 3.5]",
        "z = max([[1, 7], [3, 4]]) | [][7.0]",
        "z = max([1, 7], 3) | [2][3.0, 7.0]",
        "z = argmax([[1, 7], [3, 4]]) | [][1.0]",
        "z = argmin([[1, 7], [3, 3]], axis=1) | [2][0.0, 0.0]",
        "z = var([1, 2, 3, 4]) | [][1.25]",
        "z = norm([3, 4]) | [][5.0]",
        "z = concat([1], [2, 3]) | [3][1.0, 2.0, 3.0]",
        "z = concat([[1], [2]], [[3], [4]], axis=1) | [2, 2][1.0, 3.0, 2.0, 4.0]",
        "z = stack([1, 2], [3, 4], axis=1) | [2, 2][1.0, 3.0, 2.0, 4.0]",
        "z = pad([1, 2], [1, 2], value=9) | [5][9.0, 1.0, 2.0, 9.0, 9.0]",
        "z = pad([[1]], [[0, 1], [1, 0]]) | [2, 2][0.0, 1.0, 0.0, 0.0]",
        "z = flip([[1, 2], [3, 4]], axis=1) | [2, 2][2.0, 1.0, 4.0, 3.0]",
        "z = flip([[1, 2], [3, 4]]) | [2, 2][4.0, 3.0, 2.0, 1.0]",
        "z = cumsum([1, 2, 3]) | [3][1.0, 3.0, 6.0]",
        "z = cumsum([[1, 2], [3, 4]], axis=0) | [2, 2][1.0, 2.0, 4.0, 6.0]",
        "z = one_hot([2, 0], 3) | [2, 3][0.0, 0.0, 1.0, 1.0, 0.0, 0.0]",
        "z = diag([1, 2]) | [2, 2][1.0, 0.0, 0.0, 2.0]",
        "z = trace([[1, 2], [3, 4]]) | [][5.0]",
        "z = outer([1, 2], [3, 4]) | [2, 2][3.0, 4.0, 6.0, 8.0]",
        "z = reshape(arange(6), [3, 2])[1] | [2][2.0, 3.0]",
        "z = eye(2) + zeros([2, 2]) + ones(2) | [2, 2][2.0, 1.0, 1.0, 2.0]",
        // subscripts
        "x = [[1, 2, 3], [4, 5, 6]] ; z = x[-1, 1:] | [2][5.0, 6.0]",
        "x = [[1, 2, 3], [4, 5, 6]] ; z = x[:, -2:] | [2, 2][2.0, 3.0, 5.0, 6.0]",
        "x = [[1, 2, 3], [4, 5, 6]] ; z = x[[1, 0], [2, 2]] | [2][6.0, 3.0]",
        "x = [[1, 2, 3], [4, 5, 6]] ; z = x[[[1, 0]]] | [1, 2, 3][4.0, 5.0, 6.0, 1.0, 2.0, 3.0]",
        "x = [[1, 2, 3], [4, 5, 6]] ; z = x[:, [2, 0]] | [2, 2][3.0, 1.0, 6.0, 4.0]",
        // indices
        "x = [1, 2, 3] ; z[i] = 2 * x[i] + i | [3][2.0, 5.0, 8.0]",
        "x = [[1, 2, 3], [4, 5, 6]] ; z[j, i] = x[i, j] | [3, 2][1.0, 4.0, 2.0, 5.0, 3.0, 6.0]",
        "x = [[1, 2, 3], [4, 5, 6]] ; z[i] = sum[j](x[i, j]) | [2][6.0, 15.0]",
        "x = [[1, 2, 3], [4, 5, 6]] ; z[i] = x[i] * 2 | [2, 3][2.0, 4.0, 6.0, 8.0, 10.0, 12.0]",
        "x = [1, 2, 3, 4] ; z[i] = x[2 * i + 1] | [2][2.0, 4.0]",
        "x = [1, 2, 3, 4]; w = [1, 10] ; z[i] = sum[p](x[i + p] * w[p]) | [3][21.0, 32.0, 43.0]",
        "x = [1, 2, 3, 4] ; z[i] = x[4 - 1 - i] | [4][4.0, 3.0, 2.0, 1.0]",
        "x = [1, 2, 3] ; z[i] = where(i > 0, x[i - 1], 0) + x[i] | [3][1.0, 3.0, 5.0]",
        "x = [1, 2, 3] ; z = sum[i if i > 0](x[i - 1] * x[i]) | [][8.0]",
        "x = [1, 2, 3] ; z = mean[i if i != 1](x[i]) | [][2.0]",
        "x = [1, 5, 3] ; z = argmax[i](x[i]) | [][1.0]",
        "x = [1, 2, 3] ; z = prod[i if i > 5](x[i]) | [][1.0]",
        "z[i in 3] = i // 2 | [3][0.0, 0.0, 1.0]",
        "x = [[1, 2], [3, 4]] ; z = sum[k](x[k] * 2) | [2][8.0, 12.0]",
        "x = [[1, 2], [3, 4]] ; z[k] = sum(x[k]) | [2][3.0, 7.0]",
        // functions
        "def f(a, b = a[0]) = a + b ; z = f([1, 2]) | [2][2.0, 3.0]",
        "def f(a) { s[i] = a[i] - a[0] ; return s, sum(a) } ; p, z = f([1, 2]); output p | [][3.0]",
        "def f(a) = sum(a) ; x = [[1, 2], [3, 4]] ; z[i] = f(x[i]) | [2][3.0, 7.0]",
        "def sum(a) = 7 ; z = sum([1, 2]) + sum[i in 2](i) | [][8.0]",
        "x = [1, 2, 3] ; y = sum(x ^ 2) ; z = round(grad(y, x)) | [3][2.0, 4.0, 6.0]",
        "x = [1, 2] ; y = sum(x * stop_gradient(x)) ; z = round(grad(y, x)) | [2][1.0, 2.0]",
      })
  void ofAModel(String text, String expected) {
    assertThat(value(text, Map.of(), Map.of())).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = [1, 2] ; z[i] = x[i + 1] - x[i]",
        "x = [1, 2] ; z = x[2]",
        "x = [1, 2] ; z = x[1:3]",
        "x = [1, 2] ; z = x + [1, 2, 3]",
        "x = [1, 2] ; z = x @ [1, 2, 3]",
        "z[i] = 2 * i",
      })
  void ofOneThatIsWrong(String text) {
    assertThatThrownBy(() -> value(text, Map.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofSizesThatAreOpen() {
    String text = "dim N, M = 2 * N ; input x[M] ; z = sum(x) / N";
    assertThat(value(text, Map.of("N", 2), "x", 1, 2, 3, 4)).hasToString("[][5.0]");
    assertThat(value(text, Map.of("N", 1), "x", 1, 2)).hasToString("[][3.0]");
  }

  @Test
  void ofAnEmptyBatch() {
    String text = "dim N ; input x[N, 2] ; z[n] = sum(x[n]) ; s = sum(z) ; minimize z";
    assertThat(value(text, Map.of("N", 0), "x")).hasToString("[0][]");
    assertThat(value(text.replace("minimize z", ""), Map.of("N", 0), "x")).hasToString("[][0.0]");
  }

  private static NdArray value(
      String text, Map<String, Integer> dims, String input, double... elements) {
    return value(text, dims, Map.of(input, elements));
  }

  private static NdArray value(
      String text, Map<String, Integer> dims, Map<String, double[]> inputs) {
    Oracle oracle = oracle(text, dims);
    return oracle.value(oracle.outputs().get(0), inputs);
  }

  private static Oracle oracle(String text, Map<String, Integer> dims) {
    Diagnostics diagnostics = new Diagnostics();
    Project project = Project.load(SourceFile.ofText("model.nn", text), diagnostics);
    diagnostics.throwIfAny();
    return new Oracle(project, dims);
  }
}
