package org.flatprop.runtime;

import static java.lang.Double.MAX_VALUE;
import static java.lang.Double.MIN_VALUE;
import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {

  /** Computed with mpmath, 28 digits, at the doubles nearest to the decimal arguments. */
  private static final String LITERALS =
      """
      log2(0.7) = -0.5145731728297583319548216498
      log2(1.0000001) = 1.442694969596558368209377745e-7
      log2(10) = 3.321928094887362347870319429
      log2(1e-310) = -1029.797709415082332247329394
      square(1.1) = 1.210000000000000195399252334
      asinh(1e-3) = 9.9999983333340835410536181e-4
      asinh(-0.5) = -0.4812118250596034474977589134
      asinh(1.7) = 1.300820426840646831872377949
      asinh(-1e200) = -461.2101657793690820827486453
      acosh(1.000001) = 0.001414213444463820084524542826
      acosh(1.7) = 1.12323098258729585722840898
      acosh(30) = 4.094066668632085127667720798
      acosh(1e300) = 691.4686750787736505673194288
      atanh(1e-3) = 0.001000000333333533354292893116
      atanh(-0.3) = -0.3095196042031117032738143312
      atanh(0.75) = 0.9729550745276566525526763717
      atanh(0.999999) = 7.254328619247669367294938455
      lgamma(1e-20) = 46.05170185988091373520078548
      lgamma(0.5) = 0.5723649429247000870717136757
      lgamma(0.99999) = 5.772238896093089372712723813e-6
      lgamma(1.0001) = -5.771334222047126800518104233e-5
      lgamma(1.5) = -0.1207822376352452223455184458
      lgamma(2.00001) = 4.227875597648359596891570434e-6
      lgamma(4.7) = 2.736405146315566937560246877
      lgamma(12.5) = 18.73434751193644570163412446
      lgamma(1e10) = 220258509288.8105814700419231
      lgamma(-0.5) = 1.265512123484645396488945797
      lgamma(-1.5) = 0.8600470153764810145109326817
      lgamma(-7.3) = -7.779101629826851671327724325
      lgamma(-1000.7) = -5915.607536704219260365157379
      digamma(1e-10) = -10000000000.5772153004150663
      digamma(0.5) = -1.963510026021423479440976333
      digamma(1) = -0.5772156649015328606065120901
      digamma(1.4616321449683623) = -9.241265521729427516792351415e-17
      digamma(1.5) = 0.036489973978576520559023667
      digamma(5.5) = 1.611093148581751123733626842
      digamma(20) = 2.970523992242149050877256979
      digamma(1e10) = 23.02585092989045684017908121
      digamma(-0.25) = 2.914139120213527830373113237
      digamma(-10.9) = -7.234894453581524636746815783
      trigamma(1e-5) = 10000000001.64490838997377779
      trigamma(0.5) = 4.9348022005446793094172455
      trigamma(1) = 1.644934066848226436472415167
      trigamma(7.9) = 0.1349307834566344154747036821
      trigamma(8) = 0.1331370146940314251345466859
      trigamma(1e10) = 1.000000000050000000001666667e-10
      trigamma(-0.5) = 8.9348022005446793094172455
      trigamma(-10.9) = 103.2681759090806682166720457
      polygamma(2, 0.5) = -16.82879664423431999559633426
      polygamma(2, 1) = -2.404113806319188570799476323
      polygamma(3, 12.5) = 0.001153412804913405145928782942
      polygamma(5, 100) = 2.460599944011996041818895256e-9
      polygamma(10, 0.1) = -362880000001272701.6697398777
      polygamma(2, -0.3) = 67.63908119988316004021255917
      polygamma(3, -10.75) = 1558.544057391479472481087802
      erf(1e-10) = 1.128379167095512615001730102e-10
      erf(0.3) = 0.3286267594591274161896179853
      erf(-0.7) = -0.6778011938374184422768581544
      erf(1.5) = 0.9661051464753107270669762616
      erf(4) = 0.9999999845827420997199811478
      erfc(-1.5) = 1.966105146475310727066976262
      erfc(0.3) = 0.6713732405408725838103820147
      erfc(0.7) = 0.3221988061625815577231418456
      erfc(1.5) = 0.03389485352468927293302373835
      erfc(5) = 1.537459794428034850188343485e-12
      erfc(10) = 2.088487583762544757000786295e-45
      erfc(20) = 5.395865611607900928934999168e-176
      erfc(26) = 5.663192408856142846475727897e-296
      sigmoid(-30) = 9.357622968839298953839562653e-14
      sigmoid(-1) = 0.2689414213699951207488407582
      sigmoid(0.5) = 0.6224593312018545646389005657
      sigmoid(3) = 0.9525741268224332191211518482
      logSigmoid(-30) = -30.0000000000000935762296884
      logSigmoid(-1) = -1.313261687518222834048995495
      logSigmoid(0.5) = -0.4740769841801066808729973551
      logSigmoid(30) = -9.357622968839736779377697425e-14
      softplus(-30) = 9.357622968839736779377697425e-14
      softplus(-1) = 0.313261687518222834048995495
      softplus(0.5) = 0.9740769841801066808729973551
      softplus(30) = 30.0000000000000935762296884
      softsign(-3) = -0.75
      softsign(0.7) = 0.4117647058823529258100619429
      elu(-1e-5, 1) = -9.999950000166667068023192208e-6
      elu(-1, 1) = -0.6321205588285576784044762298
      elu(-20, 1) = -0.999999997938846377561442172
      selu(-1e-5) = -1.758090550379974349299171734e-5
      selu(-1) = -1.111330737812562761798640662
      selu(2) = 2.101401974710960986838669971
      celu(-1e-5, 2) = -9.999975000041667432609834414e-6
      celu(-1, 2) = -0.78693868057473315279240093
      celu(-20, 2) = -1.999909200140475030296928817
      gelu(-38) = -1.096462776826138037173368783e-314
      gelu(-10) = -7.619853024160526065973343252e-23
      gelu(-3) = -0.004049694094890283579955444303
      gelu(-0.7) = -0.1693745565561511092860027648
      gelu(0.5) = 0.3457312306370065518188523053
      gelu(3) = 2.995950305905109716420044556
      geluTanh(-21.25) = -1.734281994298455620762986e-311
      geluTanh(-10) = -1.20409234820980599365925044e-37
      geluTanh(-3) = -0.003637392081773018837816466132
      geluTanh(-0.7) = -0.1694298652948832477487427599
      geluTanh(0.5) = 0.3457140098251439220377572574
      geluTanh(3) = 2.996362607918226981162183534
      silu(-720) = -1.463206177745491070063976312e-310
      silu(-10) = -4.539786870243439450477623276e-4
      silu(-0.5) = -0.1887703343990727176805497171
      silu(3) = 2.857722380467299657363455545
      mish(-720) = -1.463206177745491070063976312e-310
      mish(-10) = -4.539889918567469429702370385e-4
      mish(-0.5) = -0.2207437746517299968153239588
      mish(3) = 2.98653500496795731905705182
      mish(15) = 14.99999999999719271482685857
      sqlu(-1.9) = -0.9974999999999999955591079015
      sqlu(0.3) = 0.2774999999999999905631042907
      hardSigmoid(-2.999) = 1.666666666666483109793261974e-4
      hardSigmoid(1) = 0.6666666666666666666666666667
      hardSwish(-2.999) = -4.998333333332783029826866065e-4
      hardSwish(1) = 0.6666666666666666666666666667
      """;

  /** The largest error allowed, in ulps of the exact result, where it is not 4. */
  private static final Map<String, Double> BOUNDS = Map.of("square", 0.5, "softsign", 1.5);

  private static final double[] GRID = {
    0,
    MIN_VALUE,
    1e-308,
    1e-300,
    1e-155,
    1e-20,
    1e-9,
    1e-3,
    0.1,
    0.25,
    0.5,
    0.7,
    0.75,
    0.999999,
    1,
    1.25,
    1.5,
    2,
    2.5,
    3,
    4,
    6.5,
    7,
    8,
    10.25,
    15,
    20,
    26,
    27.5,
    28,
    38.25,
    39.6,
    40,
    100.125,
    700,
    709,
    745.1,
    746,
    1e5 + 0.25,
    1e15,
    4503599627370495.5,
    1e16,
    1e100,
    1e154,
    1e155,
    1e300,
    1e308,
    MAX_VALUE
  };

  @ParameterizedTest
  @ValueSource(classes = {Functions.class, StrictFunctions.class})
  void valuesAgreeWithHighPrecisionLiterals(Class<?> type) {
    SoftAssertions softly = new SoftAssertions();
    LITERALS
        .lines()
        .forEach(
            line -> {
              String[] parts = line.split("[(,)=\\s]+");
              double[] args = new double[parts.length - 2];
              for (int i = 0; i < args.length; i++) {
                args[i] = Double.parseDouble(parts[i + 1]);
              }
              BigDecimal expected = new BigDecimal(parts[parts.length - 1]);
              double computed = call(type, parts[0], args);
              double ulp = Math.ulp(expected.doubleValue());
              double error = new BigDecimal(computed).subtract(expected).abs().doubleValue() / ulp;
              softly
                  .assertThat(error)
                  .as("%s, got %s", line, computed)
                  .isLessThanOrEqualTo(bound(parts[0]));
            });
    softly.assertAll();
  }

  @Test
  void noiseIsUniformAndKeyed() {
    int n = 100_000;
    long key = Functions.noiseKey(1, 2);
    double sum = 0;
    double squares = 0;
    double neighbours = 0;
    for (int i = 0; i < n; i++) {
      double x = Functions.noise(key, 3, i);
      assertThat(x).isBetween(0.0, 1.0).isNotEqualTo(1.0);
      sum += x;
      squares += x * x;
      neighbours += x * Functions.noise(key, 3, i + 1);
    }
    assertThat(sum / n).isCloseTo(0.5, within(0.005));
    assertThat(squares / n).isCloseTo(1.0 / 3, within(0.005));
    assertThat(neighbours / n).isCloseTo(0.25, within(0.005));
    double first = Functions.noise(key, 3, 4);
    assertThat(Functions.noise(key, 3, 4)).isEqualTo(first);
    assertThat(Functions.noise(key, 4, 4)).isNotEqualTo(first);
    assertThat(Functions.noise(Functions.noiseKey(1, 3), 3, 4)).isNotEqualTo(first);
    assertThat(Functions.noise(Functions.noiseKey(2, 2), 3, 4)).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(classes = {Functions.class, StrictFunctions.class})
  void nanGivesNan(Class<?> type) {
    for (Method method : functions(type)) {
      double[] args = new double[method.getParameterCount()];
      Arrays.fill(args, 1);
      args[method.getName().equals("polygamma") ? 1 : 0] = NaN;
      assertThat(call(type, method.getName(), args)).as(method.getName()).isNaN();
    }
    assertThat(call(type, "polygamma", NaN, 1)).isNaN();
    assertThat(call(type, "mod", 1, NaN)).isNaN();
    assertThat(call(type, "floorDiv", 1, NaN)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"asinh", "atanh", "erf", "softsign", "sqlu", "hardTanh"})
  void oddFunctionsAreExactlyOdd(String name) {
    for (double x : GRID) {
      assertExactly(call(Functions.class, name, -x), -call(Functions.class, name, x));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "asinh",
        "atanh",
        "erf",
        "softsign",
        "sqlu",
        "hardTanh",
        "gelu",
        "geluTanh",
        "silu",
        "mish",
        "hardSwish",
        "selu"
      })
  void negativeZeroKeepsItsSign(String name) {
    assertExactly(call(Functions.class, name, -0.0), -0.0);
    assertExactly(call(Functions.class, name, 0.0), 0.0);
  }

  @Test
  void powersOfTwoHaveExactLogarithms() {
    for (int e = -1074; e < 1024; e++) {
      assertExactly(Functions.log2(Math.scalb(1.0, e)), e);
    }
    assertExactly(Functions.log2(0), NEGATIVE_INFINITY);
    assertExactly(Functions.log2(POSITIVE_INFINITY), POSITIVE_INFINITY);
    assertThat(Functions.log2(-1)).isNaN();
  }

  @Test
  void inverseHyperbolicFunctionsAtTheEdgesOfTheirDomains() {
    assertExactly(Functions.acosh(1), 0.0);
    assertThat(Functions.acosh(0.999)).isNaN();
    assertExactly(Functions.acosh(POSITIVE_INFINITY), POSITIVE_INFINITY);
    assertExactly(Functions.asinh(NEGATIVE_INFINITY), NEGATIVE_INFINITY);
    assertExactly(Functions.atanh(1), POSITIVE_INFINITY);
    assertExactly(Functions.atanh(-1), NEGATIVE_INFINITY);
    assertThat(Functions.atanh(1.001)).isNaN();
  }

  @Test
  void gammaFunctionsAtPolesAndInfinities() {
    for (double pole : new double[] {0.0, -0.0, -1, -2, -10, -1e15, -1e16, -1e308, -MAX_VALUE}) {
      assertExactly(Functions.lgamma(pole), POSITIVE_INFINITY);
      assertThat(Functions.digamma(pole)).isNaN();
      assertExactly(Functions.trigamma(pole), POSITIVE_INFINITY);
      assertThat(Functions.polygamma(2, pole)).isNaN();
      assertExactly(Functions.polygamma(3, pole), POSITIVE_INFINITY);
    }
    assertExactly(Functions.lgamma(1), 0.0);
    assertExactly(Functions.lgamma(2), 0.0);
    assertExactly(Functions.lgamma(POSITIVE_INFINITY), POSITIVE_INFINITY);
    assertExactly(Functions.lgamma(NEGATIVE_INFINITY), POSITIVE_INFINITY);
    assertExactly(Functions.lgamma(1e308), POSITIVE_INFINITY);
    assertExactly(Functions.digamma(POSITIVE_INFINITY), POSITIVE_INFINITY);
    assertThat(Functions.digamma(NEGATIVE_INFINITY)).isNaN();
    assertExactly(Functions.trigamma(POSITIVE_INFINITY), 0.0);
    assertThat(Functions.trigamma(NEGATIVE_INFINITY)).isNaN();
    assertExactly(Functions.polygamma(3, POSITIVE_INFINITY), 0.0);
    assertThat(Functions.polygamma(3, NEGATIVE_INFINITY)).isNaN();
  }

  @Test
  void polygammaTakesWholeOrdersOnly() {
    for (double x : GRID) {
      assertExactly(Functions.polygamma(0, x), Functions.digamma(x));
      assertExactly(Functions.polygamma(1, x), Functions.trigamma(x));
      assertThat(Functions.polygamma(1.5, x)).isNaN();
      assertThat(Functions.polygamma(-1, x)).isNaN();
      assertThat(Functions.polygamma(POSITIVE_INFINITY, x)).isNaN();
    }
  }

  @Test
  void gammaFunctionsNeedNoMoreTimeForAnyArgument() {
    double[] xs = {
      -0.5, -1e3 - 0.25, -1e9 - 0.25, -1e15 - 0.25, -4503599627370495.5, -1e300, 1e300
    };
    double[] ns = {1, 2, 3, 50, 170, 171, 172, 1000, 1e6, 1e12, 1e300};
    double[] qs = {MIN_VALUE, 1e-300, 0.5, 100, 1e6, 1e12 + 0.5, 1e300, -1e9 - 0.25};
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 1000; i++) {
            for (double x : xs) {
              Functions.lgamma(x);
              Functions.digamma(x);
              Functions.trigamma(x);
              Functions.polygamma(2, x);
              Functions.polygamma(5, x);
            }
            for (double n : ns) {
              for (double q : qs) {
                Functions.polygamma(n, q);
              }
            }
          }
        });
  }

  @Test
  void errorFunctionsSaturate() {
    assertExactly(Functions.erf(POSITIVE_INFINITY), 1.0);
    assertExactly(Functions.erf(NEGATIVE_INFINITY), -1.0);
    assertExactly(Functions.erf(6), 1.0);
    assertExactly(Functions.erfc(0), 1.0);
    assertExactly(Functions.erfc(NEGATIVE_INFINITY), 2.0);
    assertExactly(Functions.erfc(POSITIVE_INFINITY), 0.0);
    assertThat(Functions.erfc(27.2)).isPositive();
  }

  @Test
  void logisticFamilyAtItsLimits() {
    assertExactly(Functions.sigmoid(0), 0.5);
    assertExactly(Functions.sigmoid(NEGATIVE_INFINITY), 0.0);
    assertExactly(Functions.sigmoid(POSITIVE_INFINITY), 1.0);
    assertExactly(Functions.softplus(1e308), 1e308);
    assertExactly(Functions.softplus(NEGATIVE_INFINITY), 0.0);
    assertExactly(Functions.logSigmoid(-1e308), -1e308);
    assertExactly(Functions.gelu(NEGATIVE_INFINITY), -0.0);
    assertExactly(Functions.gelu(POSITIVE_INFINITY), POSITIVE_INFINITY);
    assertExactly(Functions.mish(1e308), 1e308);
    for (double x : GRID) {
      assertExactly(Functions.logSigmoid(-x), -Functions.softplus(x));
      assertThat(Functions.sigmoid(x) + Functions.sigmoid(-x)).isCloseTo(1, within(0x1p-52));
    }
  }

  @Test
  void piecewiseFunctions() {
    assertExactly(Functions.relu(-0.0), 0.0);
    assertExactly(Functions.relu(-3), 0.0);
    assertExactly(Functions.relu(3), 3.0);
    assertExactly(Functions.leakyRelu(-3, 0.5), -1.5);
    assertExactly(Functions.leakyRelu(3, 0.5), 3.0);
    assertExactly(Functions.elu(3, 2), 3.0);
    assertExactly(Functions.elu(-1000, 2), -2.0);
    assertExactly(Functions.celu(-1000, 2), -2.0);
    assertExactly(Functions.selu(1), 1.0507009873554805);
    assertExactly(Functions.sqlu(1), 0.75);
    assertExactly(Functions.sqlu(2), 1.0);
    assertExactly(Functions.sqlu(-5), -1.0);
    assertExactly(Functions.hardSigmoid(0), 0.5);
    assertExactly(Functions.hardSigmoid(-3), 0.0);
    assertExactly(Functions.hardSigmoid(3), 1.0);
    assertExactly(Functions.hardTanh(0.5), 0.5);
    assertExactly(Functions.hardTanh(-7), -1.0);
    assertExactly(Functions.hardSwish(3), 3.0);
    assertExactly(Functions.hardSwish(1e308), 1e308);
    assertExactly(Functions.step(MIN_VALUE), 1.0);
    assertExactly(Functions.step(-0.0), 0.5);
    assertExactly(Functions.step(-MIN_VALUE), 0.0);
    assertExactly(Functions.clip(5, -1, 2), 2.0);
    assertExactly(Functions.clip(-5, -1, 2), -1.0);
    assertExactly(Functions.clip(0.5, -1, 2), 0.5);
    assertExactly(Functions.clip(0.5, 2, -1), -1.0);
  }

  /** The remainder as Python computes it; the quotient is the floor of the rounded one. */
  @ParameterizedTest
  @CsvSource({
    "7, 3, 1, 2",
    "-7, 3, 2, -3",
    "7, -3, -2, -3",
    "-7, -3, -1, 2",
    "6, 3, 0.0, 2",
    "-6, 3, 0.0, -2",
    "6, -3, -0.0, -2",
    "-6, -3, -0.0, 2",
    "5.5, 0.25, 0.0, 22",
    "1e308, 3, 2, 3.333333333333333e307",
    "-1, Infinity, Infinity, -0.0",
    "1, Infinity, 1, 0.0",
    "-0.0, 1, 0.0, -0.0",
    "1, 0, NaN, Infinity"
  })
  void remainderAndQuotient(double a, double b, double mod, double quotient) {
    assertExactly(Functions.mod(a, b), mod);
    assertExactly(Functions.floorDiv(a, b), quotient);
  }

  /** Tells the zeros apart and takes NaN for equal to NaN. */
  private static void assertExactly(double actual, double expected) {
    assertThat(Double.valueOf(actual)).isEqualTo(Double.valueOf(expected));
  }

  private static double bound(String name) {
    return BOUNDS.getOrDefault(name, 4.0);
  }

  private static List<Method> functions(Class<?> type) {
    List<Method> methods = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      boolean ofNumbers =
          Arrays.stream(method.getParameterTypes())
              .allMatch(parameter -> parameter == double.class);
      if (Modifier.isPublic(method.getModifiers()) && ofNumbers) {
        methods.add(method);
      }
    }
    assertThat(methods).hasSize(32);
    return methods;
  }

  private static double call(Class<?> type, String name, double... args) {
    try {
      Class<?>[] types = new Class<?>[args.length];
      Arrays.fill(types, double.class);
      Object[] boxed = Arrays.stream(args).boxed().toArray();
      return (double) type.getMethod(name, types).invoke(null, boxed);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(name, e);
    }
  }
}
