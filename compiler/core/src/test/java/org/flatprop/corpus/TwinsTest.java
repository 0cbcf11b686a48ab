package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.graph.Node;
import org.flatprop.graph.Variable;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model by index and the same model as whole arrays are one graph. */
class TwinsTest {

  /** Models of {@code x[N, 3]}, {@code w[3, H]} and others, each in two notations. */
  private enum Twins {
    PRODUCT("y = x @ w", "y[i, k] = sum[j](x[i, j] * w[j, k])"),
    PRODUCT_BY_OTHER_NAMES("y = x @ w", "y[n, h] = sum[d](x[n, d] * w[d, h])"),
    PRODUCT_WITH_GIVEN_RANGES("y = x @ w", "y[i in N, k in H] = sum[j in 3](x[i, j] * w[j, k])"),
    PRODUCT_WITH_A_VECTOR("y = x @ u", "y[i] = sum[j](x[i, j] * u[j])"),
    PRODUCT_OF_A_VECTOR("y = u @ w", "y[k] = sum[j](u[j] * w[j, k])"),
    PRODUCT_OF_VECTORS("y = u @ v", "y = sum[j](u[j] * v[j])"),
    PRODUCT_WITH_A_TRANSPOSE("y = x @ z'", "y[i, k] = sum[j](x[i, j] * z[k, j])"),
    PRODUCT_OF_A_TRANSPOSE("y = x' @ x", "y[i, k] = sum[n](x[n, i] * x[n, k])"),
    BATCHED_PRODUCT("y = a @ c", "y[n, i, k] = sum[j](a[n, i, j] * c[n, j, k])"),
    AFFINE("y = x @ w + b", "y[i, k] = sum[j](x[i, j] * w[j, k]) + b[k]"),
    DENSE("y = dense(x, w, b)", "y[i, k] = sum[j](x[i, j] * w[j, k]) + b[k]"),
    OUTER("y = outer(u, v)", "y[i, j] = u[i] * v[j]"),
    TRANSPOSE("y = x'", "y[i, j] = x[j, i]"),
    TRANSPOSE_OF_A_BATCH("y = a'", "y[n, i, j] = a[n, j, i]"),
    POINTWISE("y = tanh(x) * x + 1", "y[i, j] = tanh(x[i, j]) * x[i, j] + 1"),
    POINTWISE_BY_ROWS("y = tanh(x) * x + 1", "y[i] = tanh(x[i]) * x[i] + 1"),
    BROADCAST_OVER_ROWS("y = x * u - 2", "y[i, j] = x[i, j] * u[j] - 2"),
    SUM("y = sum(x)", "y = sum[i, j](x[i, j])"),
    SUM_OF_ROWS("y = sum(x, axis=1)", "y[i] = sum[j](x[i, j])"),
    SUM_OF_COLUMNS("y = sum(x, axis=0)", "y[j] = sum[i](x[i, j])"),
    SUM_OF_WHOLE_ROWS("y = sum(x, axis=0)", "y = sum[i](x[i])"),
    SUM_OF_SQUARES("y = sum(x * x)", "y = sum[i, j](x[i, j] * x[i, j])"),
    MAX_OF_ROWS("y = max(x, axis=1)", "y[i] = max[j](x[i, j])"),
    MEAN_OF_COLUMNS("y = mean(x, axis=0)", "y[j] = mean[i](x[i, j])"),
    LOGSUMEXP("y = logsumexp(x, axis=1)", "y[i] = logsumexp[j](x[i, j])"),
    ARGMAX("y = argmax(x, axis=1)", "y[i] = argmax[j](x[i, j])"),
    PRODUCT_OF_ALL("y = prod(u)", "y = prod[i](u[i])"),
    SOFTMAX("y = softmax(x)", "y[n] = softmax(x[n])"),
    SOFTMAX_WRITTEN_OUT(
        "e = exp(x); y = e / sum(e, axis=1, keepdims=1)",
        "e[n, k] = exp(x[n, k]); y[n, k] = e[n, k] / sum[j](e[n, j])"),
    READ("y = x[1]", "y[j] = x[1, j]"),
    EMBEDDING("y = z[t]", "y[i, j] = z[t[i], j]"),
    SLICE("y = u[1:]", "y[i in 2] = u[i + 1]"),
    FLIP("y = flip(u)", "y[i] = u[3 - 1 - i]"),
    DIAGONAL("y = diag(s)", "y[i] = s[i, i]"),
    TRACE("y = trace(s)", "y = sum[i](s[i, i])"),
    CROSS_ENTROPY("y = cross_entropy(z, t)", "y = mean[n](logsumexp[k](z[n, k]) - z[n, t[n]])"),
    CONVOLUTION(
        "y = conv2d(p, q, r)",
        "y[n, f, i, j] = sum[c, k, l](p[n, c, i + k, j + l] * q[f, c, k, l]) + r[f]"),
    STRIDED_CONVOLUTION(
        "y = conv2d(p, q, r, stride=2)",
        "y[n, f, i, j] = sum[c, k, l](p[n, c, 2*i + k, 2*j + l] * q[f, c, k, l]) + r[f]"),
    POOL("y = max_pool(p, 2)", "y[n, c, i, j] = max[k in 2, l in 2](p[n, c, 2*i + k, 2*j + l])"),
    FUNCTION(
        "def f(a, b) = a @ b; y = f(x, w)",
        "def f(a, b) { c[i, k] = sum[j](a[i, j] * b[j, k]); return c }; y = f(x, w)"),
    GRADIENT(
        "e = sum((x @ u) ^ 2); y = grad(e, x)",
        "e = sum[i](sum[j](x[i, j] * u[j]) ^ 2); y = grad(e, x)");

