package org.flatprop.elaborate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flatprop.elaborate.Names.Symbol;
import org.flatprop.graph.Operation;
import org.flatprop.ops.Operations;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;
import org.flatprop.source.Span;
import org.flatprop.source.Suggestion;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Expression.Argument;
import org.flatprop.syntax.Identifier;
import org.flatprop.syntax.Statement;
import org.flatprop.syntax.Statement.Definition;
import org.flatprop.syntax.Statement.Dim;
import org.flatprop.syntax.Statement.Function;

/** Finds out what every name means, and reports those that mean nothing. */
final class NameCheck {

  /** The function that is none: the derivative. */
  static final String GRAD = "grad";

  /** Names that mean a number unless a model says otherwise. */
  static final Map<String, Double> CONSTANTS =
      Map.of("pi", Math.PI, "inf", Double.POSITIVE_INFINITY, "nan", Double.NaN);

  /** The statement that declares a value. */
  private static final String INPUT = "input";

  private final Project project;
  private final Diagnostics diagnostics;
  private final Map<String, Symbol> values = new LinkedHashMap<>();
  private final Map<String, Function> functions = new LinkedHashMap<>();
  private final Set<Identifier> variables = new HashSet<>();
  private final Map<Statement, List<Statement>> needs = new IdentityHashMap<>();
  private final Map<Function, List<Definition>> localOrder = new IdentityHashMap<>();
  private final boolean declares;

  /** Functions of the prelude that are called, until they have been looked at. */
  private final Deque<Function> unchecked = new ArrayDeque<>();

  private final Set<Function> prelude = Collections.newSetFromMap(new IdentityHashMap<>());

  private NameCheck(Project project, Diagnostics diagnostics) {
    this.project = project;
    this.diagnostics = diagnostics;
    this.declares =
        project.statements().anyMatch(NameCheck::isDeclaration)
            || project.files().anyMatch(ast -> ast.damage().declares());
  }

  static Names check(Project project, Collection<String> wrt, Diagnostics diagnostics) {
    return new NameCheck(project, diagnostics).check(wrt);
  }

  private Names check(Collection<String> wrt) {
    project.statements().forEach(this::declare);
    // Functions last: what they read may be an implicit input of the file.
    project.statements().filter(s -> !(s instanceof Function)).forEach(this::checkStatement);
    functions.values().forEach(this::checkFunction);
    while (!unchecked.isEmpty()) {
      checkFunction(unchecked.pop());
    }
    for (String name : wrt) {
      Optional.ofNullable(values.get(name)).ifPresent(symbol -> variables.add(symbol.name()));
    }
    List<Statement> units = new ArrayList<>();
    project
        .statements()
        .filter(s -> s instanceof Definition || s instanceof Function || s instanceof Dim)
        .forEach(units::add);
    List<Statement> sorted = new Sorter<>(this::needsOf, this::refuse).sort(units);
    List<Definition> order =
        sorted.stream().filter(Definition.class::isInstance).map(Definition.class::cast).toList();
    List<Dim> dims = sorted.stream().filter(Dim.class::isInstance).map(Dim.class::cast).toList();
    return new Names(values, functions, dims, order, localOrder, variables);
  }

  private static boolean isDeclaration(Statement statement) {
    return statement instanceof Statement.Dim
        || statement instanceof Statement.Input
        || statement instanceof Statement.Index
        || statement instanceof Statement.Param;
  }

  private void declare(Statement statement) {
    if (statement instanceof Statement.Dim s) {
      declare(s.name(), s);
    } else if (statement instanceof Statement.Input s) {
      declare(s.name(), s);
    } else if (statement instanceof Statement.Index s) {
      declare(s.name(), s);
    } else if (statement instanceof Statement.Param s) {
      declare(s.name(), s);
    } else if (statement instanceof Definition s) {
      s.names().forEach(name -> declare(name, s));
    } else if (statement instanceof Function s) {
      Function first = functions.putIfAbsent(s.name().text(), s);
      if (first != null) {
        diagnostics.add(Errors.definedTwice(s.name().span(), s.name().text(), first.name().span()));
      }
    }
  }

