package org.flatprop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.flatprop.Flatprop;
import org.junit.jupiter.api.Test;

/** A size that is refused must not end the suite, nor be taken for a figure. */
class ForkTest {

  static final class Length implements Measurement {
    @Override
    public Outcome.Figures measure(String subject) {
      Flatprop.compile(subject);
      return new Outcome.Figures(subject.length(), 0.5);
    }
  }

  @Test
  void figuresComeBack() {
    assertThat(Fork.medians(1, Length.class, "f = 2*x")).isEqualTo(new Outcome.Figures(7, 0.5));
  }

  @Test
  void aRefusalSaysWhy() {
    assertThat(Fork.medians(1, Length.class, "f = 2*"))
        .isInstanceOfSatisfying(
            Outcome.Refusal.class,
            refusal -> assertThat(refusal.why()).startsWith("refused: model.nn:1:7: "));
  }
}
