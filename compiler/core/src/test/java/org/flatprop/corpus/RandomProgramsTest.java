package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.emit.Style.Form;
import org.flatprop.runtime.Kernel;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;

/** Random models: {@code -Dflatprop.random.models=N} for more, {@code .seed=N} for others. */
class RandomProgramsTest {

  private static final int MODELS = Integer.getInteger("flatprop.random.models", 300);
  private static final long SEED = Long.getLong("flatprop.random.seed", 0);

  /** So many are compiled at once. */
  private static final int BATCH = 100;

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT);

  @Test
  void kernelsGiveTheBitsOfTheOracleAndItsDerivatives() throws Exception {
    int sure = 0;
    for (long seed = SEED; seed < SEED + MODELS; seed += BATCH) {
      sure += batch(seed, Math.min(seed + BATCH, SEED + MODELS));
    }
    assertThat(sure).as("derivatives that differences could judge").isGreaterThan(MODELS);
  }

  @Test
  void janinoGivesTheBitsOfTheGraph() {
    for (long seed = SEED; seed < SEED + MODELS / 15; seed++) {
      CompiledModel model = compile(seed, Form.AUTO);
      double[] point = Points.ordinary(model.signature(), seed).get(3);
      assertThat(Results.inOneCall(model.kernel(), point))
          .as(describe(seed))
          .isEqualTo(Results.byGraph(model, point));
    }
  }

  private static int batch(long from, long to) throws Exception {
    Map<Long, CompiledModel> models = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    for (long seed = from; seed < to; seed++) {
      CompiledModel model = compile(seed, seed % 3 == 0 ? Form.SPLIT : Form.AUTO);
      models.put(seed, model);
      sources.put("p" + seed + "." + model.className(), model.java("p" + seed, false));
    }
    Javac.Result compiled = Javac.withRuntime(sources);
    assertThat(compiled.complaints()).isEmpty();
    ClassLoader loader = compiled.loader(Kernel.class.getClassLoader());
    int sure = 0;
    for (Map.Entry<Long, CompiledModel> entry : models.entrySet()) {
      String name = "p" + entry.getKey() + "." + entry.getValue().className();
      Kernel kernel = (Kernel) loader.loadClass(name).getDeclaredConstructor().newInstance();
      sure += check(entry.getKey(), entry.getValue(), kernel);
    }
    return sure;
  }

  private static int check(long seed, CompiledModel model, Kernel kernel) {
    int sure = 0;
    Oracle oracle = new Oracle(model.project());
    List<double[]> points = Points.ordinary(model.signature(), seed).subList(2, 4);
    for (double[] point : points) {
      Map<String, Double> inputs = Points.named(model.signature(), point);
      Results results = Results.inOneCall(kernel, point);
      assertThat(results).as(describe(seed)).isEqualTo(Results.byGraph(model, point));
      for (int i = 0; i < results.outputs().size(); i++) {
        assertThat(results.outputs().get(i))
            .as(describe(seed))
            .isEqualTo((Double) oracle.value(oracle.outputs().get(i), inputs));
      }
      if (point != points.get(1)) {
        continue;
      }
      for (int i = 0; i < results.gradients().size(); i++) {
        Slope slope = oracle.derivative(model.signature().gradients().get(i), inputs);
        if (slope.doubt() < 1e-8) {
          assertThat(Math.abs(results.gradients().get(i) - slope.value()))
              .as(
                  "%s%nby %s at %s: %s, expected %s",
                  describe(seed),
                  model.signature().gradients().get(i),
                  inputs,
                  results.gradients().get(i),
                  slope)
              .isLessThan(1e-5 * Math.max(1, Math.abs(slope.value())));
          sure++;
        }
      }
    }
    return sure;
  }

  private static CompiledModel compile(long seed, Form form) {
    try {
      SourceFile file = SourceFile.ofText("random.nn", RandomProgram.text(seed));
      return Flatprop.compile(file, STRICT.form(form));
    } catch (RuntimeException e) {
      throw new AssertionError(describe(seed), e);
    }
  }

  private static String describe(long seed) {
    return "seed " + seed + ":\n" + RandomProgram.text(seed);
  }
}