  private void declare(Identifier name, Statement statement) {
    Symbol first = values.putIfAbsent(name.text(), new Symbol(name, statement));
    if (first != null) {
      diagnostics.add(Errors.definedTwice(name.span(), name.text(), first.name().span()));
    }
  }

  private void checkStatement(Statement statement) {
    if (statement instanceof Dim s) {
      s.size().ifPresent(new Walk(s, Map.of(), true)::size);
    } else if (statement instanceof Statement.Index s) {
      s.sizes().forEach(new Walk(s, Map.of(), true)::size);
      new Walk(s, Map.of(), true).size(s.range());
    } else if (statement instanceof Statement.Input s) {
      s.sizes().forEach(new Walk(s, Map.of(), true)::size);
      s.value().ifPresent(e -> new Walk(s, Map.of(), true).expression(e));
    } else if (statement instanceof Statement.Param s) {
      s.sizes().forEach(new Walk(s, Map.of(), true)::size);
      s.initializer()
          .ifPresent(i -> i.arguments().forEach(new Walk(s, Map.of(), true)::expression));
    } else if (statement instanceof Definition s) {
      new Walk(s, Map.of(), true).definition(s);
    } else if (statement instanceof Statement.Output s) {
      s.names().forEach(this::checkOutput);
    } else if (statement instanceof Statement.Minimize s) {
      checkOutput(s.name());
    }
  }

  private void checkOutput(Identifier name) {
    if (!values.containsKey(name.text())) {
      unknownName(name.text(), name.span(), Set.of(), INPUT);
    }
  }

  private void checkFunction(Function function) {
    Map<String, Identifier> locals = new LinkedHashMap<>();
    Map<String, Definition> definitions = new LinkedHashMap<>();
    for (Statement.Parameter parameter : function.parameters()) {
      Map<String, Identifier> earlier = new LinkedHashMap<>(locals);
      parameter.value().ifPresent(e -> new Walk(function, earlier, false).expression(e));
      declareLocal(parameter.name(), locals);
    }
    for (Definition local : function.locals()) {
      for (Identifier name : local.names()) {
        declareLocal(name, locals);
        definitions.putIfAbsent(name.text(), local);
      }
    }
    Map<Definition, List<Definition>> localNeeds = new IdentityHashMap<>();
    for (Definition local : function.locals()) {
      Walk walk = new Walk(function, locals, false);
      walk.definition(local);
      List<Definition> needed =
          walk.read.stream().map(definitions::get).filter(Objects::nonNull).toList();
      localNeeds.put(local, needed);
    }
    function.results().forEach(new Walk(function, locals, false)::expression);
    localOrder.put(
        function,
        new Sorter<Definition>(localNeeds::get, cycle -> diagnostics.add(describe(cycle)))
            .sort(function.locals()));
  }

  private void declareLocal(Identifier name, Map<String, Identifier> locals) {
    Identifier first = locals.putIfAbsent(name.text(), name);
    if (first != null) {
      diagnostics.add(Errors.definedTwice(name.span(), name.text(), first.span()));
    }
  }

  private void unknownName(String name, Span span, Set<String> locals, String statement) {
    if (project.files().anyMatch(ast -> ast.damage().mentions(name))) {
      return;
    }
    boolean isFunction =
        functions.containsKey(name)
            || Operations.find(name).isPresent()
            || ArrayFunctions.isFunction(name)
            || Prelude.function(name).isPresent()
            || name.equals(GRAD);
    diagnostics.add(
        isFunction
            ? Errors.functionAsValue(span, name)
            : Errors.unknownName(
                span,
                name,
                statement,
                nearest(name, List.of(locals, values.keySet(), CONSTANTS.keySet())),
                Elsewhere.value(name)));
  }

