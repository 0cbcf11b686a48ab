package org.flatprop.checks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.loops.Code;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Memory;
import org.flatprop.loops.Port;
import org.flatprop.loops.Program;
import org.flatprop.loops.SourcePlaces;
import org.flatprop.loops.Step;
import org.flatprop.ops.Operations;
import org.flatprop.source.CompilerBug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker catches every kind of wrong program. */
class ProgramCheckTest {

  private static final Size N = Size.dim("N");
  private static final Size I = index("i");
  private static final Formula ONE = new Formula.Literal(1);

  private static Size index(String name) {
    return Size.of(new Size.Atom.Index(name));
  }

  private static Formula element(String array, Size place) {
    return new Formula.Element(array, place);
  }

  private static Formula ref(String name) {
    return new Formula.Ref(name, false);
  }

  private static Step assign(String target, Formula value) {
    return new Step.Assign(target, value, false, false, List.of());
  }

  private static Step put(String array, Size place, Formula value) {
    return new Step.Put(array, place, value, false);
  }

  private static Step loop(String index, Step... body) {
    return new Step.For(index, N, List.of(body));
  }

  private static Step nest(Step... body) {
    return new Step.Nest("a", List.of("a"), List.of(body));
  }

  /** An array made of another, element by element. */
  private static Step map(String to, String from) {
    return nest(loop("i", put(to, I, element(from, I))));
  }

  private static Step.StoreAll store(String array) {
    return new Step.StoreAll(Step.Results.OUTPUTS, Size.ZERO, array, N);
  }

  private static Memory.Home in(String buffer) {
    return new Memory.Home.InBuffer(buffer);
  }

  private static Memory.Buffer buffer(String name, Size count) {
    return new Memory.Buffer(name, List.of(count));
  }

  /** A pass of a model of a vector x and a scalar s, which computes arrays and gives a vector. */
  private static Program program(Step... forward) {
    List<Program.Array> arrays =
        Stream.of("a", "b", "c").map(name -> new Program.Array(name, Shape.of(N))).toList();
    return new Program(
        List.of("N"),
        List.of(),
        List.of(Port.out("x", Shape.of(N)), Port.out("s", Shape.SCALAR)),
        List.of("x", "s"),
        List.of(Port.out("f", Shape.of(N))),
        List.of(),
        List.of(),
        new Program.Special(Optional.empty(), List.of(), Optional.of("training"), Optional.empty()),
        List.of(),
        Code.of(arrays, List.of(forward), List.of()),
        SourcePlaces.NONE);
  }

  private static Program in(Memory memory, Step... forward) {
    Program program = program(forward);
    return program.with(program.code().with(memory));
  }

  private static Program stored(Step... forward) {
    List<Step> steps = new ArrayList<>(List.of(forward));
    steps.add(store("a"));
    return program(steps.toArray(Step[]::new));
  }

  /** A program whose arrays a, b, and c are made of x, a and b and stand where it is said. */
  private static Program chain(List<Memory.Buffer> buffers, String a, String b, String c) {
    Map<String, Memory.Home> homes = new LinkedHashMap<>();
    homes.put("a", in(a));
    homes.put("b", in(b));
    homes.put("c", in(c));
    Memory memory = new Memory(buffers, homes, Map.of());
    return in(memory, map("a", "x"), map("b", "a"), map("c", "b"), store("c"));
  }

