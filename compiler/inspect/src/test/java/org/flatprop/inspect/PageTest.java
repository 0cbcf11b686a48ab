package org.flatprop.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;

class PageTest {

  private static final Made NEURON =
      Made.sample("gates/neuron_gates.nn", Map.of()).at(2, -1, -3, -2, -3);

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }

  @Test
  void onlyItsOwnScriptAndStyleMayRun() throws Exception {
    String page = NEURON.page();
    String code = found("<script>(.*?)</script>", page);
    String style = found("<style>(.*?)</style>", page);
    assertThat(page)
        .contains("script-src 'sha256-" + hash(code) + "'")
        .contains("style-src 'sha256-" + hash(style) + "'")
        .contains("default-src 'none'");
    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=", "url(", "@import");
  }

  @Test
  void noNameOfTheModelIsInTheScript() {
    String page = Made.text("input mischief[2] = 1; f = sum(exp(mischief))", Map.of()).page();
    assertThat(found("<script>(.*?)</script>", page)).doesNotContain("mischief");
  }

  @Test
  void dataCannotEndItsElement() {
    String page = Made.text("# </script><!-- & '\u2028\nf = x", Map.of()).page();
    String data = found("<script type=\"application/json\" id=\"data\">(.*?)</script>", page);
    assertThat(data).contains("# \\u003C/script\\u003E\\u003C!-- \\u0026 \\u0027\\u2028\\nf = x");
  }

  @Test
  void everyProgramHasAPageAndAPicture() throws Exception {
    for (Made made : Made.corpus()) {
      String name = made.model().file().name();
      Circuit circuit = made.circuit();
      Readings readings = made.readings(circuit);
      assertThat(made.page()).as(name).endsWith("</html>\n");
      String svg = Picture.svg(circuit, Optional.empty(), Optional.of(readings), name);
      assertThat(svg).as(name).endsWith("</svg>\n");
      Listing listing = Listing.of(circuit);
      assertThat(listing.backward()).as(name).noneMatch(line -> line.code().endsWith(" = …"));
      for (Gate gate : circuit.gates()) {
        boolean wanted = made.model().derivative().gradients().containsKey(gate.node());
        assertThat(readings.gradient(gate).isPresent() || !wanted).as(name + " " + gate).isTrue();
      }
    }
  }

  @Test
  void theSameModelGivesTheSamePage() {
    assertThat(NEURON.page()).isEqualTo(NEURON.page());
  }

  @Test
  void largeInputsAreNotPutIntoThePage() {
    Made made = Made.text("input x[300000] = 0.5; f = sum(x * x)", Map.of());
    String page = made.page();
    assertThat(page).contains("\"live\":false").hasSizeLessThan(100_000);
    assertThat(page).contains(">7.5e4<".replace("7.5e4", "75000.00"));
  }

  @Test
  void numeralsAreTheSameInThePage() {
    List<Double> numbers =
        List.of(
            0.0,
            -0.0,
            1.0,
            0.125,
            -0.125,
            0.375,
            0.005,
            0.00999,
            0.01,
            99999.994,
            99999.995,
            100000.0,
            1e5,
            -1e-5,
            1.25e-7,
            1e22,
            1e300,
            5e-324,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY);
    String function =
        "function numeral" + found("function numeral(.*?\n}\n)", Resource.text("page.js"));
    try (Context context = Context.enter()) {
      Scriptable scope = context.initStandardObjects();
      context.evaluateString(scope, function, "numeral", 1, null);
      Random random = new Random(7);
      for (int i = 0; i < 2000; i++) {
        double x =
            i < numbers.size()
                ? numbers.get(i)
                : random.nextGaussian() * Math.pow(10, random.nextInt(24) - 12);
        Object text =
            ((org.mozilla.javascript.Function) scope.get("numeral", scope))
                .call(context, scope, scope, new Object[] {x});
        assertThat(Context.toString(text)).as("%s", x).isEqualTo(Numeral.of(x));
      }
    }
  }
}
