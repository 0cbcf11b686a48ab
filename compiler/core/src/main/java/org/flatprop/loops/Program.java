package org.flatprop.loops;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;

/**
 * A model as two passes of code. Names are those the reader sees, each given once; that they are
 * legal in Java is not this stage's concern.
 *
 * @param dims the sizes that the model leaves open
 * @param requirements what must hold of the dims
 * @param inputs in the order of the inputs vector; so outputs and gradients
 * @param inputNames how the passes call the inputs; in straight-line code each element by itself
 * @param tables arrays of numbers that the model's text holds
 * @param special what the passes refer to besides
 * @param kinks for each operation with kinks, what is declared there
 * @param places where the values come from
 */
public record Program(
    List<String> dims,
    List<Requirement> requirements,
    List<Port> inputs,
    List<String> inputNames,
    List<Port> outputs,
    List<Port> gradients,
    List<Table> tables,
    Special special,
    List<String> kinks,
    Code code,
    SourcePlaces places)
    implements Lowered {

  public Program {
    dims = List.copyOf(dims);
    requirements = List.copyOf(requirements);
    inputs = List.copyOf(inputs);
    inputNames = List.copyOf(inputNames);
    outputs = List.copyOf(outputs);
    gradients = List.copyOf(gradients);
    tables = List.copyOf(tables);
    kinks = List.copyOf(kinks);
  }

  /** A model of scalars, without dims. */
  public static Program ofScalars(Ports ports, List<String> kinks, Code code) {
    return new Program(
        List.of(),
        List.of(),
        ports.inputs(),
        ports.inputs().stream().map(Port::name).toList(),
        ports.outputs(),
        ports.gradients(),
        List.of(),
        Special.NONE,
        kinks,
        code,
        SourcePlaces.NONE);
  }

  /** The same model in other code. */
  public Program with(Code other) {
    return with(other, places);
  }

  /** The same program, whose values come from some places. */
  public Program with(SourcePlaces others) {
    return with(code, others);
  }

  private Program with(Code code, SourcePlaces places) {
    return new Program(
        dims,
        requirements,
        inputs,
        inputNames,
        outputs,
        gradients,
        tables,
        special,
        kinks,
        code,
        places);
  }

  /** The arrays that the passes compute; none in straight-line code. */
  public List<Array> arrays() {
    return code.arrays();
  }

  /** The forward pass; its stores are the outputs, the objective first. */
  public List<Step> forward() {
    return code.forward();
  }

  /** The backward pass; its stores are the gradients. */
  public List<Step> backward() {
    return code.backward();
  }

  /** Both passes in one; empty where that is just one after the other. */
  public List<Step> together() {
    return code.together();
  }

  /** The inputs that gradient descent can add their gradient to straight away. */
  public Set<String> updates() {
    Set<String> updated = new HashSet<>();
    steps(
        together().isEmpty() ? backward() : together(),
        step -> {
          if (step instanceof Step.Product product) {
            product.updates().ifPresent(updated::add);
          }
        });
    return updated;
  }

  /** Where the arrays stand. */
  public Memory memory() {
    return code.memory();
  }

  /** All passes. */
  public List<List<Step>> passes() {
    return together().isEmpty()
        ? List.of(forward(), backward())
        : List.of(forward(), backward(), together());
  }

  @Override
  public Program frame() {
    return this;
  }

  @Override
  public Size forwardOperations() {
    return operations(forward());
  }

  @Override
  public Size backwardOperations() {
    return operations(backward());
  }

  /** A named array. */
  public record Array(String name, Shape shape) {}

  /** An array of numbers, row-major. */
  public record Table(String name, Shape shape, List<Double> numbers) {

    public Table {
      numbers = List.copyOf(numbers);
    }
  }

  /** Shows all statements, those within others too. */
  public static void steps(List<? extends Step> steps, Consumer<Step> consumer) {
    for (Step step : steps) {
      consumer.accept(step);
      steps(step.body(), consumer);
    }
  }

  /** Shows the names of all values that a statement comes to. */
  public static void names(Step step, Consumer<String> consumer) {
    Effects effects = Effects.of(step);
    effects.reads().forEach(consumer);
    effects.writes().forEach(consumer);
  }

  /** How many elements the values of a vector have together. */
  public static Size size(List<Port> ports) {
    return ports.stream().map(Port::count).reduce(Size.ZERO, Size::plus);
  }

  /**
   * Names that a pass refers to without computing them.
   *
   * @param seed the adjoint of an objective that is an array
   * @param seedNames how straight-line code calls the seed's elements
   * @param training whether the model is trained
   * @param noise the key of its random numbers
   */
  public record Special(
      Optional<Array> seed,
      List<String> seedNames,
      Optional<String> training,
      Optional<String> noise) {

    public Special {
      seedNames = List.copyOf(seedNames);
    }

    /** All names. */
    public List<String> names() {
      Stream<String> own =
          Stream.of(seed.map(Array::name), training, noise).flatMap(Optional::stream);
      return Stream.concat(own, seedNames.stream()).toList();
    }

    public static final Special NONE =
        new Special(Optional.empty(), List.of(), Optional.empty(), Optional.empty());
  }

  /** Whether every value is a scalar, known by a name of its own. */
  public boolean isStraightLine() {
    return dims.isEmpty()
        && arrays().isEmpty()
        && tables.isEmpty()
        && special.training().isEmpty()
        && special.noise().isEmpty()
        && (special.seed().isEmpty() || !special.seedNames().isEmpty())
        && size(inputs).is(inputNames.size())
        && Stream.of(forward(), backward())
            .allMatch(pass -> pass.stream().allMatch(Step.Line.class::isInstance));
  }

  /** The statements of a pass that is straight-line code. */
  public static List<Step.Line> lines(List<Step> pass) {
    return pass.stream().map(Step.Line.class::cast).toList();
  }

  /** Shows all formulas of some steps, those within them too. */
  public static void formulas(List<? extends Step> steps, Consumer<Formula> consumer) {
    for (Step step : steps) {
      if (step instanceof Step.Line line) {
        consumer.accept(line.value());
      } else if (step instanceof Step.Put put) {
        consumer.accept(put.value());
      } else if (step instanceof Step.Whole whole) {
        consumer.accept(whole.value());
      } else if (step instanceof Step.If choice) {
        consumer.accept(choice.condition());
      }
      formulas(step.body(), consumer);
    }
  }

  /**
   * How many arithmetic operations and function calls a pass makes; those of a loop count as often
   * as it runs, those that hardly ever run not at all.
   */
  public static Size operations(List<Step> pass) {
    Size sum = Size.ZERO;
    for (Step step : pass) {
      sum = sum.plus(operations(step));
    }
    return sum;
  }

  private static Size operations(Step step) {
    if (step instanceof Step.Line line) {
      return operations(line.value());
    }
    if (step instanceof Step.Put put) {
      return operations(put.value()).plus(put.adds() ? 1 : 0);
    }
    if (step instanceof Step.Whole whole) {
      return operations(whole.value());
    }
    if (step instanceof Step.Product product) {
      return Step.Axis.count(product.rows())
          .times(Step.Axis.count(product.inner()))
          .times(Step.Axis.count(product.columns()))
          .times(2);
    }
    if (step instanceof Step.Map map) {
      return map.count();
    }
    if (step instanceof Step.If choice && choice.rare()) {
      return Size.ZERO;
    }
    Size body = operations(step.body());
    if (step instanceof Step.Blocks blocks) {
      // all that is done to a block is done to each of its elements
      return body.coefficient(new Size.Atom.Index(blocks.width()))
          .orElseThrow()
          .times(blocks.count());
    }
    return step instanceof Step.For loop ? body.times(loop.count()) : body;
  }

  private static Size operations(Formula formula) {
    Size sum = Size.of(formula.operations());
    if (formula instanceof Formula.Fold fold) {
      return fold.count().plus(-1);
    }
    if (formula instanceof Formula.Apply apply) {
      for (Formula operand : apply.operands()) {
        sum = operand instanceof Formula.Fold ? sum.plus(operations(operand)) : sum;
      }
    }
    return sum;
  }
}
