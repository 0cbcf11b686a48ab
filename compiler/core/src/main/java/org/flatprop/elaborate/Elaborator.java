package org.flatprop.elaborate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.elaborate.Model.Output;
import org.flatprop.elaborate.Model.Start;
import org.flatprop.elaborate.Names.Symbol;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Topological;
import org.flatprop.runtime.Initializer;
import org.flatprop.runtime.Variable;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;
import org.flatprop.source.Span;
import org.flatprop.source.Suggestion;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Identifier;
import org.flatprop.syntax.Statement;
import org.flatprop.syntax.Statement.Definition;

/** Ast to graph: what goes in, what is computed, what comes out. */
public final class Elaborator {

  private final Project project;
  private final Optional<String> objective;
  private final Diagnostics diagnostics;
  private final Names names;
  private final Graph graph = new Graph();
  private final Legend legend = new Legend();
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final List<Input> inputs = new ArrayList<>();
  private final Expressions expressions;

  private Elaborator(
      Project project,
      Optional<String> objective,
      Collection<String> wrt,
      Diagnostics diagnostics) {
    this.project = project;
    this.objective = objective;
    this.diagnostics = diagnostics;
    this.names = NameCheck.check(project, wrt, diagnostics);
    this.expressions = new Expressions(graph, legend, names, values, diagnostics);
  }

  /**
   * Elaborates a project; what is wrong is reported.
   *
   * @param objective the name of the value to differentiate; empty for the one that the project
   *     says
   * @param wrt names of values that derivatives will be taken by
   * @return empty if there was an error
   * @throws Graph.TooLarge if the graph outgrows its limit
   */
  public static Optional<Model> elaborate(
      Project project,
      Optional<String> objective,
      Collection<String> wrt,
      Diagnostics diagnostics) {
    return new Elaborator(project, objective, wrt, diagnostics).elaborate();
  }

  private Optional<Model> elaborate() {
    names.dims().forEach(this::declareDim);
    names.values().values().forEach(this::declare);
    names.order().forEach(expressions::define);
    // Last, because a default may be given by definitions.
    names.values().values().forEach(this::addInput);
    List<Identifier> outputs = outputs();
    if (outputs.isEmpty()) {
      if (diagnostics.isEmpty()) {
        diagnostics.add(Errors.nothingToCompute(project.main().file().name()));
      }
      return Optional.empty();
    }
    if (!diagnostics.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(model(outputs));
  }

  private Model model(List<Identifier> outputs) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    values.forEach((name, value) -> nodes.put(name, value.node()));
    List<Output> named =
        outputs.stream().map(name -> new Output(name.text(), nodes.get(name.text()))).toList();
    List<String> open =
        names.values().values().stream()
            .filter(s -> s.declaration() instanceof Statement.Dim dim && dim.size().isEmpty())
            .map(s -> s.name().text())
            .toList();
    return new Model(
        graph, legend, open, inputs, named, nodes, expressions.checks(), outputs.get(0).span());
  }

  // Declarations

  private void declareDim(Statement.Dim dim) {
    String name = dim.name().text();
    Optional<Size> size =
        dim.size().isPresent()
            ? size(dim.size().get(), expressions.checks()::requireCount)
            : Optional.of(Size.dim(name));
    size.ifPresent(
        s -> {
          Value value = expressions.values().size(s);
          values.put(name, value);
          legend.name(value.node(), name);
        });
  }

  /** A size that arrays can have. */
  private Optional<Size> size(Expression expression) {
    return size(expression, expressions.checks()::requireSize);
  }

  private Optional<Size> size(Expression expression, BiConsumer<Size, Span> requirement) {
    try {
      Size size =
          expressions
              .formula(expression)
              .orElseThrow(
                  () ->
                      known(expression)
                          ? new Rejection(ArrayErrors.sizeNotWhole(expression.span()))
                          : Rejection.silent());
      requirement.accept(size, expression.span());
      return Optional.of(size);
    } catch (Rejection e) {
      e.diagnostics().forEach(diagnostics::add);
      return Optional.empty();
    }
  }