  /** What might be meant; nobody reads it beyond the errors that are shown. */
  private Optional<String> nearest(String name, List<Set<String>> known) {
    if (diagnostics.isFull()) {
      return Optional.empty();
    }
    Set<String> all = new LinkedHashSet<>();
    known.forEach(all::addAll);
    return Suggestion.nearest(name, all);
  }

  private List<Statement> needsOf(Statement statement) {
    return needs.getOrDefault(statement, List.of());
  }

  /** Reports a cycle; its functions are forgotten, for inlining them would never end. */
  private void refuse(List<Statement> cycle) {
    diagnostics.add(describe(cycle));
    functions.values().removeAll(cycle);
  }

  private static Diagnostic describe(List<? extends Statement> cycle) {
    List<Span> names = cycle.stream().map(NameCheck::nameOf).map(Identifier::span).toList();
    return cycle.stream().allMatch(Function.class::isInstance)
        ? Errors.recursion(names)
        : Errors.cycle(names);
  }

  private static Identifier nameOf(Statement statement) {
    if (statement instanceof Function function) {
      return function.name();
    }
    return statement instanceof Dim dim ? dim.name() : ((Definition) statement).names().get(0);
  }

  /** The function that a call means: the model's own, or one of the prelude. */
  private Optional<Function> function(Identifier called) {
    Optional<Function> found = Names.function(called, functions);
    found
        .filter(function -> function.name().span().file().isBuiltIn() && prelude.add(function))
        .ifPresent(unchecked::add);
    return found;
  }

  /** A walk over the expressions of one statement. */
  private final class Walk {

    private final Statement owner;
    private final Map<String, Identifier> locals;
    private final boolean fileLevel;
    private final Set<String> read = new LinkedHashSet<>();

    /** The indices in scope, inner ones last. */
    private final List<String> indices = new ArrayList<>();

    /** The statement that would declare a name that means nothing. */
    private String statement = INPUT;

    Walk(Statement owner, Map<String, Identifier> locals, boolean fileLevel) {
      this.owner = owner;
      this.locals = locals;
      this.fileLevel = fileLevel;
    }

    void definition(Definition definition) {
      if (!definition.indices().isEmpty()) {
        scoped(definition.indices(), () -> expression(definition.value()));
      } else if (definition.names().size() == 1) {
        expression(definition.value());
      } else if (definition.value() instanceof Expression.Call call
          && function(call.function()).isPresent()) {
        call(call, definition.names().size());
      } else {
        diagnostics.add(
            Errors.resultCount(definition.value().span(), definition.names().size(), 1));
        expression(definition.value());
      }
    }

    /** Looks at what new indices are in scope of. */
    private void scoped(List<Expression.IndexVariable> declared, Runnable inner) {
      declared.forEach(index -> index.range().ifPresent(this::size));
      Set<String> own = new HashSet<>();
      for (Expression.IndexVariable index : declared) {
        if (!own.add(index.name().text())) {
          diagnostics.add(Errors.indexTwice(index.name().span()));
        }
        indices.add(index.name().text());
      }
      inner.run();
      indices.subList(indices.size() - declared.size(), indices.size()).clear();
    }

    /** Looks at the size of an axis, or the range of an index. */
    void size(Expression expression) {
      String around = statement;
      statement = "dim";
      expression(expression);
      statement = around;
    }

    void expression(Expression expression) {
      if (expression instanceof Expression.Name name) {
        name(name);
      } else if (expression instanceof Expression.Call call) {
        call(call, 1);
      } else if (expression instanceof Expression.ArrayLiteral literal) {
        literal.elements().forEach(this::expression);
      } else if (expression instanceof Expression.Subscript subscript) {
        expression(subscript.array());
        subscript.items().forEach(this::item);
      } else if (expression instanceof Expression.Reduction reduction) {
        scoped(
            reduction.indices(),
            () -> {
              reduction.condition().ifPresent(this::expression);
              expression(reduction.body());
            });
      }
    }

