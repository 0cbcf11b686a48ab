package org.flatprop.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flatprop.Options;
import org.flatprop.Options.Scalars;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Code;
import org.flatprop.load.Backend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java text of a row computes the same bits as the row's evaluator, in profile strict. */
class EmittedTest {

  static Stream<Arguments> cases() {
    return Stream.of(Backend.values())
        .filter(Backend::isPresent)
        .flatMap(backend -> Stream.of(Scalars.FLAT, Scalars.TABLES).map(s -> List.of(backend, s)))
        .flatMap(form -> Rows.all().stream().map(n -> Arguments.of(form.get(0), form.get(1), n)));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cases")
  void javaComputesTheBitsOfTheEvaluator(Backend backend, Scalars scalars, String name) {
    Operation operation = Operations.named(name);
    int operands = operation.parameters().size();
    List<String> inputs = IntStream.range(0, operands).mapToObj(i -> "x" + i).toList();
    TextModel model =
        TextModel.of(
            "input " + String.join(", ", inputs) + "; f = " + call(operation, inputs),
            Options.DEFAULT.backend(backend).scalars(scalars));
    List<double[]> points =
        Stream.concat(Points.hostile(operands).stream(), Points.in(operation, 50).stream())
            .filter(x -> operands < 3 || Math.abs(x[0]) < 5)
            .toList();
    for (double[] x : points) {
      assertThat(model.at(x).value())
          .as("%s at %s", name, Arrays.toString(x))
          .isEqualTo(Double.valueOf(operation.evaluate(x)));
    }
  }

  /** How the operation is written in a model. */
  private static String call(Operation operation, List<String> operands) {
    String name = operation.name();
    boolean word = name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    if (operation.forward().code() instanceof Code.Infix || !word && operands.size() == 2) {
      return operands.stream().collect(Collectors.joining(" " + name + " "));
    }
    if (operation.forward().code() instanceof Code.Prefix) {
      return (name.equals("-x") ? "-" : name + " ") + operands.get(0);
    }
    return name + "(" + String.join(", ", operands) + ")";
  }
}
