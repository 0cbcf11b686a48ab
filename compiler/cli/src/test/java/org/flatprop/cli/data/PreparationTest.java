package org.flatprop.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.cli.data.Normalisation.Kind;
import org.flatprop.cli.data.Preparation.Applied;
import org.flatprop.cli.data.Roles.Missing;
import org.flatprop.source.Diagnostics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {

  private static final String PEOPLE =
      """
      name,age,sex,height,class
      Ann,30,f,1.7,b
      Bob,,m,1.8,a
      Cid,50,?,1.6,b
      Dan,40,m,NA,a
      """;

  private static final Roles ROLES =
      roles(Map.of("y", List.of("class")), Set.of("name"), Set.of("sex"), Missing.MEAN);

  @TempDir Path folder;
  private final Diagnostics diagnostics = new Diagnostics();

  private static Roles roles(
      Map<String, List<String>> columns, Set<String> drop, Set<String> oneHot, Missing missing) {
    return new Roles(new LinkedHashMap<>(columns), new LinkedHashSet<>(drop), oneHot, missing);
  }

  @Test
  void columnsThatNothingNamesAreForTheOneInputThatIsLeft() {
    Applied applied = prepare(PEOPLE, ROLES, "x[N, D] y[N]:C W[D, C]~", 0, 1, 3);
    // means of the training rows: age 35, sex 1/3 f and 2/3 m, height 1.75
    has(
        applied,
        "x",
        List.of(4, 4),
        new double[] {30, 1, 0, 1.7, 35, 0, 1, 1.8, 50, 1 / 3.0, 2 / 3.0, 1.6, 40, 0, 1, 1.75});
    has(applied, "y", List.of(4), 1, 0, 1, 0);
  }

  @Test
  void anInputThatNamesItsColumnsGetsThemInThatOrder() {
    Roles roles = roles(Map.of("x", List.of("b", "a")), Set.of("c"), Set.of(), Missing.ERROR);
    Applied applied = prepare("a,b,c,t\n1,2,x,3\n", roles, "x[N, 2] t[N]", 0);
    has(applied, "x", List.of(1, 2), 2, 1);
    has(applied, "t", List.of(1), 3);
  }

  @Test
  void aColumnWithTheNameOfAParamIsData() {
    Applied applied = prepare("a,b,t\n1,2,3\n", Roles.NONE, "x[N, 2] t[N] b[2]~", 0);
    has(applied, "x", List.of(1, 2), 1, 2);
  }

  @Test
  void withoutHeaderColumnsFollowTheDeclarations() {
    Applied applied = prepare("1,2,0\n3,4,1\n", Roles.NONE, "x[N, D] y[N]:2", 0, 1);
    has(applied, "x", List.of(2, 2), 1, 2, 3, 4);
    has(applied, "y", List.of(2), 0, 1);
  }

  @Test
  void withoutHeaderTargetsMayBeLeftOut() {
    String inputs = "x[N, D] y[N]:2";
    Preparation preparation = learn("1,2,0\n3,4,1\n", Roles.NONE, inputs, 0, 1);
    Applied applied = preparation.apply(table("5,6\n"), Known.of(inputs), diagnostics);
    has(applied, "x", List.of(1, 2), 5, 6);
    assertThat(applied.values()).hasSize(1);
    assertThat(applied.absent().get("y").message()).contains("2 cells", "had 3");
    preparation.apply(table("5\n"), Known.of(inputs), diagnostics);
    assertThat(Known.errors(diagnostics))
        .contains("its rows have 1 cells, those learnt from had 3");
  }

  @Test
  void classesAreSortedAndBindTheDimThatIsTheirNumber() {
    Preparation preparation =
        learn("x,y\n1,b\n1,10\n1,9\n1,a\n1,b\n", Roles.NONE, "x[N] y[N]:C", 0, 1);
    assertThat(preparation.classes("y")).containsExactly("9", "10", "a", "b");
    assertThat(preparation.classes("x")).isEmpty();
    assertThat(preparation.classified()).containsExactly("y");
    assertThat(preparation.dims(Known.of("x[N] y[N]:C"))).isEqualTo(Map.of("C", 4));
    assertThat(preparation.dims(Known.of("x[N] y[N]:C", Map.of("C", 5)))).isEmpty();
    assertThat(preparation.dims(Known.of("x[N] y[N]:7"))).isEmpty();
  }

  @Test
  void classesOfOtherTablesAreTheSame() {
    Preparation preparation = learn("x,y\n1,b\n1,a\n1,c\n", Roles.NONE, "x[N] y[N]:C", 0);
    Applied applied =
        preparation.apply(table("y,x\nc,5\na,6\n"), Known.of("x[N] y[N]:C"), diagnostics);
    has(applied, "y", List.of(2), 2, 0);
    has(applied, "x", List.of(2), 5, 6);
  }

  @Test
  void columnsOfOtherTablesMayBeMissingTogether() {
    Preparation preparation = learn(PEOPLE, ROLES, "x[N, D] y[N]:C", 0, 1, 2);
    String table = "id,sex,height,age\n1,m,1,20\n";
    Applied applied = preparation.apply(table(table), Known.of("x[N, D] y[N]:C"), diagnostics);
    has(applied, "x", List.of(1, 4), 20, 0, 1, 1);
    assertThat(applied.absent().get("y").render())
        .isEqualTo(folder + "/t.csv:1: there is no column `class` for `y`");
  }

  @Test
  void numbersCanBeCategories() {
    Roles roles = roles(Map.of(), Set.of(), Set.of("k"), Missing.number(0));
    Applied applied = prepare("k,t\n10,1\n9.0,2\n,3\n9,4\n", roles, "x[N, D] t[N]", 0);
    has(applied, "x", List.of(4, 2), 0, 1, 1, 0, 0, 0, 1, 0);
  }

  @Test
  void rowsWithMissingValuesCanBeLeftOut() {
    Roles roles = roles(Map.of(), Set.of("a"), Set.of(), Missing.DROP);
    CsvTable table = roles.withoutMissing(table("a,x,y\n?,1,2\n1,nan,2\n1,2,null\n1,5,6\n"));
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.place(1)).endsWith("t.csv:5");
    Preparation preparation =
        Preparation.learn(table, roles, Known.of("x[N] y[N]"), new int[] {0}, diagnostics)
            .orElseThrow();
    has(preparation.apply(table, Known.of("x[N] y[N]"), diagnostics), "x", List.of(2), 1, 5);
    assertThat(Roles.NONE.withoutMissing(table)).isSameAs(table);
  }

  @Test
  void higherArraysAreRowsOfTheirElements() {
    Applied applied = prepare("1,2,3,4,0\n", Roles.NONE, "x[N, 2, 2] y[N]:2", 0);
    has(applied, "x", List.of(1, 2, 2), 1, 2, 3, 4);
  }

  @Test
  void numbersAreNormalizedByTheTrainingRows() {
    Roles roles = roles(Map.of(), Set.of(), Set.of("k"), Missing.ERROR);
    String csv = "a,k,c,t\n1,u,0.1,1\n3,v,0.1,1\n100,v,7,1\n";
    Preparation raw = learn(csv, roles, "x[N, D] t[N]", 0, 1);
    Declarations known = Known.of("x[N, D] t[N]");
    Given x = raw.apply(table(csv), known, diagnostics).values().get(0);
    Preparation preparation = raw.normalizing(x, new int[] {0, 1}, Kind.NORMALIZE, diagnostics);
    double[] expected = {-1, 1, 0, 0, 1, 0, 1, 0, 98, 0, 1, 7 - 0.1};
    has(preparation.apply(table(csv), known, diagnostics), "x", List.of(3, 4), elements(x));
    assertThat(elements(preparation.normalized(x, diagnostics))).containsExactly(expected);
    assertThat(raw.normalized(x, diagnostics)).isEqualTo(x);
    Preparation centred = raw.normalizing(x, new int[] {0, 2}, Kind.CENTER, diagnostics);
    assertThat(elements(centred.normalized(x, diagnostics)))
        .startsWith(1 - 50.5, 1, 0, 0.1 - 3.55)
        .endsWith(100 - 50.5, 0, 1, 7 - 3.55);
  }

  @Test
  void whatIsNotFiniteHasNoMean() {
    Given x = new Given("x", Origin.of("x.npz"), array(2, 1, 2, Double.NaN, 4));
    Preparation.NONE.normalizing(x, new int[] {0, 1}, Kind.NORMALIZE, diagnostics);
    Given huge = new Given("x", Origin.of("x.npz"), array(2, 1e308, 2, -1e308, 4));
    Preparation.NONE.normalizing(huge, new int[] {0, 1}, Kind.NORMALIZE, diagnostics);
    Preparation learnt =
        Preparation.NONE.normalizing(x, new int[] {0}, Kind.NORMALIZE, diagnostics);
    Given wide = new Given("x", Origin.of("--set x"), array(3, 1, 2, 3));
    assertThat(learnt.normalized(wide, diagnostics).value()).isEmpty();
    assertThat(Known.errors(diagnostics))
        .isEqualTo(
            """
            x.npz: `x[1, 0]` is NaN: numbers like that have no mean
            x.npz: the numbers of `x` are too large to be normalized
            --set x: `x` is prepared by 2 numbers an example, but [1, 3] is given""");
  }

  private static double[] elements(Given given) {
    return given.value().orElseThrow().elements();
  }

  private static Optional<ArrayData> array(int width, double... elements) {
    return Optional.of(new ArrayData(List.of(elements.length / width, width), elements));
  }

  @Test
  void itReadsBackAsItWas() {
    Roles roles = roles(Map.of(), Set.of(), Set.of("k"), Missing.MEAN);
    String csv = "a,k,y\n0.1,\"u,\"\"\",σ\n0.2,v,b\n0.7,u,b\n,,b\n";
    Declarations known = Known.of("x[N, D] y[N]:C");
    Preparation raw = learn(csv, roles, "x[N, D] y[N]:C", 0, 1, 2);
    Given x = raw.apply(table(csv), known, diagnostics).values().get(0);
    for (Preparation preparation :
        List.of(
            Preparation.NONE,
            raw,
            raw.normalizing(x, new int[] {0, 1, 2}, Kind.NORMALIZE, diagnostics),
            Preparation.NONE.normalizing(
                "z",
                new Normalisation(
                    new double[] {Double.MIN_VALUE, -0.0, 1 / 3.0}, new double[] {1e300, 1, 2})))) {
      Preparation read = Preparation.read(preparation.json(), "m.npz", diagnostics).orElseThrow();
      assertThat(read.json()).isEqualTo(preparation.json());
      assertThat(read.classes("y")).isEqualTo(preparation.classes("y"));
      if (preparation.hasColumns()) {
        Applied expected = preparation.apply(table(csv), known, diagnostics);
        Applied actual = read.apply(table(csv), known, diagnostics);
        for (int i = 0; i < 2; i++) {
          assertThat(actual.values().get(i).value().orElseThrow().elements())
              .isEqualTo(expected.values().get(i).value().orElseThrow().elements());
        }
      }
    }
    assertThat(Known.errors(diagnostics)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"version\": 2}",
        "{\"inputs\": {\"x\": {\"means\": [1], \"deviations\": []}}}",
        "{\"inputs\": {\"x\": {\"means\": 1, \"deviations\": [1]}}}",
        "{\"inputs\": {\"x\": {\"columns\": [{\"fill\": [1, 2]}]}}}",
        "{\"inputs\": {\"x\": {\"columns\": [1]}}}",
        "{\"inputs\": {\"x\": {\"classes\": [1]}}}",
        "{\"inputs\": {\"x\": {\"more\": 1}}}",
        "{\"inputs\": {\"x\": {}, \"x\": {}}}",
        "{\"inputs\": {\"x\": {\"means\": [\"a\"]",
        "{\"inputs\": {\"x\": {\"columns\": [{"
      })
  void whatIsDamagedIsRefused(String json) {
    assertThat(Preparation.read(json, "m.npz", diagnostics)).isEmpty();
    assertThat(Known.errors(diagnostics))
        .startsWith("m.npz: what prepares data for its parameters is damaged: ");
  }

  @ParameterizedTest
  @CsvSource({"0", "3"})
  void statisticsDoNotDependOnOtherRows(int other) {
    Normalisation learnt =
        Normalisation.learn(
            new ArrayData(List.of(3, 1), 1, 2, other),
            new int[] {0, 1},
            Kind.NORMALIZE,
            new BitSet());
    assertThat(learnt.means()).containsExactly(1.5);
    assertThat(learnt.deviations()).containsExactly(0.5);
  }

  private Applied prepare(String csv, Roles roles, String inputs, int... rows) {
    return learn(csv, roles, inputs, rows).apply(table(csv), Known.of(inputs), diagnostics);
  }

  private Preparation learn(String csv, Roles roles, String inputs, int... rows) {
    Preparation preparation =
        Preparation.learn(table(csv), roles, Known.of(inputs), rows, diagnostics)
            .orElse(Preparation.NONE);
    assertThat(Known.errors(diagnostics)).isEmpty();
    return preparation;
  }

  private CsvTable table(String text) {
    try {
      Path file = Files.writeString(folder.resolve("t.csv"), text);
      return CsvTable.read(file, diagnostics).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void has(Applied applied, String name, List<Integer> sizes, double... elements) {
    assertThat(Known.errors(diagnostics)).isEmpty();
    ArrayData array = Known.value(applied.values(), name).orElseThrow();
    assertThat(array.sizes()).isEqualTo(sizes);
    assertThat(array.elements()).as(Arrays.toString(array.elements())).containsExactly(elements);
  }
}