  static Stream<Arguments> wrong() {
    Step fill = map("a", "x");
    Step aOfSum = nest(loop("i", assign("t", ONE)), loop("i", put("a", I, ref("t"))));
    Step truth = new Step.Assign("t", ONE, true, false, List.of());
    Step more = new Step.Assign("t", ONE, false, true, List.of());
    Step.Part matrix = new Step.Part("a", Size.ZERO);
    Step.Part input = new Step.Part("x", Size.ZERO);
    Step.Part next = new Step.Part("x", Size.ONE);
    List<Memory.Buffer> one = List.of(buffer("a", N));
    List<Memory.Buffer> two = List.of(buffer("a", N), buffer("b", N));
    return Stream.of(
        arguments(stored(nest(loop("i", put("a", I, ref("t"))))), "`t` is read before it is given"),
        arguments(stored(aOfSum), "`t` is read before it is given"),
        arguments(stored(fill, assign("t", element("b", Size.ZERO))), "`b` is read before"),
        arguments(stored(fill, new Step.Put("b", Size.ZERO, ONE, true)), "`b` is read before"),
        arguments(stored(fill, new Step.Fill("d", N, 0)), "`d` is no array of the program's"),
        arguments(stored(nest(loop("i", put("a", index("j"), ONE)))), "index `j` is not in scope"),
        arguments(stored(fill, nest(put("a", I, ONE))), "index `i` is not in scope"),
        arguments(stored(nest(loop("i", loop("i", put("a", I, ONE))))), "`i` is given twice"),
        arguments(stored(nest(loop("i", put("a", Size.axis(0), ONE)))), "a place of the graph"),
        arguments(stored(fill, more), "only a variable can be continued"),
        arguments(stored(fill, truth, more), "only a variable can be continued"),
        arguments(stored(fill, assign("t", ONE), assign("t", ONE)), "`t` is given twice"),
        arguments(stored(fill, truth, assign("u", ref("t"))), "`t` is read as what it is not"),
        arguments(stored(fill, assign("u", ref("training"))), "`training` is read as what"),
        arguments(stored(fill, assign("s", ONE)), "`s` is given twice"),
        arguments(stored(fill, product(matrix, input, matrix)), "a product overwrites a factor"),
        arguments(stored(product(matrix, next, input)), "]` is outside of the array"),
        arguments(
            stored(nest(loop("i", put("a", I, element("x", I.plus(1)))))),
            "`x[i + 1]` is outside of the array"),
        arguments(
            stored(nest(loop("i", put("a", I, element("x", I.minus(Size.ONE)))))),
            "`x[i - 1]` is outside of the array"),
        arguments(stored(new Step.Fill("a", Size.ONE, 0)), "`a` has another size"),
        arguments(program(fill), "outputs[0] is not stored"),
        arguments(stored(fill, store("a")), "outputs[0] is stored twice"),
        arguments(
            stored(fill, new Step.Store(Step.Results.GRADIENTS, Size.ZERO, ONE)),
            "gradients has no element 0"),
        arguments(
            stored(fill, new Step.Store(Step.Results.OUTPUTS, N, ONE)), "outputs has no element"),
        arguments(chain(two, "a", "b", "c"), "the buffer of `c` is small"),
        arguments(
            chain(List.of(buffer("a", N.minus(Size.ONE))), "a", "a", "a"),
            "the buffer of `a` is small"),
        arguments(atHome(inResults(Size.ZERO)), "outputs[0] is stored twice"),
        arguments(overlapping(one), "`b` overwrites `a`, which is still needed"),
        arguments(shifted(one), "`b` overwrites `a`, which is still needed"),
        arguments(again(one), "`b` overwrites `a`, which is still needed"));
  }

  private static Step product(Step.Part target, Step.Part left, Step.Part right) {
    Step.Axis rows = new Step.Axis(N, Size.ONE, Size.ONE, Size.ZERO);
    return new Step.Product(
        target, left, right, List.of(rows), List.of(), List.of(), 0, Optional.empty());
  }

  private static Memory.Home inResults(Size at) {
    return new Memory.Home.InResults(Step.Results.OUTPUTS, at);
  }

  /** An array that stands in the results and is stored there too. */
  private static Program atHome(Memory.Home home) {
    return in(new Memory(List.of(), Map.of("a", home), Map.of()), map("a", "x"), store("a"));
  }

  private static Program shared(List<Memory.Buffer> buffers, Step... forward) {
    Map<String, Memory.Home> homes = Map.of("a", in("a"), "b", in("a"), "c", inResults(Size.ZERO));
    return in(new Memory(buffers, homes, Map.of()), forward);
  }

  /** Where the first of two arrays in one buffer is read after the second is written. */
  private static Program overlapping(List<Memory.Buffer> buffers) {
    return shared(buffers, map("a", "x"), map("b", "x"), map("c", "a"), map("b", "c"));
  }

  /** Where an array replaces another, but not element by element. */
  private static Program shifted(List<Memory.Buffer> buffers) {
    Step turned = nest(loop("i", put("b", I, element("a", N.minus(I).plus(-1)))));
    return shared(buffers, map("a", "x"), turned, map("c", "b"));
  }

  /** Where an array replaces another once for each turn of a loop. */
  private static Program again(List<Memory.Buffer> buffers) {
    Step rows = nest(loop("j", loop("i", put("b", I, element("a", I)))));
    return shared(buffers, map("a", "x"), rows, map("c", "b"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource
  void wrong(Program program, String message) {
    assertThatThrownBy(() -> ProgramCheck.check(program, "fusion"))
        .isInstanceOf(CompilerBug.class)
        .hasMessageStartingWith("after fusion: ")
        .hasMessageContaining(message);
  }

  @Test
  void whatIsRightIsLeftAlone() {
    List<Memory.Buffer> one = List.of(buffer("a", N));
    Formula guarded =
        new Formula.Apply(
            Operations.WHERE, List.of(ONE, element("x", I.plus(1)), new Formula.Literal(0)));
    List<Program> right =
        List.of(
            stored(map("a", "x")),
            stored(nest(loop("i", put("a", I, guarded)))),
            stored(nest(loop("i", assign("t", ONE), put("a", I, ref("t")))), assign("t", ONE)),
            chain(one, "a", "a", "a"),
            shared(one, map("a", "x"), map("b", "a"), map("c", "b")));
    for (Program program : right) {
      assertThatCode(() -> ProgramCheck.check(program, "fusion")).doesNotThrowAnyException();
    }
  }
}
