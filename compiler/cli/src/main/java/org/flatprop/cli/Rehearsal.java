package org.flatprop.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs the common commands once and prints nothing, so that the launcher can archive the classes
 * that they need.
 */
public final class Rehearsal {

  private static final String IMPLICIT = "f = sigmoid(w0*x0 + w1*x1 + w2)";

  private static final String DECLARED =
      """
      input x, lambda = 1e-3
      param w ~ normal(0, 1)
      def half(a, by = 2) = a / by
      s = where(x > 0, exp(-w*x), max(w, 0))
      output s
      loss = half(s^2) + lambda*w
      minimize loss
      """;

  private static final String ARRAYS =
      """
      dim N
      input x[N, 2]
      index y[N] in 3
      param W[2, 3], b[3]
      scores = x @ W + b
      loss = cross_entropy(scores, y) + 0.1 * l2(W)
      minimize loss
      output scores
      """;

  private static final String TRAINED =
      """
      input x[3] = [1, 2, 3], t[3] = [3, 5, 7]
      param w, b
      loss = mean((w*x + b - t)^2)
      """;

  private Rehearsal() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    exits();
  }

  /** The exit codes of the commands: the last three are errors, to be rendered. */
  static List<Integer> exits() {
    String given = "--set w0=2 --set x0=-1 --set w1=-3 --set x1=-2.5 --set w2=-3";
    return List.of(
        run(IMPLICIT, "run - --grad --json " + given),
        run(DECLARED, "run - --set x=1e-5 --grad --profile strict --wrt w"),
        run(IMPLICIT, "show -"),
        run(IMPLICIT, "show - --stage java"),
        run(IMPLICIT, "show - --color always " + given),
        run(DECLARED, "check -"),
        run(ARRAYS, "run - --grad --set x=[[1,2],[3,4]] --set y=[0,2]"),
        run(ARRAYS, "show -"),
        run(TRAINED, "train - --epochs 2 --json"),
        run("f = sigmoid(x +", "run -"),
        run("input x; f = y", "run -"),
        run(IMPLICIT, "run - --set w=1"));
  }

  private static int run(String model, String line) {
    InputStream in = new ByteArrayInputStream(model.getBytes(StandardCharsets.UTF_8));
    OutputStream nowhere = OutputStream.nullOutputStream();
    return new Nnc(in, nowhere, nowhere).run(line.split(" "));
  }
}