    private void item(Expression.Item item) {
      if (item instanceof Expression.Item.At at) {
        expression(at.place());
      } else if (item instanceof Expression.Item.Slice slice) {
        slice.from().ifPresent(this::expression);
        slice.to().ifPresent(this::expression);
      }
    }

    private void name(Expression.Name name) {
      String text = name.text();
      if (indices.contains(text)) {
        return;
      }
      if (locals.containsKey(text)) {
        read.add(text);
        return;
      }
      Symbol symbol = values.get(text);
      if (symbol != null) {
        if (symbol.declaration() instanceof Definition || symbol.declaration() instanceof Dim) {
          need(symbol.declaration());
        }
      } else if (CONSTANTS.containsKey(text)) {
        return;
      } else if (!declares && fileLevel) {
        implicitInput(name);
      } else {
        Set<String> near = new LinkedHashSet<>(indices);
        near.addAll(locals.keySet());
        unknownName(text, name.span(), near, statement);
      }
    }

    private void implicitInput(Expression.Name name) {
      Identifier identifier = new Identifier(name.text(), name.span());
      Statement.Input input = new Statement.Input(identifier, List.of(), Optional.empty());
      values.put(name.text(), new Symbol(identifier, input));
    }

    /** In which order things are needed decides on sums' bits. */
    private void need(Statement statement) {
      needs.computeIfAbsent(owner, o -> new ArrayList<>(2)).add(statement);
    }

    private void call(Expression.Call call, int results) {
      call.arguments().forEach(argument -> expression(argument.value()));
      String name = call.function().text();
      Function function = function(call.function()).orElse(null);
      if (function != null) {
        if (!function.name().span().file().isBuiltIn()) {
          need(function);
        }
        Arguments.match(call, Arguments.formals(function), diagnostics);
        if (function.results().size() != results) {
          diagnostics.add(Errors.resultCount(call.span(), results, function.results().size()));
        }
      } else if (name.equals(GRAD)) {
        grad(call);
      } else {
        operation(call, name);
      }
    }

    private void operation(Expression.Call call, String name) {
      Optional<Operation> operation = Operations.find(name);
      if (ArrayFunctions.takes(call)) {
        Arguments.match(call, ArrayFunctions.formals(call), diagnostics);
      } else if (operation.isPresent()) {
        Arguments.match(
            call, Arguments.formals(operation.get(), call.arguments().size()), diagnostics);
      } else if (project.files().noneMatch(ast -> ast.damage().mentions(name))) {
        Set<String> operations =
            Operations.all().stream().map(Operation::name).collect(Collectors.toSet());
        boolean value =
            values.containsKey(name) || locals.containsKey(name) || indices.contains(name);
        diagnostics.add(
            Errors.unknownFunction(
                call.function().span(),
                name,
                value,
                nearest(
                    name,
                    List.of(
                        functions.keySet(),
                        operations,
                        ArrayFunctions.names(),
                        Prelude.names(),
                        Set.of(GRAD))),
                Elsewhere.function(name)));
      }
    }

    private void grad(Expression.Call call) {
      List<Argument> arguments = call.arguments();
      if (arguments.size() != 2 || arguments.stream().anyMatch(a -> a.name().isPresent())) {
        diagnostics.add(
            Errors.wrongArguments(call.span(), GRAD, List.of("y", "x"), arguments.size()));
      } else if (arguments.get(1).value() instanceof Expression.Name variable) {
        Identifier local = locals.get(variable.text());
        Symbol symbol = values.get(variable.text());
        if (local != null) {
          variables.add(local);
        } else if (symbol != null) {
          variables.add(symbol.name());
        }
      } else {
        diagnostics.add(Errors.gradByExpression(arguments.get(1).value().span()));
      }
    }
  }
}