    private static final String HEAD =
        """
        dim N, H
        input x[N, 3], z[4, 3], u[3], v[3], s[3, 3], a[N, 2, 3], c[N, 3, 2]
        input p[2, 2, 4, 4], q[3, 2, 2, 2], r[3]
        index t[4] in 3
        param w[3, H] ~ normal(0, 1), b[H] ~ normal(0, 1)
        """;

    private final String whole;
    private final String byIndex;

    Twins(String whole, String byIndex) {
      this.whole = whole;
      this.byIndex = byIndex;
    }
  }

  @ParameterizedTest
  @EnumSource(Twins.class)
  void haveOneGraphForwardAndBackward(Twins twins) {
    assertThat(print(twins.byIndex)).isEqualTo(print(twins.whole));
  }

  /** The nodes of the value and of its gradients, each after its operands. */
  private static String print(String model) {
    SourceFile file = SourceFile.ofText("model.nn", Twins.HEAD + model + "\nminimize y\n");
    CompiledModel compiled = Flatprop.compile(file, Options.DEFAULT);
    Map<Node, String> numbers = new HashMap<>();
    StringBuilder text = new StringBuilder();
    print(compiled.model().objective().node(), numbers, text);
    for (String by : List.of("w", "b")) {
      Node gradient = compiled.derivative().gradient(compiled.model().values().get(by));
      text.append("by ")
          .append(by)
          .append(": ")
          .append(print(gradient, numbers, text))
          .append('\n');
    }
    return text.toString();
  }

  private static String print(Node node, Map<Node, String> numbers, StringBuilder text) {
    if (!numbers.containsKey(node)) {
      List<String> operands =
          node.operands().stream().map(operand -> print(operand, numbers, text)).toList();
      String number = "n" + numbers.size();
      numbers.put(node, number);
      // A variable knows its place in the text, which differs.
      Object payload = node.payload() instanceof Variable ? "variable" : node.payload();
      text.append(number + " = " + node.operation().name() + " " + payload + operands);
      text.append(" : " + node.shape() + "\n");
    }
    return numbers.get(node);
  }
}
