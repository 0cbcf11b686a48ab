package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {

  @Test
  void everyCommandOfTheTrainingDoesWhatItShould() {
    assertThat(Rehearsal.exits()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1);
  }
}
