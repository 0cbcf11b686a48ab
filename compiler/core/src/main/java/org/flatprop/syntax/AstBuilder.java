package org.flatprop.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.flatprop.grammar.NnParser;
import org.flatprop.source.CompilerBug;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;
import org.flatprop.source.Span;
import org.flatprop.syntax.Expression.Argument;
import org.flatprop.syntax.Expression.IndexVariable;
import org.flatprop.syntax.Expression.Item;

/** Parse tree to Ast. */
final class AstBuilder {

  private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=");

  private final SourceFile file;
  private final Diagnostics diagnostics;

  /** Each text once: names are written often, and looked up more often. */
  private final Map<String, String> texts = new HashMap<>();

  AstBuilder(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  List<? extends Statement> statement(NnParser.StatementContext context) {
    if (context instanceof NnParser.DimStatementContext c) {
      return c.dimension().stream().map(this::dim).toList();
    }
    if (context instanceof NnParser.InputStatementContext c) {
      return c.input().stream().map(this::input).toList();
    }
    if (context instanceof NnParser.IndexStatementContext c) {
      return c.index().stream().map(this::index).toList();
    }
    if (context instanceof NnParser.ParamStatementContext c) {
      return c.param().stream().map(this::param).toList();
    }
    if (context instanceof NnParser.FunctionStatementContext c) {
      return List.of(function(c));
    }
    if (context instanceof NnParser.ImportStatementContext c) {
      String quoted = c.STRING().getText();
      Span span = span(c.STRING().getSymbol());
      return List.of(new Statement.Import(quoted.substring(1, quoted.length() - 1), span));
    }
    if (context instanceof NnParser.OutputStatementContext c) {
      return List.of(
          new Statement.Output(c.NAME().stream().map(n -> identifier(n.getSymbol())).toList()));
    }
    if (context instanceof NnParser.MinimizeStatementContext c) {
      return List.of(new Statement.Minimize(identifier(c.NAME().getSymbol())));
    }
    if (context instanceof NnParser.DefinitionStatementContext c) {
      return List.of(definition(c.definition()));
    }
    throw new CompilerBug("no Ast for " + context.getClass().getSimpleName());
  }

  private Statement.Dim dim(NnParser.DimensionContext c) {
    return new Statement.Dim(identifier(c.NAME().getSymbol()), optional(c.expression()));
  }

  private Statement.Input input(NnParser.InputContext c) {
    return new Statement.Input(
        identifier(c.NAME().getSymbol()), sizes(c.sizes()), optional(c.expression()));
  }

  private Statement.Index index(NnParser.IndexContext c) {
    return new Statement.Index(
        identifier(c.NAME().getSymbol()), sizes(c.sizes()), expression(c.expression()));
  }

  private Statement.Param param(NnParser.ParamContext c) {
    Optional<Statement.Initializer> initializer =
        Optional.ofNullable(c.initializer())
            .map(
                i ->
                    new Statement.Initializer(
                        identifier(i.NAME().getSymbol()), expressions(i.expression()), span(i)));
    return new Statement.Param(identifier(c.NAME().getSymbol()), sizes(c.sizes()), initializer);
  }

  private List<Expression> sizes(NnParser.SizesContext c) {
    return c == null ? List.of() : expressions(c.expression());
  }

  private Statement.Function function(NnParser.FunctionStatementContext c) {
    List<Statement.Parameter> parameters =
        c.parameter().stream()
            .map(
                p ->
                    new Statement.Parameter(
                        identifier(p.NAME().getSymbol()), optional(p.expression())))
            .toList();
    List<Statement.Definition> locals = c.definition().stream().map(this::definition).toList();
    List<Expression> results =
        c.result() == null
            ? List.of(expression(c.expression()))
            : expressions(c.result().expression());
    return new Statement.Function(
        identifier(c.NAME().getSymbol()), parameters, locals, results, span(c));
  }

  private Statement.Definition definition(NnParser.DefinitionContext c) {
    return new Statement.Definition(
        c.NAME().stream().map(n -> identifier(n.getSymbol())).toList(),
        c.indexVariable().stream().map(this::indexVariable).toList(),
        expression(c.expression()));
  }

  private IndexVariable indexVariable(NnParser.IndexVariableContext c) {
    return new IndexVariable(identifier(c.NAME().getSymbol()), optional(c.expression()));
  }

  private List<Expression> expressions(List<NnParser.ExpressionContext> contexts) {
    return contexts.stream().map(this::expression).toList();
  }

  private Optional<Expression> optional(NnParser.ExpressionContext context) {
    return Optional.ofNullable(context).map(this::expression);
  }

  private Expression expression(NnParser.ExpressionContext context) {
    // A long chain of operators is a tree as deep, on the left: that side is climbed by a loop.
    Deque<NnParser.ExpressionContext> chain = new ArrayDeque<>();
    NnParser.ExpressionContext first = context;
    while (continues(first)) {
      chain.push(first);
      first = (NnParser.ExpressionContext) first.getChild(0);
    }
    Expression expression = first(first);
    for (NnParser.ExpressionContext next : chain) {
      expression = continued(expression, next);
    }
    return expression;
  }

  /** Whether an expression begins with another that it goes on from. */
  private static boolean continues(NnParser.ExpressionContext context) {
    return context instanceof NnParser.BinaryContext
        || context instanceof NnParser.TransposeContext
        || context instanceof NnParser.BracketContext;
  }

  private Expression continued(Expression left, NnParser.ExpressionContext context) {
    if (context instanceof NnParser.BinaryContext c) {
      refuseChain(c);
      String symbol = c.op.getText().equals("**") ? "^" : text(c.op);
      refuseLoose(symbol, c.op, c.expression(1));
      return call(symbol, c.op, c, left, expression(c.expression(1)));
    }
    if (context instanceof NnParser.BracketContext c) {
      return bracket(left, c);
    }
    return call("'", context.getStop(), context, left);
  }

  private Expression first(NnParser.ExpressionContext context) {
    if (context instanceof NnParser.NumberContext c) {
      return number(c);
    }
    if (context instanceof NnParser.NameContext c) {
      return new Expression.Name(text(c.NAME().getSymbol()), span(c));
    }
    if (context instanceof NnParser.ParenthesesContext c) {
      return expression(c.expression());
    }
    if (context instanceof NnParser.PrefixContext c) {
      String symbol = c.op.getText().equals("-") ? "-x" : text(c.op);
      refuseLoose(symbol, c.op, c.expression());
      return call(symbol, c.op, c, expression(c.expression()));
    }
    if (context instanceof NnParser.CallContext c) {
      List<Argument> arguments =
          c.argument().stream()
              .map(
                  a ->
                      new Argument(
                          Optional.ofNullable(a.NAME()).map(n -> identifier(n.getSymbol())),
                          expression(a.expression())))
              .toList();
      return new Expression.Call(identifier(c.NAME().getSymbol()), arguments, span(c));
    }
    if (context instanceof NnParser.ArrayContext c) {
      return new Expression.ArrayLiteral(expressions(c.expression()), span(c));
    }
    throw new CompilerBug("no Ast for " + context.getClass().getSimpleName());
  }

  private Expression number(NnParser.NumberContext c) {
    double value = Double.parseDouble(c.NUMBER().getText());
    if (Double.isInfinite(value)) {
      diagnostics.add(Errors.numberTooLarge(span(c)));
    }
    return new Expression.Number(value, span(c));
  }

  private Expression call(
      String symbol, Token operator, ParserRuleContext context, Expression... operands) {
    List<Argument> arguments = new ArrayList<>(operands.length);
    for (Expression operand : operands) {
      arguments.add(new Argument(Optional.empty(), operand));
    }
    return new Expression.Call(new Identifier(symbol, span(operator)), arguments, span(context));
  }

  /** {@code a < b < c} is refused: it would mean {@code (a < b) < c}. */
  private void refuseChain(NnParser.BinaryContext c) {
    boolean comparison = COMPARISONS.contains(c.op.getText());
    if (comparison
        && c.expression(0) instanceof NnParser.BinaryContext left
        && COMPARISONS.contains(left.op.getText())) {
      diagnostics.add(Errors.chainedComparison(span(c)));
    }
  }

  /** {@code a * not b} is refused: a prefix that binds less than the operator before it. */
  private void refuseLoose(String symbol, Token operator, NnParser.ExpressionContext operand) {
    boolean binds = !Set.of("not", "and", "or").contains(symbol);
    if (binds && operand instanceof NnParser.PrefixContext p && p.op.getType() == NnParser.NOT) {
      diagnostics.add(Errors.looseNot(span(operand), operator.getText()));
    }
  }

  private Expression bracket(Expression left, NnParser.BracketContext c) {
    boolean reduction = c.getStop().getText().equals(")");
    List<NnParser.ExpressionContext> parts = c.expression();
    int body = reduction ? parts.size() - 1 : parts.size();
    Optional<Expression> condition = c.IF() == null ? Optional.empty() : optional(parts.get(1));
    if (!reduction) {
      if (condition.isPresent()) {
        diagnostics.add(Errors.conditionInSubscript(condition.get().span()));
      }
      List<Item> items = c.item().stream().map(this::item).toList();
      return new Expression.Subscript(left, items, span(c));
    }
    List<IndexVariable> indices = c.item().stream().flatMap(i -> index(i).stream()).toList();
    if (!(parts.get(0) instanceof NnParser.NameContext name)) {
      diagnostics.add(Errors.notAReduction(span(parts.get(0))));
      return expression(parts.get(body));
    }
    return new Expression.Reduction(
        identifier(name.NAME().getSymbol()),
        indices,
        condition,
        expression(parts.get(body)),
        span(c));
  }

  private Item item(NnParser.ItemContext c) {
    if (c.IN() != null) {
      diagnostics.add(Errors.rangeInSubscript(span(c)));
    }
    boolean slice = c.getChildCount() > 0 && c.children.stream().anyMatch(AstBuilder::isColon);
    if (!slice) {
      return new Item.At(expression(c.expression(0)));
    }
    boolean open = isColon(c.getChild(0));
    int last = c.expression().size() - 1;
    Optional<Expression> from = open ? Optional.empty() : optional(c.expression(0));
    Optional<Expression> to =
        isColon(c.getChild(c.getChildCount() - 1))
            ? Optional.empty()
            : optional(c.expression(last));
    return new Item.Slice(from, to);
  }

  private static boolean isColon(ParseTree tree) {
    return tree instanceof TerminalNode leaf && leaf.getText().equals(":");
  }

  private Optional<IndexVariable> index(NnParser.ItemContext c) {
    if (c.getChildCount() > 0
        && c.getChild(0) instanceof NnParser.NameContext name
        && (c.getChildCount() == 1 || c.IN() != null)) {
      Optional<Expression> range = c.IN() == null ? Optional.empty() : optional(c.expression(1));
      return Optional.of(new IndexVariable(identifier(name.NAME().getSymbol()), range));
    }
    diagnostics.add(Errors.notAnIndexVariable(span(c)));
    return Optional.empty();
  }

  private Identifier identifier(Token token) {
    return new Identifier(text(token), span(token));
  }

  private String text(Token token) {
    String text = token.getText();
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private Span span(Token token) {
    return Parser.span(file, token);
  }

  private Span span(ParserRuleContext context) {
    return Parser.span(file, context.getStart(), context.getStop());
  }
}
