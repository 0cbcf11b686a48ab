package org.flatprop.prelude;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flatprop.elaborate.Prelude;
import org.flatprop.prelude.Trial.Outcome;
import org.junit.jupiter.api.Test;

/** The file that users read. */
class PreludeTest {

  private static final List<String> LINES = Prelude.text().lines().toList();

  private static List<String> functions() {
    return LINES.stream()
        .filter(line -> line.startsWith("def "))
        .map(line -> line.substring(4, line.indexOf('(')))
        .toList();
  }

  @Test
  void everyFunctionOfTheLanguagesPageIsThere() {
    assertThat(functions())
        .contains(
            "dense softmax log_softmax cross_entropy mse bce bce_with_logits svm_loss kl_div"
                .split(" "))
        .contains("l1 l2 maxout layer_norm batch_norm conv2d max_pool avg_pool".split(" "))
        .contains("embedding");
  }

  @Test
  void everyFunctionHasALineOfComment() {
    List<String> without = new ArrayList<>();
    for (int i = 0; i < LINES.size(); i++) {
      if (LINES.get(i).startsWith("def ")) {
        boolean one = LINES.get(i - 1).startsWith("# ") && LINES.get(i - 2).isBlank();
        if (!one) {
          without.add(LINES.get(i));
        }
      }
    }
    assertThat(without).isEmpty();
    assertThat(LINES).allMatch(line -> line.length() <= 120);
  }

  @Test
  void aModelsOwnFunctionComesBeforeThePreludes() {
    Outcome outcome = Trial.of("input x[2]; def softmax(x) = 2 * x; y = softmax(x)").run();
    outcome.hasValue(2 * outcome.in("x")[0], 2 * outcome.in("x")[1]);
  }

  @Test
  void aModelsOwnFunctionIsNotWhatThePreludesFunctionsCall() {
    Trial.of("def xlogy(x, y) = 0; L = bce(p, t)")
        .set("p", 0.5)
        .set("t", 1)
        .run()
        .hasValue(Math.log(2));
  }

  @Test
  void aPreludesNameIsFreeForValues() {
    Trial.of("input mse[2], l2[2]; L = mse(mse, l2)")
        .set("mse", 3, 5)
        .set("l2", 1, 6)
        .run()
        .hasValue(2.5);
  }

  @Test
  void secondDerivativesHoldThroughThePrelude() {
    for (String call :
        Stream.of("softmax(x)", "log_softmax(x)", "layer_norm(x, c, c)", "batch_norm(x, c, c)")
            .toList()) {
      String first = "input x[3], c[3]; f = sum(c * " + call + ")";
      String second = first + "; g = grad(f, x); h = sum(c * c * g)";
      Trial.of(second)
          .set("c", 1, -2, 0.5)
          .agreesWith(
              in -> {
                Outcome inner = Trial.of(first).set("x", in.get("x")).set("c", in.get("c")).run();
                double sum = 0;
                for (int i = 0; i < 3; i++) {
                  sum += in.get("c")[i] * in.get("c")[i] * inner.by("x")[i];
                }
                return new double[] {sum};
              });
    }
  }
}