  /** Whether all names in it mean something; else that has been reported. */
  private boolean known(Expression expression) {
    if (expression instanceof Expression.Name name) {
      Symbol symbol = names.values().get(name.text());
      return symbol != null
          && !(symbol.declaration() instanceof Statement.Dim && !values.containsKey(name.text()));
    }
    return !(expression instanceof Expression.Call call)
        || call.arguments().stream().allMatch(a -> known(a.value()));
  }

  private void declare(Symbol symbol) {
    if (symbol.declaration() instanceof Statement.Input s) {
      declare(Leaf.Kind.INPUT, symbol, s.sizes(), Optional.empty());
    } else if (symbol.declaration() instanceof Statement.Param s) {
      declare(Leaf.Kind.PARAM, symbol, s.sizes(), Optional.empty());
    } else if (symbol.declaration() instanceof Statement.Index s) {
      size(s.range()).ifPresent(r -> declare(Leaf.Kind.INDEX, symbol, s.sizes(), Optional.of(r)));
    }
  }

  private void declare(
      Leaf.Kind kind, Symbol symbol, List<Expression> sizes, Optional<Size> range) {
    List<Optional<Size>> found = sizes.stream().map(this::size).toList();
    if (found.stream().anyMatch(Optional::isEmpty)) {
      return;
    }
    Shape shape = new Shape(found.stream().map(Optional::get).toList());
    BigInteger count =
        shape.sizes().stream()
            .filter(Size::isConstant)
            .map(s -> BigInteger.valueOf(s.constant()))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    if (count.bitLength() > 31) {
      diagnostics.add(
          ArrayErrors.arrayTooLarge(symbol.name().span(), shape.toString(), count.toString()));
      return;
    }
    String name = symbol.name().text();
    Node leaf = graph.leaf(new Leaf(kind, name, range), shape);
    legend.name(leaf, name);
    legend.definition(name, symbol.name().span());
    values.put(name, Value.of(leaf));
  }

  private void addInput(Symbol symbol) {
    String name = symbol.name().text();
    Value value = values.get(name);
    if (value == null) {
      return;
    }
    if (symbol.declaration() instanceof Statement.Input input) {
      Optional<Node> start = input.value().flatMap(e -> startOf(e, value.own()));
      inputs.add(
          new Input(
              name, Variable.Kind.INPUT, value.node(), start, Optional.empty(), Optional.empty()));
    } else if (symbol.declaration() instanceof Statement.Param param) {
      Optional<Start> start = param.initializer().flatMap(i -> start(i, value.own()));
      inputs.add(
          new Input(
              name, Variable.Kind.PARAM, value.node(), Optional.empty(), Optional.empty(), start));
    } else if (symbol.declaration() instanceof Statement.Index) {
      Optional<Size> range = ((Leaf) value.node().payload()).range();
      inputs.add(
          new Input(
              name, Variable.Kind.INDEX, value.node(), Optional.empty(), range, Optional.empty()));
    }
  }

  /** The default of an input: a number for all elements, or an array of its shape. */
  private Optional<Node> startOf(Expression expression, Shape declared) {
    Optional<Value> value = constant(expression);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Shape own = value.get().own();
    if (!own.isScalar() && !own.equals(declared)) {
      diagnostics.add(
          ArrayErrors.defaultDoesNotFit(
              expression.span(),
              "of shape " + own,
              declared.isScalar() ? "a scalar" : "of shape " + declared));
      return Optional.empty();
    }
    return Optional.of(expressions.values().shaped(value.get()));
  }

