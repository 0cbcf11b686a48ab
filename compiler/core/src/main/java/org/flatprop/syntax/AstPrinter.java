package org.flatprop.syntax;

import java.util.List;
import java.util.stream.Collectors;
import org.flatprop.runtime.Decimal;
import org.flatprop.syntax.Expression.IndexVariable;
import org.flatprop.syntax.Expression.Item;

/** An Ast as text: one line a statement, every operator a call. */
public final class AstPrinter {

  private AstPrinter() {}

  public static String print(Ast ast) {
    return ast.statements().stream().map(s -> print(s) + "\n").collect(Collectors.joining());
  }

  private static String print(Statement statement) {
    if (statement instanceof Statement.Dim s) {
      return "dim " + s.name() + s.size().map(e -> " = " + print(e)).orElse("");
    }
    if (statement instanceof Statement.Input s) {
      String value = s.value().map(e -> " = " + print(e)).orElse("");
      return "input " + s.name() + sizes(s.sizes()) + value;
    }
    if (statement instanceof Statement.Index s) {
      return "index " + s.name() + sizes(s.sizes()) + " in " + print(s.range());
    }
    if (statement instanceof Statement.Param s) {
      String start =
          s.initializer().map(i -> " ~ " + i.name() + "(" + list(i.arguments()) + ")").orElse("");
      return "param " + s.name() + sizes(s.sizes()) + start;
    }
    if (statement instanceof Statement.Definition s) {
      String indices =
          s.indices().isEmpty()
              ? ""
              : s.indices().stream()
                  .map(AstPrinter::index)
                  .collect(Collectors.joining(", ", "[", "]"));
      return names(s.names()) + indices + " = " + print(s.value());
    }
    if (statement instanceof Statement.Function s) {
      return function(s);
    }
    if (statement instanceof Statement.Import s) {
      return "import \"" + s.path() + "\"";
    }
    if (statement instanceof Statement.Output s) {
      return "output " + names(s.names());
    }
    return "minimize " + ((Statement.Minimize) statement).name();
  }

  private static String function(Statement.Function function) {
    String parameters =
        function.parameters().stream()
            .map(p -> p.name() + p.value().map(e -> " = " + print(e)).orElse(""))
            .collect(Collectors.joining(", "));
    String locals =
        function.locals().stream().map(l -> print(l) + "; ").collect(Collectors.joining());
    String results = list(function.results());
    return "def "
        + function.name()
        + "("
        + parameters
        + ") { "
        + locals
        + "return "
        + results
        + " }";
  }

  private static String print(Expression expression) {
    StringBuilder text = new StringBuilder();
    print(expression, text);
    return text.toString();
  }

  private static void print(Expression expression, StringBuilder text) {
    if (expression instanceof Expression.Number e) {
      text.append(Decimal.print(e.value()));
    } else if (expression instanceof Expression.Name e) {
      text.append(e.text());
    } else if (expression instanceof Expression.Call e) {
      text.append(e.function()).append('(');
      String comma = "";
      for (Expression.Argument argument : e.arguments()) {
        text.append(comma);
        argument.name().ifPresent(name -> text.append(name).append('='));
        print(argument.value(), text);
        comma = ", ";
      }
      text.append(')');
    } else if (expression instanceof Expression.ArrayLiteral e) {
      text.append('[').append(list(e.elements())).append(']');
    } else if (expression instanceof Expression.Subscript e) {
      print(e.array(), text);
      text.append('[');
      text.append(e.items().stream().map(AstPrinter::item).collect(Collectors.joining(", ")));
      text.append(']');
    } else if (expression instanceof Expression.Reduction e) {
      String indices =
          e.indices().stream().map(AstPrinter::index).collect(Collectors.joining(", "));
      String condition = e.condition().map(c -> " if " + print(c)).orElse("");
      text.append(e.function()).append('[').append(indices).append(condition).append("](");
      print(e.body(), text);
      text.append(')');
    }
  }

  private static String item(Item item) {
    if (item instanceof Item.At at) {
      return print(at.place());
    }
    Item.Slice slice = (Item.Slice) item;
    return slice.from().map(AstPrinter::print).orElse("")
        + ":"
        + slice.to().map(AstPrinter::print).orElse("");
  }

  private static String index(IndexVariable index) {
    return index.name() + index.range().map(range -> " in " + print(range)).orElse("");
  }

  private static String sizes(List<Expression> sizes) {
    return sizes.isEmpty() ? "" : "[" + list(sizes) + "]";
  }

  private static String names(List<Identifier> names) {
    return names.stream().map(Identifier::text).collect(Collectors.joining(", "));
  }

  private static String list(List<Expression> expressions) {
    return expressions.stream().map(AstPrinter::print).collect(Collectors.joining(", "));
  }
}
