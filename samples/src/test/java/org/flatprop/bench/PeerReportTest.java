package org.flatprop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table shows medians of the rounds' ratios, beside what is to be reached. */
class PeerReportTest {

  private static final Jvm VECTOR = new Jvm("Flatprop", List.of(), true, 1);
  private static final Jvm PLAIN = new Jvm("plain", List.of(), false, 1);
  private static final Jvm THREADS = new Jvm("threads", List.of(), true, 2);
  private static final Peer JAX = new Peer.Scripted(Peers.JAX, "jax", null);
  private static final Work WORK = Work.named("two_layer");

  private static Outcome.Figures figures(double... numbers) {
    return new Outcome.Figures(numbers);
  }

  private static void round(Comparison comparison, double vector, double plain, double jax) {
    Outcome.Figures time = figures(jax);
    comparison.add(
        Map.of(VECTOR, figures(vector), PLAIN, figures(plain)),
        Map.of(JAX, Map.of(VECTOR, time, PLAIN, time)));
  }

  private static PeerReport report() {
    Comparison comparison = new Comparison(WORK);
    round(comparison, 800, 4_500, 1_000);
    round(comparison, 900, 5_000, 900);
    round(comparison, 1_000, 6_000, 1_250);
    comparison.addCosts(VECTOR, figures(50, 2.5, 0));
    return new PeerReport(
        List.of(VECTOR, PLAIN), Map.of(Peers.JAX, "0"), 3, true, List.of(comparison));
  }

  @Test
  void ratiosStandBesideTheFiguresToReach() {
    assertThat(report().markdown().lines())
        .contains(
            "| work | against | its time | Flatprop | ratio | plain | ratio |",
            "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
            "| \"20 lines\" | JAX jit | 1.00 µs | 900 ns | 0.80 ≤ 0.95 | 5.00 µs | **4.80 > 3.80** |",
            "| \"20 lines\" | 50.0 ms | 2.50 ms | 0 | – |");
  }

  @Test
  void theSameIsWrittenAsJson() {
    assertThat(PeerJson.of(report()))
        .contains("\"ratio\" : 0.8", "\"at_most\" : 0.95", "\"met\" : true", "\"met\" : false")
        .contains("\"first_compilation_ms\" : 50.0", "\"simd\" : \"avx2\"");
  }

  @Test
  void withTwoThreadsMoreIsAskedFor() {
    assertThat(Goal.atMost(WORK, JAX, THREADS)).hasValue(0.6);
    assertThat(Goal.atMost(WORK, JAX, VECTOR)).hasValue(0.95);
    assertThat(Goal.atMost(Work.named("regression"), JAX, VECTOR)).isEmpty();
  }

  @Test
  void aCloserComparisonBringsItsOwnRatio() {
    Comparison comparison = new Comparison(Work.named("neuron"));
    Peer hand = new Peer.Hand();
    comparison.add(Map.of(VECTOR, figures(20)), Map.of(hand, Map.of(VECTOR, figures(10, 1.01))));
    assertThat(comparison.ratio(hand, VECTOR)).hasValue(1.01);
    assertThat(comparison.ratio(hand, PLAIN)).isEmpty();
  }

  @Test
  void whatFailedIsLeftOut() {
    Comparison comparison = new Comparison(WORK);
    comparison.add(Map.of(), Map.of(JAX, Map.of(VECTOR, figures(1_000))));
    assertThat(comparison.ratio(JAX, VECTOR)).isEmpty();
    assertThat(comparison.time(JAX)).hasValue(1_000);
  }

  @Test
  void wordsChooseWorksByTheirBeginnings() {
    List<String> words = List.of("2", "logsumexp", "xor", "--simd", "avx2", "--threads", "2");
    assertThat(PeerOptions.parse(words, 3))
        .hasValueSatisfying(
            options -> {
              assertThat(options.rounds()).isEqualTo(2);
              assertThat(options.avx2()).isTrue();
              assertThat(options.threads()).isEqualTo(2);
              assertThat(options.works().stream().map(Work::name).collect(Collectors.toList()))
                  .hasSize(5)
                  .startsWith("logsumexp_1000")
                  .endsWith("xor");
            });
    assertThat(Work.beginning("logsumexp_1000")).containsExactly(Work.named("logsumexp_1000"));
    assertThat(PeerOptions.parse(List.of(), 3)).contains(PeerOptions.all(3));
    assertThat(PeerOptions.parse(List.of("nobody"), 3)).isEmpty();
    assertThat(PeerOptions.parse(List.of("--simd", "sse"), 3)).isEmpty();
    assertThat(PeerOptions.parse(List.of("1", "0"), 3)).isEmpty();
  }
}