  private Optional<Start> start(Statement.Initializer initializer, Shape shape) {
    List<Optional<Value>> arguments = initializer.arguments().stream().map(this::constant).toList();
    if (arguments.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    String name = initializer.name().text();
    Optional<Initializer.Kind> kind = Initializer.Kind.named(name);
    if (kind.isEmpty()) {
      List<String> known = Initializer.Kind.names();
      diagnostics.add(Errors.unknownInitializer(initializer.name().span(), name, known));
    } else if (kind.get().needsMatrix() && shape.rank() < 2) {
      diagnostics.add(
          Errors.initializerNeedsMatrix(initializer.name().span(), name, shape.inWords()));
    } else if (kind.get().arguments() != arguments.size()) {
      diagnostics.add(
          Errors.initializerArguments(
              initializer.span(), name, kind.get().arguments(), arguments.size()));
    } else if (arguments.stream().anyMatch(a -> !a.get().isScalar())) {
      diagnostics.add(
          ArrayErrors.notAScalar(initializer.span(), "an argument of `" + name + "`", "an array"));
    } else {
      return Optional.of(
          new Start(kind.get(), arguments.stream().map(a -> a.get().node()).toList()));
    }
    return Optional.empty();
  }

  /** Whether it is an array of numbers, or a number that is computed from dims. */
  private boolean isNumberOfDims(Value value) {
    Node node = expressions.values().shaped(value);
    return Evaluation.constant(graph, node).isPresent()
        || Topological.order(graph, List.of(value.node())).stream()
            .allMatch(n -> n.shape().isScalar() && (n.operation().isPointwise() || n.isLeaf()));
  }

  /** The value of an expression that must be known before any input is. */
  private Optional<Value> constant(Expression expression) {
    Optional<Value> value = expressions.value(expression);
    boolean depends = value.isPresent() && graph.isVarying(value.get().node());
    if (depends || value.isPresent() && !isNumberOfDims(value.get())) {
      diagnostics.add(Errors.notConstant(expression.span()));
      return Optional.empty();
    }
    return value;
  }

  /** The objective first, then the other outputs. */
  private List<Identifier> outputs() {
    List<Identifier> minimized = new ArrayList<>();
    List<Identifier> listed = new ArrayList<>();
    Identifier last = null;
    for (Statement statement : project.main().statements()) {
      if (statement instanceof Statement.Minimize s) {
        minimized.add(s.name());
      } else if (statement instanceof Statement.Output s) {
        listed.addAll(s.names());
      } else if (statement instanceof Definition s) {
        last = s.names().get(s.names().size() - 1);
      }
    }
    if (minimized.size() > 1) {
      diagnostics.add(Errors.minimizedTwice(minimized.get(1).span(), minimized.get(0).span()));
    }
    Map<String, Identifier> outputs = new LinkedHashMap<>();
    if (objective.isPresent()) {
      boolean computes = last != null || !minimized.isEmpty() || !listed.isEmpty();
      chosen(objective.get(), computes).ifPresent(name -> outputs.put(name.text(), name));
    } else if (!minimized.isEmpty()) {
      outputs.put(minimized.get(0).text(), minimized.get(0));
    } else if (last != null) {
      outputs.put(last.text(), last);
    }
    listed.forEach(name -> outputs.putIfAbsent(name.text(), name));
    return List.copyOf(outputs.values());
  }

  /**
   * The objective that the caller has chosen, which must be something that is computed.
   *
   * @param computes whether anything is: of what is there to be imported, no objective is expected
   */
  private Optional<Identifier> chosen(String name, boolean computes) {
    Symbol symbol = names.values().get(name);
    if (symbol != null && symbol.declaration() instanceof Definition) {
      return Optional.of(symbol.name());
    }
    if (!computes) {
      return Optional.empty();
    }
    List<String> known =
        names.values().values().stream()
            .filter(s -> s.declaration() instanceof Definition)
            .map(s -> s.name().text())
            .toList();
    diagnostics.add(Errors.unknownObjective(name, Suggestion.nearest(name, known), known));
    return Optional.empty();
  }
}
