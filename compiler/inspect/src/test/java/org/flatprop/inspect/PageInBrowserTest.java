package org.flatprop.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Section;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Pages as a reader uses them. */
class PageInBrowserTest {

  private static final Made NEURON =
      Made.sample("gates/neuron_gates.nn", Map.of()).at(2, -1, -3, -2, -3);
  private static final Made TWO_LAYER =
      Made.sample("networks/two_layer.nn", Map.of("N", 4, "D_in", 5, "H", 3, "D_out", 2));
  private static final Made XOR = Made.sample("networks/xor.nn", Map.of("N", 6));

  private static Browser browser;

  @BeforeAll
  static void startBrowser() throws IOException {
    browser = Browser.start();
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void noScriptHasFailed() {
    browser.assertQuiet();
  }

  private static String gate(Made model, String name) {
    return model.circuit().gates().stream()
        .filter(gate -> gate.name().equals(name))
        .map(gate -> ".view:not([hidden]) [data-gate='" + gate.number() + "']")
        .findFirst()
        .orElseThrow();
  }

  private static String value(Made model, String name) {
    return browser.text(gate(model, name) + " .value");
  }

  private static String gradient(Made model, String name) {
    return browser.text(gate(model, name) + " .gradient");
  }

  private static String line(String pass, int number) {
    return "#" + pass + " li:nth-child(" + number + ")";
  }

  /** The lines that are lit, without numbers and remarks. */
  private static List<String> lit(String pass) {
    return browser.all("#" + pass + " li.lit").stream()
        .map(
            li ->
                (String)
                    browser.run("return arguments[0].querySelector('.text').firstChild.data", li))
        .toList();
  }

  private static String litSource() {
    return String.join("", browser.texts("#source .lit"));
  }

  @Test
  void theNeuronHasTheNumbersOfTheLecture() {
    browser.open(NEURON.page());
    List<String> names =
        List.of("w0", "x0", "w1", "x1", "w2", "p0", "p1", "dot", "s", "m", "e", "d", "f");
    assertThat(names.stream().map(name -> value(NEURON, name)))
        .containsExactly(
            "2.00", "−1.00", "−3.00", "−2.00", "−3.00", "−2.00", "6.00", "4.00", "1.00", "−1.00",
            "0.37", "1.37", "0.73");
    assertThat(names.stream().map(name -> gradient(NEURON, name)))
        .containsExactly(
            "−0.20", "0.39", "−0.39", "−0.59", "0.20", "0.20", "0.20", "0.20", "0.20", "−0.20",
            "−0.53", "−0.53", "1.00");
  }

  @Test
  void pointingAtAGateLightsItsLines() throws IOException {
    browser.open(NEURON.page("neuron_gates"));
    browser.point(browser.find(gate(NEURON, "e")));
    assertThat(litSource()).isEqualTo("exp(m)");
    assertThat(lit("forward")).containsExactly("e = exp(m)");
    assertThat(lit("backward")).containsExactly("grad_m = grad_e * e");
    assertThat(browser.text("#gate .formula strong")).isEqualTo("e = exp(m)");
    assertThat(browser.texts("#gate table:nth-of-type(2) td"))
        .containsExactly("m", "e = 0.3679", "−0.5344 × 0.3679 = −0.1966");
    browser.recordPicture("page.png");
    browser.point(browser.find("h1"));
    assertThat(browser.all(".lit")).isEmpty();
  }

  @Test
  void pointingAtCodeOrSourceLightsTheGate() {
    browser.open(NEURON.page());
    String lit = "#graph g.lit";
    browser.point(browser.find(line("forward", 3)));
    assertThat(browser.texts(lit + " .name")).containsExactly("dot");
    browser.point(browser.find(line("backward", 2)));
    assertThat(browser.texts(lit + " .name")).containsExactly("f");
    assertThat(lit("forward")).containsExactly("f = 1.0 / d");
    assertThat(lit("backward")).containsExactly("grad_d = -grad_f * f / d");
    browser.point(browser.all("#source [role=button]").get(0));
    assertThat(browser.texts(lit + " .symbol")).containsExactly("w0");
    browser.point(browser.all("#source [role=button]").get(1));
    assertThat(browser.texts(lit + " .name")).containsExactly("p0");
    assertThat(lit("backward")).containsExactly("grad_w0 = grad_p0 * x0", "grad_x0 = grad_p0 * w0");
  }

  @Test
  void theSeedIsExplained() {
    browser.open(NEURON.page());
    browser.point(browser.find(line("backward", 1)));
    assertThat(browser.text("#gate p:first-of-type")).startsWith("The backward pass begins here");
    browser.open(Made.text("input x = 3; f = step(x)", Map.of()).page());
    browser.point(browser.find(line("backward", 1)));
    assertThat(lit("backward")).containsExactly("grad_x = 0.0");
    assertThat(browser.text("#gate")).doesNotContain("The backward pass begins here");
  }

  @Test
  void aFanOutIsASum() {
    browser.open(Made.text("f = x*y + x", Map.of()).at(3, 4).page());
    browser.point(browser.find("[data-gate='0']"));
    assertThat(browser.text("#gate p.gradient")).isEqualTo("5 = 4 (s0) + 1 (f)");
  }

  @Test
  void stepsDoNotTellAhead() {
    browser.open(NEURON.page());
    browser.click("[data-step=first]");
    browser.point(browser.find(gate(NEURON, "e")));
    assertThat(browser.texts("#gate table:first-of-type td")).containsExactly("not yet", "not yet");
    assertThat(browser.texts("#gate table:nth-of-type(2) td")).containsExactly("m", "e");
    assertThat(lit("forward")).isEmpty();
  }

  @Test
  void aClickKeepsWhatIsLitUntilEscape() {
    browser.open(NEURON.page());
    browser.click(gate(NEURON, "d"));
    browser.point(browser.find("h1"));
    assertThat(browser.texts("#graph g.lit .name")).containsExactly("d");
    browser.type(Keys.ESCAPE);
    assertThat(browser.all(".lit")).isEmpty();
  }

  @Test
  void stepsGoForwardAndThenBackward() {
    browser.open(NEURON.page());
    browser.click("[data-step=first]");
    assertThat(browser.find(gate(NEURON, "p0") + " .value").isDisplayed()).isFalse();
    assertThat(browser.find(gate(NEURON, "w0") + " .value").isDisplayed()).isTrue();
    browser.click("[data-step=next]");
    assertThat(browser.find(gate(NEURON, "p0") + " .value").isDisplayed()).isTrue();
    assertThat(browser.find(gate(NEURON, "p1") + " .value").isDisplayed()).isFalse();
    assertThat(browser.text("#progress")).isEqualTo("forward 1 of 8");
    assertThat(browser.text("#announcement")).isEqualTo("forward pass, p0 = w0 * x0, −2.00");
    for (int i = 0; i < 8; i++) {
      browser.click("[data-step=next]");
    }
    assertThat(browser.text("#progress")).isEqualTo("backward 1 of 13");
    assertThat(browser.find(gate(NEURON, "f") + " .gradient").isDisplayed()).isTrue();
    assertThat(browser.find(gate(NEURON, "d") + " .gradient").isDisplayed()).isFalse();
    browser.click("[data-step=back]");
    assertThat(browser.text("#progress")).isEqualTo("forward 8 of 8");
    browser.click("[data-step=all]");
    assertThat(browser.text("#progress")).isEmpty();
    assertThat(browser.all("#graph .unknown")).isEmpty();
  }

  @Test
  void theKeyboardGoesEverywhere() {
    browser.open(NEURON.page());
    browser.run("document.querySelector('#graph [tabindex=\"0\"]').focus()");
    assertThat(browser.texts("#graph g.lit .symbol")).containsExactly("w0");
    browser.type(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertThat(browser.texts("#graph g.lit .name")).containsExactly("dot");
    browser.type(Keys.ARROW_LEFT, Keys.ARROW_DOWN, Keys.ENTER, Keys.TAB);
    assertThat(browser.run("return document.activeElement.closest('aside').id")).isEqualTo("panel");
    browser.run("document.querySelector('#forward [tabindex=\"0\"]').focus()");
    browser.type(Keys.ARROW_DOWN);
    assertThat(lit("forward")).containsExactly("p1 = w1 * x1");
    browser.type(Keys.END);
    assertThat(lit("forward")).containsExactly("f = 1.0 / d");
    browser.run("document.activeElement.blur()");
    browser.type(Keys.ESCAPE, Keys.HOME);
    assertThat(browser.text("#progress")).isEqualTo("forward 0 of 8");
    browser.type(Keys.END);
    assertThat(browser.text("#progress")).isEmpty();
  }

  @Test
  void everyPartOfThePageHasAName() {
    browser.open(NEURON.page());
    assertThat(
            browser.run(
                "return Array.from(document.querySelectorAll('button, input, svg, [role=button], section, nav'))"
                    + ".filter(e => !(e.getAttribute('aria-label') || e.textContent.trim()"
                    + " || (e.labels && e.labels.length)))"
                    + ".map(e => e.outerHTML)"))
        .isEqualTo(List.of());
    assertThat(browser.find(gate(NEURON, "d")).getDomAttribute("aria-label"))
        .isEqualTo("d, +1, value 1.37, gradient −0.53");
  }

  @Test
  void numbersFollowTheInputs() {
    browser.open(NEURON.page());
    browser.fill("[data-input=w0]", "-1.5");
    double[] computed = NEURON.computed(-1.5, -1, -3, -2, -3);
    assertThat(value(NEURON, "f")).isEqualTo(Numeral.of(computed[0])).isEqualTo("0.99");
    assertThat(gradient(NEURON, "x0")).isEqualTo(Numeral.of(computed[2]));
    assertThat(browser.text(line("forward", 8) + " .number")).isEqualTo("0.99");
    browser.fill("[data-input=w0]", "one");
    assertThat(browser.text("#inputs .problem:not([hidden])")).isEqualTo("`one` is not a number");
    assertThat(value(NEURON, "f")).isEqualTo("0.99");
    browser.click("#reset");
    browser.settle();
    assertThat(value(NEURON, "f")).isEqualTo("0.73");
    assertThat(browser.all("#inputs .problem:not([hidden])")).isEmpty();
  }

  @Test
  void arraysShowTheirNumbersOnRequest() {
    browser.open(TWO_LAYER.page());
    browser.click(gate(TWO_LAYER, "h"));
    assertThat(value(TWO_LAYER, "h")).isEqualTo("[4, 3]");
    assertThat(browser.all("#gate .numbers")).isEmpty();
    browser.click("#gate summary");
    browser.settle();
    assertThat(browser.all("#gate .numbers td")).hasSize(12);
    assertThat(browser.text("#gate p:nth-of-type(3)")).startsWith("It scales:");
  }

  @Test
  void arraysCanBeChanged() {
    browser.open(TWO_LAYER.page());
    double[] vector = TWO_LAYER.vector().clone();
    int w2 = TWO_LAYER.model().signature(TWO_LAYER.dims()).input("w2").offset();
    IntStream.range(0, 6).forEach(i -> vector[w2 + i] = i + 1);
    browser.fill("[data-input=w2]", "[[1, 2], [3, 4], [5, 6]]");
    assertThat(value(TWO_LAYER, "loss")).isEqualTo(Numeral.of(TWO_LAYER.computed(vector)[0]));
    browser.fill("[data-input=w2]", "[1, 2]");
    assertThat(browser.text("#inputs .problem:not([hidden])"))
        .isEqualTo("it takes 6 numbers, not 2");
  }

  @Test
  void loopsUnfold() {
    browser.open(TWO_LAYER.page());
    assertThat(browser.all("#backward .loops:not([hidden])")).isEmpty();
    browser.click(line("backward", 2) + " .more");
    assertThat(browser.text("#backward .loops:not([hidden])")).contains("for i in N:");
  }

  @Test
  void partsOpenAndClose() {
    browser.open(XOR.page());
    assertThat(browser.texts("#views button")).containsExactly("All gates", "Overview");
    browser.click("#views button:nth-child(2)");
    assertThat(browser.texts(".view:not([hidden]) .part .symbol"))
        .containsExactly("⊞ a1", "⊞ a2", "⊞ cost");
    browser.click(".view:not([hidden]) [data-part]");
    assertThat(browser.text("#views [aria-current]")).isEqualTo("› a1");
    assertThat(browser.texts(".view:not([hidden]) .gate:not(.outside) .name"))
        .containsExactly("s0", "s1", "a1");
    browser.click("#views button:nth-child(1)");
    assertThat(browser.text("#views [aria-current]")).isEqualTo("All gates");
    assertThat(browser.find(gate(XOR, "cost")).isDisplayed()).isTrue();
  }

  @Test
  void whatIsLitIsLitInItsPart() {
    browser.open(XOR.page());
    browser.click("#views button:nth-child(2)");
    browser.point(browser.find(line("forward", 1)));
    assertThat(browser.texts(".view:not([hidden]) g.lit .symbol")).containsExactly("⊞ a1");
  }

  @Test
  void theXorNetworkIsClickedThrough() {
    browser.open(XOR.page());
    browser.click("[data-step=first]");
    int steps = browser.all("#forward li, #backward li").size();
    for (int i = 0; i < steps; i++) {
      browser.click("[data-step=next]");
      assertThat(browser.all("#graph .current, #forward .current, #backward .current"))
          .isNotEmpty();
    }
    assertThat(browser.text("#progress")).startsWith("backward");
    browser.click("[data-zoom=in]");
    browser.click("[data-zoom=fit]");
    assertThat(browser.run("return document.querySelector('#graph').scrollWidth"))
        .isEqualTo(browser.run("return document.querySelector('#graph').clientWidth"));
  }

  @Test
  void everyActivationIsComputed() {
    Made gallery = Made.sample("activations/gallery.nn", Map.of()).at(0.5);
    browser.open(gallery.page());
    browser.fill("[data-input=x]", "-0.7");
    double[] computed = gallery.computed(-0.7);
    List<Section> outputs = gallery.model().signature().outputs();
    for (Section output : outputs) {
      Node node = gallery.model().model().values().get(output.name());
      int gate = gallery.circuit().gate(node).orElseThrow().number();
      assertThat(browser.texts("[data-view=all] [data-value='" + gate + "']"))
          .as(output.name())
          .containsOnly(Numeral.of(computed[output.offset()]));
    }
  }

  @Test
  void everySampleHasThePageThatItsNumbersSay() {
    for (Made made : Made.samples()) {
      browser.open(made.page(made.model().file().name()));
      Object other =
          browser.run(
              """
              const before = new DOMParser().parseFromString(arguments[0], "text/html");
              const numbers = page => Array.from(page.querySelectorAll("#graph svg text"), e => e.textContent);
              const old = numbers(before);
              return numbers(document).filter((text, i) => text !== old[i]);
              """,
              made.page());
      assertThat(other).as(made.model().file().name()).isEqualTo(List.of());
      assertThat(browser.all("#source li")).isNotEmpty();
      browser.assertQuiet();
    }
  }

  @Test
  void hostileTextsStayTexts() {
    String comment = "# </script><script>document.title = 'taken'</script><img src=x onerror=a()>";
    String title = "\"><img src=x onerror=\"document.title='taken'\"> @CODE@ @DATA@ </title>";
    browser.open(Made.text(comment + "\nf = x * 2", Map.of()).at(3).page(title));
    assertThat(browser.driver().getTitle()).isEqualTo(title);
    assertThat(browser.text("h1")).isEqualTo(title);
    assertThat(browser.all("img")).isEmpty();
    assertThat(browser.text("#source li:first-child .text")).isEqualTo(comment);
    assertThat(value(Made.text("f = x * 2", Map.of()), "f")).isEqualTo("6.00");
  }

  @Test
  void twoThousandGatesStayUsable() {
    String layers =
        IntStream.range(1, 200)
            .mapToObj(i -> "h" + i + " = layer(h" + (i - 1) + ", w" + i % 7 + ")")
            .collect(Collectors.joining("\n"));
    String text =
        "def layer(x, w) { a = x*w; b = sin(a) + cos(a); c = exp(-b)*b; return c + a + x*0.1 }\n"
            + "h0 = x\n"
            + layers
            + "\nf = h199";
    Made made = Made.text(text, Map.of());
    assertThat(made.circuit().gates()).hasSizeBetween(1_900, 2_100);
    browser.open(made.page());
    assertThat(browser.texts(".view:not([hidden]) .part .symbol")).hasSize(199);
    browser.click(".view:not([hidden]) [data-part]");
    browser.point(browser.find(".view:not([hidden]) .operation"));
    assertThat(lit("backward")).isNotEmpty();
    double[] vector = made.vector().clone();
    vector[0] = 0.25;
    browser.fill("[data-input=x]", "0.25");
    browser.click("#views button:first-child");
    double f = made.computed(vector)[0];
    assertThat(browser.text(".view:not([hidden]) [data-value='1997']")).isEqualTo(Numeral.of(f));
  }
}
