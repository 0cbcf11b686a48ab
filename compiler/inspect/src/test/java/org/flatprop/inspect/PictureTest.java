package org.flatprop.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.flatprop.Flatprop;
import org.flatprop.source.CompileException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PictureTest {

  private static final Made NEURON =
      Made.sample("gates/neuron_gates.nn", Map.of()).at(2, -1, -3, -2, -3);

  private static Circuit circuit(String text) {
    return Circuit.of(Flatprop.compile(text));
  }

  private static String svg(Circuit circuit, String part) {
    return Picture.svg(circuit, Optional.ofNullable(part), Optional.empty(), "a model");
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theNeuronIsDrawnAsInTheLecture() throws Exception {
    Circuit circuit = NEURON.circuit();
    Optional<Readings> readings = Optional.of(NEURON.readings(circuit));
    String svg = Picture.svg(circuit, Optional.empty(), readings, "neuron_gates");
    Golden.assertMatches("neuron_gates.svg", svg);
    assertThat(parsed(svg).getElementsByTagName("g").getLength()).isEqualTo(13);
    Golden.assertMatches(
        "neuron_gates.dot", Picture.dot(circuit, Optional.empty(), readings, "neuron_gates"));
  }

  @Test
  void aNetworkIsDrawnWithItsShapes() throws Exception {
    Circuit circuit = Made.sample("networks/two_layer.nn", TWO_LAYER).circuit();
    Golden.assertMatches("two_layer.svg", svg(circuit, null));
  }

  private static final Map<String, Integer> TWO_LAYER =
      Map.of("N", 4, "D_in", 5, "H", 3, "D_out", 2);

  @Test
  void aPartIsDrawnByItself() throws Exception {
    Circuit circuit = Made.sample("networks/xor.nn", Map.of("N", 5)).circuit();
    assertThat(parsed(svg(circuit, "a1")).getElementsByTagName("g").getLength()).isEqualTo(6);
  }

  @Test
  void aPartThatIsNotThereIsAnError() {
    Circuit circuit = Made.sample("networks/xor.nn", Map.of("N", 5)).circuit();
    assertThatThrownBy(() -> svg(circuit, "a3"))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("the graph has no part `a3`")
        .hasMessageContaining("did you mean `a1`?");
  }

  @Test
  void hostileTitlesStayTexts() throws Exception {
    String title = "</title><script>alert(1)</script>\u0000\u202e\ud800&\"'";
    String svg = Picture.svg(circuit("f = x*2"), Optional.empty(), Optional.empty(), title);
    Document document = parsed(svg);
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("</title><script>alert(1)</script>\ufffd\ufffd\ufffd&\"'");
  }

  @Test
  void whatIsTooLargeOffersItsParts() {
    String layers =
        IntStream.range(1, 400)
            .mapToObj(i -> "h" + i + " = sin(h" + (i - 1) + ")*w + cos(h" + (i - 1) + ")*exp(w)*2")
            .collect(Collectors.joining("\n", "h0 = x\n", "\nf = h399"));
    Circuit circuit = circuit(layers);
    assertThatThrownBy(() -> svg(circuit, null))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("too many for one picture: the limit is 2,000")
        .hasMessageContaining("its parts can be drawn: -o OUT.svg --part h1, --part h2");
    assertThat(svg(circuit, "h7")).contains(">h7</text>");
  }

  @Test
  void moreThanAnyoneCanLookAtIsAnError() {
    String text =
        IntStream.range(1, 11_000)
            .mapToObj(i -> "h" + i + " = sin(h" + (i - 1) + ")*w")
            .collect(Collectors.joining("\n", "h0 = x\n", "\nf = h10999"));
    assertThatThrownBy(() -> circuit(text))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("its graph has 22,000 gates")
        .hasMessageContaining("--stage loops");
  }
}
