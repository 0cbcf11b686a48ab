package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.flatprop.Options;
import org.flatprop.Pass;
import org.flatprop.corpus.oracle.NdArray;
import org.flatprop.corpus.oracle.Oracle;
import org.flatprop.corpus.oracle.Slope;
import org.flatprop.emit.Profile;
import org.flatprop.emit.Style.Form;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random models: {@code -Dflatprop.random.models=N} for more, {@code .seed=N} for others. */
class RandomProgramsTest {

  private static final int MODELS = Integer.getInteger("flatprop.random.models", 300);
  private static final long SEED = Long.getLong("flatprop.random.seed", 0);

  /** So many are compiled at once. */
  private static final int BATCH = 100;

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT).verified(true);

  /** What models are of. */
  private enum Kind {
    SCALARS {
      @Override
      Subject subject(long seed) {
        return Subject.of("random.nn", RandomProgram.text(seed), Map.of());
      }
    },
    CALLS {
      @Override
      Subject subject(long seed) {
        return Subject.of("random.nn", RandomProgram.calls(seed), Map.of());
      }
    },
    ARRAYS {
      @Override
      Subject subject(long seed) {
        String text = RandomArrayProgram.text(seed);
        return Subject.of("random.nn", text, Subject.dims(text).get(0));
      }
    };

    abstract Subject subject(long seed);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void kernelsGiveTheBitsOfTheOracleAndItsDerivatives(Kind kind) throws Exception {
    int sure = 0;
    for (long seed = SEED; seed < SEED + MODELS; seed += BATCH) {
      sure += batch(kind, seed, Math.min(seed + BATCH, SEED + MODELS));
    }
    assertThat(sure).as("derivatives that differences could judge").isGreaterThan(MODELS);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void janinoGivesTheBitsOfTheGraph(Kind kind) {
    for (long seed = SEED; seed < SEED + MODELS / 15; seed++) {
      Bound bound = compile(kind, seed, STRICT.arrays(Options.Arrays.LOOPS).passes(passes(seed)));
      double[] point = Points.ordinary(bound.signature(), seed).get(3);
      assertThat(Results.inOneCall(bound.kernel(), point))
          .as(describe(kind, seed))
          .isEqualTo(Results.byGraph(bound, point));
      assertThat(Results.inTwoCalls(bound.kernel(), point))
          .as(describe(kind, seed))
          .isEqualTo(Results.byGraph(bound, point));
    }
  }

  private static int batch(Kind kind, long from, long to) throws Exception {
    Map<Long, Bound> models = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    for (long seed = from; seed < to; seed++) {
      Bound bound = compile(kind, seed, options(seed));
      models.put(seed, bound);
      sources.put(className(seed, bound), bound.model().java("p" + seed, false));
    }
    Javac.Result compiled = Javac.withRuntime(sources);
    assertThat(compiled.complaints()).isEmpty();
    ClassLoader loader = compiled.loader(Kernel.class.getClassLoader());
    int sure = 0;
    for (Map.Entry<Long, Bound> entry : models.entrySet()) {
      Bound bound = entry.getValue();
      Class<?> type = loader.loadClass(className(entry.getKey(), bound));
      String what = describe(kind, entry.getKey());
      sure += check(what, entry.getKey(), bound, (Kernel) bound.instance(type));
    }
    return sure;
  }

  private static Options options(long seed) {
    return STRICT
        .form(Form.values()[(int) (seed % 3)])
        .arrays(seed % 2 == 0 ? Options.Arrays.LOOPS : Options.Arrays.AUTO)
        .scalars(seed % 5 < 2 ? Options.Scalars.TABLES : Options.Scalars.FLAT)
        .passes(passes(seed));
  }

  /** All, or some chosen at random. */
  private static Set<Pass> passes(long seed) {
    Random random = new Random(seed);
    boolean all = random.nextBoolean();
    return Arrays.stream(Pass.values())
        .filter(pass -> all || random.nextBoolean())
        .collect(Collectors.toSet());
  }

  private static String className(long seed, Bound bound) {
    return "p" + seed + "." + bound.model().className();
  }

  private static int check(String what, long seed, Bound bound, Kernel kernel) {
    int sure = 0;
    Signature signature = bound.signature();
    Oracle oracle = bound.oracle();
    List<double[]> points = Points.ordinary(signature, seed).subList(2, 4);
    for (double[] point : points) {
      Map<String, double[]> inputs = Points.named(signature, point);
      Results results = Results.inOneCall(kernel, point);
      assertThat(results).as(what).isEqualTo(Results.byGraph(bound, point));
      for (Section output : signature.outputs()) {
        NdArray expected = oracle.value(output.name(), inputs);
        assertThat(output.sizes()).as(what).isEqualTo(expected.shape());
        assertThat(Results.unsigned(results.output(output)))
            .as("%s%n%s at %s", what, output, Arrays.toString(point))
            .isEqualTo(Results.unsigned(Results.boxed(expected.elements())));
      }
      if (point == points.get(0)) {
        for (Section by : signature.gradients()) {
          sure += checkGradient(what, by, oracle, inputs, results) ? 1 : 0;
        }
      }
    }
    return sure;
  }

  /** Checks one element of a gradient; whether differences could judge it. */
  private static boolean checkGradient(
      String what, Section by, Oracle oracle, Map<String, double[]> inputs, Results results) {
    int element = by.length() / 2;
    Slope slope = oracle.derivative(by.name(), element, inputs);
    double gradient = results.gradients().get(by.offset() + element);
    if (slope.doubt() >= 1e-8) {
      return false;
    }
    assertThat(Math.abs(gradient - slope.value()))
        .as("%s%nby %s %d: %s, expected %s", what, by, element, gradient, slope)
        .isLessThan(1e-5 * Math.max(1, Math.abs(slope.value())));
    return true;
  }

  private static Bound compile(Kind kind, long seed, Options options) {
    try {
      return kind.subject(seed).compile(options);
    } catch (RuntimeException e) {
      throw new AssertionError(describe(kind, seed), e);
    }
  }

  private static String describe(Kind kind, long seed) {
    return "seed " + seed + ":\n" + kind.subject(seed).file().text();
  }
}
