package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.runtime.Kernel;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs far larger than a person writes. */
class RandomGraphTest {

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 20_000})
  void aLargeGraphCompilesAndGivesItsBits(int operations) {
    SourceFile file = SourceFile.ofText("graph.nn", RandomGraph.text(operations, operations));
    CompiledModel model = Flatprop.compile(file, Options.DEFAULT.profile(Profile.STRICT));
    assertThat(model.lowered().forwardOperations().constant())
        .isBetween(operations * 4L / 5, operations * 6L / 5);
    Kernel kernel = model.kernel();
    double[] point = new Random(1).doubles(model.signature().inputSize(), -1, 1).toArray();
    Results expected = Results.byGraph(model, point);
    assertThat(expected.outputs().get(0)).isFinite();
    assertThat(Results.inOneCall(kernel, point)).isEqualTo(expected);
    assertThat(Results.inTwoCalls(kernel.copy(), point)).isEqualTo(expected);
  }
}
