package org.flatprop.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.ops.Operations;

/**
 * Loops over arrays of literal size as straight-line code: every element becomes a variable, {@code
 * w[1, 2]} becomes {@code w_1_2}. The bits are the same.
 */
public final class Unrolled {

  /** Longer sums take several lines. */
  private static final int TERMS_A_LINE = 16;

  /** It cannot be unrolled, or would be too long. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super("refused", null, false, false);
    }
  }

  private final Program program;
  private final int limit;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, List<String>> elements = new HashMap<>();
  private final Map<String, List<Double>> tables = new HashMap<>();
  private final Map<String, Long> indices = new HashMap<>();

  /** Which element of its array a variable is, row-major. */
  private final Map<String, Integer> numbers = new HashMap<>();

  /** What turned out to be a number, and takes no line. */
  private final Map<String, Formula.Literal> decided = new HashMap<>();

  /** What variables within a nest stand for. */
  private final Map<String, Formula> locals = new HashMap<>();

  /** Sums that are being added up, by the element's name. */
  private final Map<String, List<Formula>> sums = new LinkedHashMap<>();

  private final Set<String> assigned = new HashSet<>();
  private final Map<String, SourcePlaces.Value> places = new HashMap<>();
  private List<Step> lines = new ArrayList<>();
  private List<String> remarks = List.of();
  private String target = "";
  private boolean targetIsTruth;
  private int count;
  private int temporaries;

  private Unrolled(Program program, int limit) {
    this.program = program;
    this.limit = limit;
    program.inputs().forEach(port -> declare(port.name(), port.shape()));
    program.arrays().forEach(array -> declare(array.name(), array.shape()));
    program.special().seed().ifPresent(seed -> declare(seed.name(), seed.shape()));
    program.tables().forEach(table -> tables.put(table.name(), table.numbers()));
    taken.addAll(program.inputNames());
    program.arrays().forEach(array -> taken.add(array.name()));
    taken.addAll(program.special().names());
    names(program.forward());
    names(program.backward());
  }

