package org.flatprop.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class MarkupTest {

  @Test
  void whatWouldBeMarkupIsText() {
    assertThat(Markup.escaped("<script>\"a\" & 'b'</script>"))
        .isEqualTo("&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
  }

  @Test
  void whatXmlHasNotAndWhatTurnsTextAroundIsReplaced() {
    assertThat(Markup.escaped("a\0\u001b\n\u202e\u2066\u200f\ud800\ufffe\u2028b"))
        .isEqualTo("a" + "\ufffd".repeat(9) + "b");
  }

  @Test
  void lettersOfAllScriptsStay() {
    assertThat(Markup.escaped("σ(λ) = 損失 שגיאה 𝛼")).isEqualTo("σ(λ) = 損失 שגיאה 𝛼");
  }

  @Test
  void anyTextIsWellFormed() throws Exception {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append((char) random.nextInt(0x10000));
    }
    String xml = "<a b=\"" + Markup.escaped(text.toString()) + "\"/>";
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getDocumentElement().getAttribute("b")).hasSizeGreaterThan(90_000);
  }

  @Test
  void longTextsEndInDots() {
    assertThat(Markup.shortened("short", 5)).isEqualTo("short");
    assertThat(Markup.shortened("𝛼".repeat(100), 11)).matches("(𝛼){5,20}…");
  }

  @Test
  void coordinatesAreShort() {
    assertThat(Markup.number(12.3456)).isEqualTo("12.35");
    assertThat(Markup.number(200)).isEqualTo("200");
    assertThat(Markup.number(-0.001)).isEqualTo("0");
    assertThat(Markup.number(1e7)).isEqualTo("10000000");
  }
}
