package org.flatprop.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.load.Backend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The samples of arrays compute the lectures' numbers, whatever compiles them. */
class ArraysTest {

  static final List<ArrayCase> CASES = ArrayCase.ALL;

  @ParameterizedTest
  @FieldSource("CASES")
  void valuesAndGradientsAreTheLectures(ArrayCase sample) {
    for (Options options : Sample.ALL_OPTIONS) {
      Map<String, double[]> results = sample.results(options);
      sample
          .values()
          .forEach((name, expected) -> Sample.assertClose(name, results.get(name), expected));
      sample
          .gradients()
          .forEach(
              (name, expected) ->
                  Sample.assertClose("d/d" + name, results.get("d/d" + name), expected));
    }
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void strictIsTheSameBitsWhateverCompilesItAndInWhateverForm(ArrayCase sample) {
    Options strict = Options.DEFAULT.profile(Profile.STRICT);
    Map<String, double[]> results = sample.results(strict);
    for (Options other :
        List.of(
            strict.backend(Backend.JAVAC),
            strict.arrays(Options.Arrays.FLAT),
            strict.arrays(Options.Arrays.LOOPS))) {
      sample
          .results(other)
          .forEach((name, bits) -> assertThat(bits).as(name).containsExactly(results.get(name)));
    }
  }
}