  /** The same program without loops, if it has none but of literal size, and few lines. */
  public static Optional<Program> of(Program program, int limit) {
    if (!program.dims().isEmpty()
        || program.special().training().isPresent()
        || program.special().noise().isPresent()
        || Program.size(program.inputs()).constant() > limit) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Unrolled(program, limit).unroll());
    } catch (Refused e) {
      return Optional.empty();
    }
  }

  private Program unroll() {
    List<String> inputs = new ArrayList<>();
    for (Port port : program.inputs()) {
      inputs.addAll(port.shape().isScalar() ? List.of(port.name()) : elements(port.name()));
    }
    List<Step> forward = pass(program.forward());
    List<Step> backward = pass(program.backward());
    return new Program(
        List.of(),
        List.of(),
        program.inputs(),
        inputs,
        program.outputs(),
        program.gradients(),
        List.of(),
        seed(),
        program.kinks(),
        Code.of(List.of(), forward, backward),
        program.places().with(places));
  }

  private Program.Special seed() {
    Optional<Program.Array> seed = program.special().seed();
    List<String> names = seed.map(array -> elements(array.name())).orElse(List.of());
    return new Program.Special(seed, names, Optional.empty(), Optional.empty());
  }

  private List<Step> pass(List<Step> steps) {
    lines = new ArrayList<>();
    steps.forEach(this::step);
    return lines;
  }

  // Names

  private void declare(String name, Shape shape) {
    shapes.put(name, shape);
  }

  private void names(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.Assign assign) {
        taken.add(assign.target());
      }
      names(step.body());
    }
  }

  private List<String> elements(String array) {
    return elements.computeIfAbsent(array, this::named);
  }

  private List<String> named(String array) {
    Shape shape = shapes.get(array);
    long elements = shape.count().constant();
    if (elements > limit) {
      throw new Refused();
    }
    List<String> names = new ArrayList<>();
    for (long i = 0; i < elements; i++) {
      StringBuilder name = new StringBuilder();
      long rest = i;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        long size = shape.size(axis).constant();
        name.insert(0, "_" + rest % size);
        rest /= size;
      }
      names.add(unique(array + name));
      numbers.put(names.get(names.size() - 1), (int) i);
    }
    return names;
  }

  private String unique(String wanted) {
    String name = wanted;
    while (!taken.add(name)) {
      name += "_";
    }
    return name;
  }

  /**
   * What a line's name stands for: a scalar, an element of the array at hand, or a part of these.
   */
  private SourcePlaces.Value place(String name) {
    SourcePlaces.Value whole = program.places().value(target.isEmpty() ? name : target);
    if (whole == null || name.equals(target) || target.isEmpty()) {
      return whole;
    }
    Integer number = numbers.get(name);
    return number == null ? whole.part() : whole.element(number);
  }

  // Statements

  private void step(Step step) {
    if (step instanceof Step.Nest nest) {
      nest(nest);
    } else if (step instanceof Step.For loop) {
      loop(loop);
    } else if (step instanceof Step.Assign assign) {
      assign(assign);
    } else if (step instanceof Step.Put put) {
      put(put, new Formula.Literal(1));
    } else if (step instanceof Step.Fill fill) {
      Formula start = new Formula.Literal(fill.value());
      elements(fill.array()).forEach(name -> sums.put(name, new ArrayList<>(List.of(start))));
    } else if (step instanceof Step.If choice) {
      choice(choice);
    } else if (step instanceof Step.Whole whole) {
      whole(whole);
    } else if (step instanceof Step.Store store) {
      add(new Step.Store(store.results(), store.index(), formula(store.value())));
    } else if (step instanceof Step.StoreAll all) {
      for (long i = 0; i < number(all.count()); i++) {
        Formula element = formula(new Formula.Element(all.array(), Size.of(i)));
        add(new Step.Store(all.results(), all.index().plus(i), element));
      }
    }
  }

  private void nest(Step.Nest nest) {
    locals.clear();
    sums.clear();
    remarks = nest.remarks();
    target = nest.target();
    targetIsTruth = false;
    nest.body().forEach(this::step);
    if (locals.containsKey(target)) {
      emit(target, locals.remove(target), targetIsTruth);
    }
    sums.forEach(
        (name, terms) ->
            emit(
                name,
                terms.size() == 1 ? terms.get(0) : new Formula.Apply(Operations.ADD, terms),
                false));
    locals.clear();
    sums.clear();
    remarks = List.of();
    target = "";
  }

  private void loop(Step.For loop) {
    long times = number(loop.count());
    for (long i = 0; i < times; i++) {
      count(1);
      indices.put(loop.index(), i);
      loop.body().forEach(this::step);
    }
    indices.remove(loop.index());
  }

  /** Iterations cost time even where they add no line. */
  private void count(int more) {
    count += more;
    if (count > 40 * (limit + 50)) {
      throw new Refused();
    }
  }

  private void assign(Step.Assign assign) {
    String name = assign.target();
    Formula value = formula(assign.value());
    if (target.isEmpty()) {
      remarks = assign.remarks();
      emit(name, value, assign.truth());
      return;
    }
    boolean own = name.equals(target);
    targetIsTruth |= own && assign.truth();
    if (!assign.continues()) {
      boolean simple = own || value instanceof Formula.Literal || value instanceof Formula.Ref;
      locals.put(name, simple ? value : temporary(name, value));
    } else if (more(assign.value(), name).isPresent()) {
      locals.put(name, joined(locals.get(name), assign.value()));
    } else {
      locals.put(name, value instanceof Formula.Literal ? value : temporary(name, value));
    }
  }

  /** What a formula adds to, or multiplies with, a variable. */
  private static Optional<Formula> more(Formula formula, String name) {
    boolean joins =
        formula instanceof Formula.Apply apply
            && apply.operands().size() == 2
            && apply.operands().get(0).equals(new Formula.Ref(name, false));
    return joins ? Optional.of(((Formula.Apply) formula).operands().get(1)) : Optional.empty();
  }

  private Formula joined(Formula first, Formula continued) {
    Formula before = first;
    Formula.Apply apply = (Formula.Apply) continued;
    Operation operation = apply.operation();
    Formula more = formula(apply.operands().get(1));
    if (isNeutral(operation, before)) {
      return more;
    }
    boolean sum = operation == Operations.ADD;
    if (!sum && before.operations() >= TERMS_A_LINE) {
      before = temporary(((Formula.Ref) apply.operands().get(0)).name(), before);
    }
    List<Formula> operands = new ArrayList<>();
    if (sum && before instanceof Formula.Apply inner && inner.operation() == operation) {
      operands.addAll(inner.operands());
    } else {
      operands.add(before);
    }
    operands.add(more);
    return fold(operation, operands);
  }

  /** To the bit: a sum begins with -0.0. */
  private static boolean isNeutral(Operation operation, Formula formula) {
    if (!(formula instanceof Formula.Literal literal)) {
      return false;
    }
    double neutral =
        switch (operation.name()) {
          case "+" -> -0.0;
          case "*" -> 1;
          case "max" -> Double.NEGATIVE_INFINITY;
          default -> Double.POSITIVE_INFINITY;
        };
    return Double.compare(literal.value(), neutral) == 0;
  }

  private Formula temporary(String wanted, Formula value) {
    String name = unique(wanted + "_" + temporaries++);
    emit(name, value, value.truth());
    return new Formula.Ref(name, value.truth());
  }

  private void put(Step.Put put, Formula where) {
    String name = elements(put.array()).get(Math.toIntExact(number(put.place())));
    Formula value = formula(put.value());
    if (put.adds()) {
      boolean always = where.equals(new Formula.Literal(1));
      sums.get(name)
          .add(
              always
                  ? value
                  : new Formula.Apply(
                      Operations.WHERE, List.of(where, value, new Formula.Literal(0))));
    } else if (value instanceof Formula.Literal literal) {
      decided.put(name, literal);
    } else {
      decided.remove(name);
      emit(name, value, false);
    }
  }

  private void choice(Step.If choice) {
    Formula condition = formula(choice.condition());
    if (condition instanceof Formula.Literal literal) {
      if (literal.value() != 0) {
        choice.body().forEach(this::step);
      }
      return;
    }
    for (Step step : choice.body()) {
      if (step instanceof Step.Put put) {
        put(put, condition);
      } else {
        step(step);
      }
    }
  }

  private void whole(Step.Whole whole) {
    if (!(formula(whole.value()) instanceof Formula.Literal literal)) {
      throw new Refused();
    }
    indices.put(whole.name(), (long) literal.value());
  }

  /** A line, or several for a long sum. */
  private void emit(String name, Formula value, boolean truth) {
    if (truth && value instanceof Formula.Literal literal) {
      decided.put(name, literal);
      return;
    }
    boolean sum =
        value instanceof Formula.Apply apply
            && apply.operation() == Operations.ADD
            && apply.operands().size() > TERMS_A_LINE;
    boolean again = !assigned.add(name);
    places.put(name, place(name));
    if (!sum) {
      add(new Step.Assign(name, value, truth, again, remarks));
    } else {
      List<Formula> terms = ((Formula.Apply) value).operands();
      for (int i = 0; i < terms.size(); i += TERMS_A_LINE) {
        List<Formula> line = new ArrayList<>();
        if (i > 0) {
          line.add(new Formula.Ref(name, false));
        }
        line.addAll(terms.subList(i, Math.min(terms.size(), i + TERMS_A_LINE)));
        Formula part = new Formula.Apply(Operations.ADD, line);
        add(
            new Step.Assign(
                name, part, false, again || i > 0, i == 0 ? remarks : List.of("continued")));
      }
    }
    // The other elements are of the same formula.
    remarks = List.of();
  }

  private void add(Step line) {
    lines.add(line);
    if (lines.size() > limit) {
      throw new Refused();
    }
  }

  // Formulas

  private long number(Size size) {
    return substituted(size).constant();
  }

  private Size substituted(Size size) {
    return size.substitute(
        atom -> {
          if (!(atom instanceof Atom.Index index)) {
            return Optional.empty();
          }
          Long value = indices.get(index.name());
          if (value == null) {
            throw new Refused();
          }
          return Optional.of(Size.of(value));
        });
  }

  private Formula element(String name) {
    Formula.Literal known = decided.get(name);
    return known != null ? known : new Formula.Ref(name, false);
  }

  private Formula formula(Formula formula) {
    if (formula instanceof Formula.Whole whole) {
      return new Formula.Literal(number(whole.formula()));
    }
    if (formula instanceof Formula.Element read) {
      int place = Math.toIntExact(number(read.place()));
      return tables.containsKey(read.array())
          ? new Formula.Literal(tables.get(read.array()).get(place))
          : element(elements(read.array()).get(place));
    }
    if (formula instanceof Formula.Ref ref) {
      Formula.Literal known = decided.get(ref.name());
      return known != null ? known : locals.getOrDefault(ref.name(), ref);
    }
    if (formula instanceof Formula.Apply apply) {
      if (apply.operation() == Operations.WHERE) {
        return choice(apply);
      }
      return fold(apply.operation(), apply.operands().stream().map(this::formula).toList());
    }
    return formula;
  }

  /** A branch that is not taken may be one that cannot be written. */
  private Formula choice(Formula.Apply apply) {
    Formula condition = formula(apply.operands().get(0));
    if (condition instanceof Formula.Literal literal) {
      return formula(apply.operands().get(literal.value() != 0 ? 1 : 2));
    }
    return new Formula.Apply(
        Operations.WHERE,
        List.of(condition, formula(apply.operands().get(1)), formula(apply.operands().get(2))));
  }

  private static Formula fold(Operation operation, List<Formula> operands) {
    boolean literal = operands.stream().allMatch(Formula.Literal.class::isInstance);
    if (literal && operation.exact()) {
      double[] values = operands.stream().mapToDouble(o -> ((Formula.Literal) o).value()).toArray();
      return new Formula.Literal(operation.evaluate(values));
    }
    if (operation == Operations.MULTIPLY && isOne(operands.get(0))) {
      return operands.get(1);
    }
    boolean scales = operation == Operations.MULTIPLY || operation == Operations.DIVIDE;
    if (scales && isOne(operands.get(1))) {
      return operands.get(0);
    }
    if (operation == Operations.AND || operation == Operations.OR) {
      return logic(operation, operands.get(0), operands.get(1));
    }
    return new Formula.Apply(operation, operands);
  }

  private static boolean isOne(Formula formula) {
    return formula instanceof Formula.Literal literal && literal.value() == 1;
  }

  private static Formula logic(Operation operation, Formula a, Formula b) {
    boolean constant = a instanceof Formula.Literal;
    if (!constant && !(b instanceof Formula.Literal)) {
      return new Formula.Apply(operation, List.of(a, b));
    }
    Formula.Literal literal = (Formula.Literal) (constant ? a : b);
    Formula other = constant ? b : a;
    boolean decides = (literal.value() != 0) == (operation == Operations.OR);
    if (decides) {
      return new Formula.Literal(literal.value() != 0 ? 1 : 0);
    }
    return other.truth()
        ? other
        : new Formula.Apply(Operations.named("!="), List.of(other, new Formula.Literal(0)));
  }
}
