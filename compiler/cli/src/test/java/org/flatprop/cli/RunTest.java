package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunTest {

  @TempDir Path folder;

  static Stream<Arguments> results() {
    return Stream.of(
        arguments("f = 2*x", "--set x=3", "{\"outputs\": {\"f\": 6.0}, \"gradients\": {}}"),
        arguments(
            "f = x*y",
            "--set x=3 --set y=4 --grad",
            "{\"outputs\": {\"f\": 12.0}, \"gradients\": {\"x\": 4.0, \"y\": 3.0}}"),
        arguments(
            "f = x*y",
            "--set x=3 --set y=4 --grad --wrt y,x --wrt y",
            "{\"outputs\": {\"f\": 12.0}, \"gradients\": {\"y\": 3.0, \"x\": 4.0}}"),
        arguments(
            "f = x*y",
            "--set x=3 --set y=4 --wrt y",
            "{\"outputs\": {\"f\": 12.0}, \"gradients\": {}}"),
        arguments(
            "a = 2*x; b = a + 1; loss = a*a; output b, a; minimize loss",
            "--set x=1 --grad --wrt a",
            "{\"outputs\": {\"loss\": 4.0, \"b\": 3.0, \"a\": 2.0}, \"gradients\": {\"a\": 4.0}}"),
        arguments(
            "a = x*y; b = a^2",
            "--set x=3 --set y=4 --objective a --grad",
            "{\"outputs\": {\"a\": 12.0}, \"gradients\": {\"x\": 4.0, \"y\": 3.0}}"),
        arguments(
            "input x[2], c; r = c * x^2",
            "--set x=[3,4] --set c=2 --jacobian",
            "{\"outputs\": {\"r\": [18.0, 32.0]}, \"gradients\": {}, "
                + "\"jacobian\": {\"x\": [[12.0, 0.0], [0.0, 16.0]], \"c\": [9.0, 16.0]}}"),
        arguments(
            "f = x*y",
            "--set x=3 --set y=4 --jacobian --grad --wrt x",
            "{\"outputs\": {\"f\": 12.0}, \"gradients\": {\"x\": 4.0}, \"jacobian\": {\"x\": 4.0}}"),
        arguments("f = x", "--set x=NaN", "{\"outputs\": {\"f\": \"NaN\"}, \"gradients\": {}}"),
        arguments(
            "f = -x",
            "--set x=Infinity",
            "{\"outputs\": {\"f\": \"-Infinity\"}, \"gradients\": {}}"),
        arguments(
            "f = -x",
            "--set x=-Infinity",
            "{\"outputs\": {\"f\": \"Infinity\"}, \"gradients\": {}}"),
        arguments("f = x", "--set x=-0", "{\"outputs\": {\"f\": -0.0}, \"gradients\": {}}"),
        arguments("f = x", "--set x=+.5E1", "{\"outputs\": {\"f\": 5.0}, \"gradients\": {}}"),
        arguments("f = x", "--set x=1 --set x=2", "{\"outputs\": {\"f\": 2.0}, \"gradients\": {}}"),
        arguments("f = 2*σ", "--set σ=1.5", "{\"outputs\": {\"f\": 3.0}, \"gradients\": {}}"),
        arguments("input x = 5; f = x", "", "{\"outputs\": {\"f\": 5.0}, \"gradients\": {}}"),
        arguments("f = x", "--set x=1 --train", "{\"outputs\": {\"f\": 1.0}, \"gradients\": {}}"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void results(String model, String options, String json) {
    Outcome outcome = Outcome.given(model, ("run - --json " + options).strip().split(" "));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).isEqualTo(json + "\n");
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {
        "4.9E-324",
        "2.2250738585072014E-308",
        "1.7976931348623157E308",
        "0.1",
        "123456789.125",
        "9007199254740993",
        "-3.0000000000000004",
        "1.0E-5"
      })
  void aValueIsReadAndPrintedToTheLastBit(String text) {
    String out = Outcome.given("f = x", "run", "-", "--set", "x=" + text).out();
    assertThat(Double.parseDouble(out.substring("f = ".length())))
        .isEqualTo(Double.parseDouble(text));
  }

  @Test
  void aListingIsAligned() {
    Outcome outcome =
        Outcome.given("loss = x*rate", "run", "-", "--grad", "--set", "x=3", "--set", "rate=0.5");
    assertThat(outcome.out()).isEqualTo("loss = 1.5\ndloss/dx    = 0.5\ndloss/drate = 3.0\n");
  }

  @Test
  void paramsStartFromTheSeed() {
    String model = "param w ~ normal(0, 1)\nf = w";
    String byDefault = Outcome.given(model, "run", "-").out();
    assertThat(Outcome.given(model, "run", "-", "--seed", "0").out()).isEqualTo(byDefault);
    assertThat(Outcome.given(model, "run", "-", "--seed", "-1").out()).isNotEqualTo(byDefault);
    assertThat(Outcome.given(model, "run", "-", "--set", "w=2").out()).isEqualTo("f = 2.0\n");
  }

  @Test
  void profilesDifferInTheirFunctionsOnly() {
    assertThat(
            Outcome.given("f = sin(x)", "show", "-", "--stage", "java", "--profile", "strict")
                .out())
        .contains("StrictMath.sin");
    assertThat(Outcome.given("f = sin(x)", "show", "-", "--stage", "java").out())
        .contains("import static java.lang.Math.sin");
  }

  @Test
  void dataComesFromFilesAndTheLineBeatsThem() throws Exception {
    String first = file("first.json", "{\"x\": 1, \"y\": 2.5e0, \"z\": \"-Infinity\"}");
    String second = file("second.JSON", "\uFEFF {\"y\": -0.25}\n");
    Outcome outcome =
        Outcome.given(
            "f = x + y + z; output x, y, z",
            ("run - --json --set x=7 --data " + first + " --data " + second).split(" "));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("\"x\": 7.0, \"y\": -0.25, \"z\": \"-Infinity\"");
  }

  @Test
  void whatAFileThatCannotBeReadWouldHaveGivenIsNotCalledMissing() {
    Outcome outcome = Outcome.given("f = x + y", "run", "-", "--data", "none.json");
    assertThat(outcome.err()).contains("there is no such file").doesNotContain("no value");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void whatAFileDoesNotGiveIsMissing() throws Exception {
    String empty = file("empty.json", "{}");
    Outcome outcome = Outcome.given("f = x + y", "run", "-", "--data", empty);
    assertThat(outcome.err()).contains("these inputs have no value: `x`, `y`");
    assertThat(outcome.exit()).isEqualTo(1);
  }

  static Stream<Arguments> badData() {
    return Stream.of(
        arguments("", "bad.json:1:1: an object is wanted"),
        arguments("[1]", "bad.json:1:1: an object is wanted"),
        arguments("{\n  \"x\": 1,\n}", "bad.json:3:1: this is not JSON: "),
        arguments("{\"x\": 1", "this is not JSON: Unexpected end-of-input"),
        arguments("{\"x\": 1} {", "bad.json:1:10: this is not JSON: something follows"),
        arguments("{\"x\": 1, \"x\": 2}", "this is not JSON: Duplicate"),
        arguments("{\"x\": NaN}", "this is not JSON: NaN, Infinity and -Infinity are written in"),
        arguments("{\"x\": 01}", "this is not JSON: "),
        arguments("{\"x\": \"1\"}", "bad.json:1:7: `x`: `1` is not a number"),
        arguments("{\"x\": null}", "bad.json:1:7: `x`: `null` is not a number"),
        arguments("{\"x\": true}", "bad.json:1:7: `x`: `true` is not a number"),
        arguments("{\"x\": {\"x\": 1}}", "bad.json:1:7: `x`: an object is not a number"),
        arguments("{\"x\": 1e400}", "bad.json:1:7: `x`: `1e400` is too large"),
        arguments("{\"x\": [1, [2]]}", "bad.json:1:11: `x`: an array at [1] stands where there"),
        arguments("{\"x\": [1, 2]}", "bad.json:1:2: `x` is a scalar, but [2] is given"),
        arguments("{\"\uD835\uDC65\": 1,\"xs\": 1}", "bad.json:1:9: the model has no input `xs`"),
        arguments("{\"f\": 1}", "bad.json:1:2: `f` is computed by the model"),
        arguments("{\"x\": " + "[".repeat(100_000), "this is not JSON: "));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource
  void badData(String json, String message) throws Exception {
    Outcome outcome = Outcome.given("f = x", "run", "-", "--data", file("bad.json", json));
    assertThat(outcome.err()).contains(message);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void aBadValueIsNotAlsoCalledMissing() throws Exception {
    String data = file("bad.json", "{\n  \"x\": [1],\n  \"wdth\": 3\n}\n");
    Outcome outcome = Outcome.given("f = x*width", "run", "-", "--data", data);
    Golden.assertMatches("bad-data.txt", outcome.err().replace(folder.toString(), "FOLDER"));
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
