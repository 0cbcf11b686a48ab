package org.flatprop.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flatprop.Flatprop;
import org.flatprop.inspect.View.Collapsed;
import org.flatprop.inspect.View.Item;
import org.flatprop.inspect.View.Single;
import org.junit.jupiter.api.Test;

class ViewsTest {

  private static final String MODEL =
      "def unit(a, w) = exp(-a*w)\nh = unit(x, u) + 1\nk = unit(h, v)*2\nf = h + k";

  private static Views views(String text) {
    return new Views(Circuit.of(Flatprop.compile(text)));
  }

  private static List<String> names(View view) {
    return view.items().stream().map(ViewsTest::name).toList();
  }

  private static String name(Item item) {
    return item instanceof Collapsed collapsed
        ? "[" + collapsed.part().title() + "]"
        : (((Single) item).outside() ? "~" : "") + ((Single) item).gate().name();
  }

  private static List<String> links(View view) {
    return view.links().stream().map(l -> name(l.from()) + " -> " + name(l.to())).toList();
  }

  @Test
  void anOverviewHasPartsCollapsed() {
    View view = views(MODEL).overview();
    assertThat(names(view)).containsExactly("x", "u", "v", "[h]", "[k]", "f");
    assertThat(links(view))
        .containsExactly("x -> [h]", "u -> [h]", "[h] -> [k]", "v -> [k]", "[h] -> f", "[k] -> f");
  }

  @Test
  void aPartShowsWhatItIsConnectedWith() {
    Views views = views(MODEL);
    Part k =
        views.parts().stream().filter(part -> part.title().equals("k")).findFirst().orElseThrow();
    View view = views.of(k);
    assertThat(names(view)).containsExactly("v", "~h", "[unit]", "k");
    assertThat(links(view)).containsExactly("~h -> [unit]", "v -> [unit]", "[unit] -> k");
  }

  @Test
  void onePartAroundAllIsNone() {
    assertThat(views("def unit(a, w) = exp(-a*w)\nf = unit(2, 3)").parts()).isEmpty();
  }

  @Test
  void everyGateIsInTheExpandedView() {
    Views views = views(MODEL);
    assertThat(names(views.expanded()))
        .containsExactlyElementsOf(
            Circuit.of(Flatprop.compile(MODEL)).gates().stream().map(Gate::name).toList());
  }

  @Test
  void inLargeViewsInputsStandBesideTheirUsers() {
    String text =
        IntStream.range(1, 80)
            .mapToObj(i -> "h" + i + " = sin(h" + (i - 1) + ")*w")
            .collect(Collectors.joining("\n", "h0 = x\n", "\nf = h79"));
    View view = views(text).overview();
    assertThat(names(view)).filteredOn("w"::equals).hasSize(79);
    assertThat(view.items().stream().map(Item::id)).doesNotHaveDuplicates();
    assertThat(names(view)).filteredOn("x"::equals).hasSize(1);
  }
}
