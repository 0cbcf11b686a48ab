package org.flatprop.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ListingTest {

  private static String text(Listing listing) {
    return text(listing.forward()) + "\n" + text(listing.backward());
  }

  private static String text(List<Listing.Line> lines) {
    return lines.stream().map(ListingTest::text).collect(Collectors.joining());
  }

  private static String text(Listing.Line line) {
    return line.code()
        + "  # "
        + line.remark()
        + "  by "
        + line.by()
        + "\n"
        + line.loops().stream().map(loop -> "    " + loop + "\n").collect(Collectors.joining());
  }

  @Test
  void aLineIsAGate() throws IOException {
    Listing listing = Listing.of(Made.sample("gates/neuron_gates.nn", Map.of()).circuit());
    Golden.assertMatches("neuron_gates.txt", text(listing));
  }

  @Test
  void ofArraysToo() throws IOException {
    Listing listing = Listing.of(Made.sample("networks/xor.nn", Map.of("N", 5)).circuit());
    Golden.assertMatches("xor.txt", text(listing));
    assertThat(listing.backward()).filteredOn(line -> line.gate().isPresent()).hasSize(18);
  }

  @Test
  void everyGateAndEveryAdjointHasALine() {
    for (String sample :
        List.of(
            "networks/hours_of_sleep.nn",
            "logistic/mlp.nn",
            "losses/regularisers.nn",
            "nerf/nerf.nn")) {
      Circuit circuit = Made.sample(sample, Map.of()).circuit();
      Listing listing = Listing.of(circuit);
      List<Gate> forward =
          listing.forward().stream().flatMap(line -> line.gate().stream()).distinct().toList();
      assertThat(forward)
          .as(sample)
          .containsAll(circuit.gates().stream().filter(g -> !g.wires().isEmpty()).toList());
      List<Gate> backward =
          listing.backward().stream().flatMap(line -> line.gate().stream()).distinct().toList();
      assertThat(backward)
          .as(sample)
          .containsAll(
              circuit.model().derivative().adjoints().stream()
                  .flatMap(adjoint -> circuit.gate(adjoint.of()).stream())
                  .toList());
    }
  }
}
