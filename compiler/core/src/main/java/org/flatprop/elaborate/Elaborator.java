package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.elaborate.Model.Output;
import org.flatprop.elaborate.Names.Symbol;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Initializer;
import org.flatprop.runtime.Variable;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Identifier;
import org.flatprop.syntax.Statement;
import org.flatprop.syntax.Statement.Definition;

/** Ast to graph: what goes in, what is computed, what comes out. */
public final class Elaborator {

  private final Project project;
  private final Diagnostics diagnostics;
  private final Names names;
  private final Graph graph = new Graph();
  private final Legend legend = new Legend();
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final List<Input> inputs = new ArrayList<>();
  private final Expressions expressions;

  private Elaborator(Project project, Collection<String> wrt, Diagnostics diagnostics) {
    this.project = project;
    this.diagnostics = diagnostics;
    this.names = NameCheck.check(project, wrt, diagnostics);
    this.expressions = new Expressions(graph, legend, names, values);
  }

  /**
   * Elaborates a project; what is wrong is reported.
   *
   * @param wrt names of values that derivatives will be taken by
   * @return empty if there was an error
   */
  public static Optional<Model> elaborate(
      Project project, Collection<String> wrt, Diagnostics diagnostics) {
    return new Elaborator(project, wrt, diagnostics).elaborate();
  }

  private Optional<Model> elaborate() {
    try {
      names.values().values().forEach(this::declare);
      names.order().forEach(expressions::define);
      // Last, because a default may be given by definitions.
      names.values().values().forEach(this::addInput);
    } catch (Expressions.TooLarge e) {
      diagnostics.add(Errors.modelTooLarge(project.main().file().name(), Expressions.MAX_NODES));
      return Optional.empty();
    }
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
    List<Output> named =
        outputs.stream().map(name -> new Output(name.text(), values.get(name.text()))).toList();
    return Optional.of(new Model(graph, legend, inputs, named, values, outputs.get(0).span()));
  }

  private void declare(Symbol symbol) {
    if (symbol.declaration() instanceof Statement.Input) {
      declare(Leaf.Kind.INPUT, symbol.name().text());
    } else if (symbol.declaration() instanceof Statement.Param) {
      declare(Leaf.Kind.PARAM, symbol.name().text());
    }
  }

  private void declare(Leaf.Kind kind, String name) {
    Node leaf = graph.leaf(kind, name);
    legend.name(leaf, name);
    values.put(name, leaf);
  }

  private void addInput(Symbol symbol) {
    String name = symbol.name().text();
    if (symbol.declaration() instanceof Statement.Input input) {
      OptionalDouble value = OptionalDouble.empty();
      if (input.value().isPresent()) {
        value = constant(input.value().get());
      }
      inputs.add(new Input(Variable.input(name, value), values.get(name)));
    } else if (symbol.declaration() instanceof Statement.Param param) {
      Initializer initializer =
          param.initializer().flatMap(this::initializer).orElse(Initializer.ZEROS);
      inputs.add(new Input(Variable.param(name, initializer), values.get(name)));
    }
  }

  private Optional<Initializer> initializer(Statement.Initializer initializer) {
    List<OptionalDouble> arguments = initializer.arguments().stream().map(this::constant).toList();
    if (arguments.stream().anyMatch(OptionalDouble::isEmpty)) {
      return Optional.empty();
    }
    String name = initializer.name().text();
    Optional<Initializer.Kind> kind = Initializer.Kind.named(name);
    if (kind.isEmpty()) {
      List<String> known = Initializer.Kind.names();
      diagnostics.add(Errors.unknownInitializer(initializer.name().span(), name, known));
    } else if (kind.get().needsMatrix()) {
      diagnostics.add(Errors.initializerNeedsMatrix(initializer.name().span(), name));
    } else if (kind.get().arguments() != arguments.size()) {
      diagnostics.add(
          Errors.initializerArguments(
              initializer.span(), name, kind.get().arguments(), arguments.size()));
    } else {
      double[] numbers = arguments.stream().mapToDouble(OptionalDouble::getAsDouble).toArray();
      return Optional.of(new Initializer(kind.get(), numbers));
    }
    return Optional.empty();
  }

  /** The value of an expression that must be known before any input is. */
  private OptionalDouble constant(Expression expression) {
    Node node = expressions.node(expression);
    if (node == null) {
      return OptionalDouble.empty();
    }
    OptionalDouble value = Evaluation.constant(graph, node);
    if (value.isEmpty()) {
      diagnostics.add(Errors.notConstant(expression.span()));
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
    if (!minimized.isEmpty()) {
      outputs.put(minimized.get(0).text(), minimized.get(0));
    } else if (last != null) {
      outputs.put(last.text(), last);
    }
    listed.forEach(name -> outputs.putIfAbsent(name.text(), name));
    return List.copyOf(outputs.values());
  }
}
