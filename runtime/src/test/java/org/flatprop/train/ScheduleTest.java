package org.flatprop.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void theRateStaysAsItIs() {
    factors(Schedule.CONSTANT, 1, 1, 1, 1);
  }

  /** The factors after 0, 2.5, 5 and 7.5 of 10 epochs. */
  @Test
  void theRateFalls() {
    factors(Schedule.step(2, 0.5), 1, 0.5, 0.25, 0.125);
    factors(Schedule.step(5, 0.1), 1, 1, 0.1, 0.1);
    factors(Schedule.exponential(0.5), 1, 0.25, 0.03125, 0.0078125);
    factors(Schedule.inverse(0.4), 1, 0.5, 1 / 3.0, 0.25);
    factors(Schedule.linear(), 1, 0.75, 0.5, 0.25);
    factors(Schedule.cosine(), 1, (2 + Math.sqrt(2)) / 4, 0.5, (2 - Math.sqrt(2)) / 4);
    assertThat(Schedule.linear().factor(10, 10)).isZero();
    assertThat(Schedule.cosine().factor(10, 10)).isZero();
  }

  /** It rises over what is asked for, times what comes then; the first step is of some length. */
  @Test
  void theRateRisesFirst() {
    factors(Schedule.warmup(5, Schedule.CONSTANT), 0.01, 0.5, 1, 1);
    factors(Schedule.warmup(5, Schedule.linear()), 0.01, 0.375, 0.5, 0.25);
    factors(Schedule.warmup(0, Schedule.CONSTANT), 1, 1, 1, 1);
  }

  private static void factors(Schedule schedule, double... expected) {
    for (int i = 0; i < 4; i++) {
      assertThat(schedule.factor(2.5 * i, 10)).isCloseTo(expected[i], within(1e-15));
    }
  }

  /** Three batches an epoch: the rate of each step, and that of an epoch's last in its entry. */
  @Test
  void withinAnEpochTheRateChangesWhereBatchesAreCounted() {
    Dataset data = Dataset.of(5).with("x", 1, 2, 3, 4, 5).with("t", new double[5]);
    assertThat(rates(data.batches(2)))
        .containsExactly(
            new double[] {1, 1 - 1 / 6.0, 1 - 2 / 6.0, 0.5, 0.5 - 1 / 6.0, 0.5 - 2 / 6.0},
            within(1e-15));
    assertThat(rates(epoch -> data.batches(2).epoch(epoch)))
        .containsExactly(1, 1, 1, 0.5, 0.5, 0.5);
  }

  /** The rates of all steps of two epochs. */
  private static double[] rates(Source source) {
    List<Double> rates = new ArrayList<>();
    Optimizer recording =
        new Optimizer() {
          @Override
          public double[][] newState(int parameters) {
            return new double[0][];
          }

          @Override
          public void update(
              double[] parameters, double[] gradients, double[][] state, long step, double rate) {
            rates.add(rate);
          }
        };
    Recipe recipe = Recipe.DEFAULT.optimizer(recording, 1).schedule(Schedule.linear()).epochs(2);
    Training training = new Trainer(n -> HandKernel.leastSquares(n, 1), recipe, source).train();
    assertThat(training.history().get(0).rate()).isEqualTo(rates.get(2));
    assertThat(training.history().get(1).rate()).isEqualTo(rates.get(5));
    return rates.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
