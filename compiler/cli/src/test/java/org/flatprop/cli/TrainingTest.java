package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingTest {

  @Test
  void everyCommandOfTheTrainingDoesWhatItShould() {
    assertThat(Training.exits()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1);
  }
}
