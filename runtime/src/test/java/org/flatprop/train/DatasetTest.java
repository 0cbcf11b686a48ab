package org.flatprop.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.flatprop.runtime.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {

  /** Examples 0 to 6, each a row of two elements and one of one. */
  private static final Dataset SEVEN =
      Dataset.of(7)
          .with("x", IntStream.range(0, 14).asDoubleStream().toArray())
          .with("t", 0, 10, 20, 30, 40, 50, 60);

  @Test
  void batchesFollowTheExamplesAndTheLastIsShort() {
    assertThat(batches(SEVEN.batches(3), 0))
        .containsExactly(
            List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 0.0, 10.0, 20.0),
            List.of(6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 30.0, 40.0, 50.0),
            List.of(12.0, 13.0, 60.0));
    assertThat(SEVEN.batches(3).batches()).hasValue(3);
    assertThat(batches(SEVEN.batches(7), 4)).hasSize(1);
    assertThat(batches(SEVEN.batches(Integer.MAX_VALUE), 0)).hasSize(1);
    assertThat(SEVEN.batches(Integer.MAX_VALUE).batches()).hasValue(1);
    assertThat(Dataset.of(0).batches(3).batches()).hasValue(0);
    assertThat(Dataset.of(0).shuffled(3, 1).epoch(0)).isExhausted();
  }

  @Test
  void shufflingKeepsRowsTogetherAndDropsNone() {
    List<Double> seen = new ArrayList<>();
    for (List<Double> batch : batches(SEVEN.shuffled(3, 5), 2)) {
      int size = batch.size() / 3;
      for (int i = 0; i < size; i++) {
        double example = batch.get(2 * size + i) / 10;
        assertThat(batch.subList(2 * i, 2 * i + 2)).containsExactly(2 * example, 2 * example + 1);
        seen.add(example);
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
  }

  /** Neither the epochs of one seed nor those of its neighbour have an order in common. */
  @Test
  void eachEpochHasAnOrderOfItsOwn() {
    Dataset data = Dataset.of(40).with("x", new double[80]).with("t", numbers(40));
    List<Object> orders = new ArrayList<>();
    for (int epoch = 0; epoch < 20; epoch++) {
      for (long seed = 0; seed < 3; seed++) {
        List<List<Double>> batches = batches(data.shuffled(7, seed), epoch);
        assertThat(batches(data.shuffled(7, seed), epoch)).isEqualTo(batches);
        orders.add(batches);
      }
    }
    assertThat(orders).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 10, 1000})
  void anOrderIsAPermutation(int count) {
    int[] order = Dataset.order(count, 3);
    assertThat(Dataset.order(count, 3)).isEqualTo(order);
    Arrays.sort(order);
    assertThat(order).isEqualTo(IntStream.range(0, count).toArray());
  }

  @Test
  void orderIsTheSameOnEveryMachine() {
    assertThat(Dataset.order(10, 1)).containsExactly(6, 9, 7, 8, 4, 2, 0, 3, 1, 5);
    assertThat(batches(SEVEN.shuffled(3, 1), 0).get(0)).endsWith(50.0, 0.0, 60.0);
  }

  /** Of four numbers each of the 24 orders comes about equally often. */
  @Test
  void noOrderIsMoreLikely() {
    int[] counts = new int[256];
    for (int seed = 0; seed < 24_000; seed++) {
      int[] order = Dataset.order(4, seed * 0x9e3779b97f4a7c15L);
      counts[order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3]]++;
    }
    assertThat(Arrays.stream(counts).filter(n -> n > 0).count()).isEqualTo(24);
    assertThat(Arrays.stream(counts).filter(n -> n > 0)).allMatch(n -> n > 850 && n < 1150);
  }

  @Test
  void rowsAreChosenInAnyOrder() {
    Dataset rows = SEVEN.rows(6, 0, 6);
    assertThat(rows.size()).isEqualTo(3);
    assertThat(batches(rows.batches(3), 0))
        .containsExactly(List.of(12.0, 13.0, 0.0, 1.0, 12.0, 13.0, 60.0, 0.0, 60.0));
    assertThat(SEVEN.rows().size()).isZero();
    assertThatThrownBy(() -> SEVEN.rows(7)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void withMakesAnother() {
    SEVEN.with("t", new double[14]);
    assertThat(batches(SEVEN.batches(7), 0).get(0)).endsWith(50.0, 60.0);
  }

  @Test
  void valuesAreSharedOutEqually() {
    assertThatThrownBy(() -> SEVEN.with("x", 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x: 3 values for 7 examples");
    assertThatThrownBy(() -> Dataset.of(0).with("x", 1)).hasMessage("x: 1 values for 0 examples");
    assertThatThrownBy(() -> Dataset.of(-1)).hasMessage("-1 examples");
    assertThatThrownBy(() -> SEVEN.batches(0)).hasMessage("batches of 0");
    assertThatThrownBy(() -> SEVEN.shuffled(-1, 0)).hasMessage("batches of -1");
  }

  @Test
  void aKernelOfOtherSizesIsRefused() {
    Batch two = SEVEN.batches(2).epoch(0).next();
    Signature wide = HandKernel.leastSquares(2, 3).signature();
    assertThatThrownBy(() -> two.copyTo(wide, new double[wide.inputSize()]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x[2,3] takes 6 values, not 2 * 2");
    Signature three = HandKernel.leastSquares(3, 2).signature();
    assertThatThrownBy(() -> two.copyTo(three, new double[three.inputSize()]))
        .hasMessage("x[3,2] takes 6 values, not 2 * 2");
    Signature other = HandKernel.rosenbrock().signature();
    assertThatThrownBy(() -> two.copyTo(other, new double[2])).hasMessage("Plain has no input x");
  }

  @Test
  void anIteratorEnds() {
    Iterator<Batch> batches = SEVEN.batches(4).epoch(0);
    batches.next();
    batches.next();
    assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
  }

  private static double[] numbers(int count) {
    return IntStream.range(0, count).asDoubleStream().toArray();
  }

  /** What each batch of an epoch puts into x and t. */
  private static List<List<Double>> batches(Source source, int epoch) {
    List<List<Double>> all = new ArrayList<>();
    source
        .epoch(epoch)
        .forEachRemaining(
            batch -> {
              Signature signature = HandKernel.leastSquares(batch.size(), 2).signature();
              double[] inputs = signature.newInputs(0);
              batch.copyTo(signature, inputs);
              all.add(Arrays.stream(inputs).limit(3L * batch.size()).boxed().toList());
            });
    return all;
  }
}
