package org.flatprop.ops;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.flatprop.graph.Access;
import org.flatprop.graph.Counting;
import org.flatprop.graph.Graph;
import org.flatprop.graph.GraphCheck;
import org.flatprop.graph.Join;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Noise;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.source.CompilerBug;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker catches every kind of wrong node. */
class GraphCheckTest {

  private static final Size N = Size.dim("N");
  private static final Shape VECTOR = Shape.of(N);
  private static final Shape MATRIX = Shape.of(N, N);

  /** A graph of a matrix and one more node. */
  private static Arguments node(Operation operation, Object payload, Shape shape, String message) {
    Consumer<Graph> add = graph -> graph.make(operation, List.of(matrix(graph)), payload, shape);
    return arguments(add, message);
  }

  private static Node matrix(Graph graph) {
    return graph.leaf(new Leaf(Leaf.Kind.INPUT, "x", Optional.empty()), MATRIX);
  }

  private static Access access(Shape shape, Size... subscripts) {
    return new Access(shape, List.of(subscripts), false);
  }

  static Stream<Arguments> wrong() {
    Size row = Size.axis(0);
    Size column = Size.axis(1);
    Consumer<Graph> foreign =
        graph -> graph.make(Operations.NEGATE, List.of(matrix(new Graph())), null, MATRIX);
    Consumer<Graph> nothing = graph -> graph.make(Operation.LEAF, List.of(), null, MATRIX);
    return Stream.of(
        arguments(foreign, "an operand does not come before it"),
        arguments(nothing, "it stands for nothing"),
        node(Operations.NEGATE, null, VECTOR, "its operands are not of its shape"),
        node(
            ArrayCore.READ, access(VECTOR, row), VECTOR, "not one subscript for each axis of what"),
        node(ArrayCore.READ, access(VECTOR, row, row), MATRIX, "its shape is not the payload's"),
        node(ArrayCore.READ, access(VECTOR, row, column), VECTOR, "a subscript is of other places"),
        node(
            ArrayCore.READ,
            new Access(VECTOR, List.of(row, row), true),
            VECTOR,
            "it has no condition"),
        node(
            ArrayCore.ACCUMULATE,
            access(VECTOR, row, column),
            VECTOR,
            "not one subscript for each axis of its own"),
        node(ArrayCore.SUM, 1, MATRIX, "not that of its operand without the last axes"),
        node(ArrayCore.SUM, 3, Shape.SCALAR, "not that of its operand without the last axes"),
        node(ArrayCore.RESHAPE, VECTOR, VECTOR, "another number of elements"),
        node(ArrayCore.CONCAT, new Join(0, List.of(N)), MATRIX, "operand 0 does not follow"),
        node(ArrayCore.CONCAT, new Join(0, List.of(Size.ZERO)), VECTOR, "operand 0 does not"),
        node(
            ArrayCore.CONCAT,
            new Join(0, List.of(Size.ZERO)),
            Shape.of(N.times(2), N),
            "its operands do not fill it"),
        node(ArrayCore.COUNT, new Counting(VECTOR, column), VECTOR, "of other places"),
        node(ArrayCore.NOISE, new Noise(VECTOR, 0), MATRIX, "its shape is not the payload's"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource
  void wrong(Consumer<Graph> add, String message) {
    Graph graph = new Graph();
    add.accept(graph);
    assertThatThrownBy(() -> GraphCheck.check(graph, "derivation"))
        .isInstanceOf(CompilerBug.class)
        .hasMessageStartingWith("after derivation: ")
        .hasMessageContaining(message);
  }
}
