package org.flatprop.script;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.codehaus.janino.Java;
import org.flatprop.runtime.Decimal;
import org.flatprop.source.CompilerBug;

/**
 * A function or constant of the runtime in JavaScript, from its Java.
 *
 * <p>That is Java of doubles, booleans and small ints, whose operators mean the same in both
 * languages; ints are not divided.
 */
final class Translation {

  private static final Map<String, String> NUMBERS =
      Map.of(
          "NaN", "NaN",
          "POSITIVE_INFINITY", "Infinity",
          "NEGATIVE_INFINITY", "-Infinity");

  private final Set<String> members;
  private final Set<String> needs = new TreeSet<>();

  /**
   * @param members the names of the functions and constants that there are
   */
  private Translation(Set<String> members) {
    this.members = members;
  }

  static RuntimeMembers.Member of(Java.VariableDeclarator constant, Set<String> members) {
    Translation own = new Translation(members);
    String value = own.initializer(constant.initializer);
    return new RuntimeMembers.Member("const " + constant.name + " = " + value + ";\n", own.needs);
  }

  static RuntimeMembers.Member of(Java.MethodDeclarator method, Set<String> members) {
    Translation own = new Translation(members);
    String parameters =
        Arrays.stream(method.formalParameters.parameters)
            .map(parameter -> parameter.name)
            .collect(Collectors.joining(", "));
    String head = "function " + method.name + "(" + parameters + ")";
    String body = own.statements(method.statements, "  ");
    return new RuntimeMembers.Member(head + " {\n" + body + "}\n", own.needs);
  }

  private String statements(List<? extends Java.BlockStatement> statements, String indent) {
    return statements.stream()
        .map(statement -> indent + statement(statement, indent) + "\n")
        .collect(Collectors.joining());
  }

  private String statement(Java.BlockStatement statement, String indent) {
    if (statement instanceof Java.Block block) {
      return "{\n" + statements(block.statements, indent + "  ") + indent + "}";
    }
    if (statement instanceof Java.LocalVariableDeclarationStatement locals) {
      return "let "
          + Arrays.stream(locals.variableDeclarators)
              .map(this::local)
              .collect(Collectors.joining(", "))
          + ";";
    }
    if (statement instanceof Java.ExpressionStatement expression) {
      return expression(expression.rvalue) + ";";
    }
    if (statement instanceof Java.ReturnStatement result && result.returnValue != null) {
      return "return " + expression(result.returnValue) + ";";
    }
    if (statement instanceof Java.IfStatement choice) {
      String head = "if (" + expression(choice.condition) + ") ";
      String otherwise =
          choice.elseStatement == null ? "" : " else " + statement(choice.elseStatement, indent);
      return head + statement(choice.thenStatement, indent) + otherwise;
    }
    if (statement instanceof Java.WhileStatement loop) {
      return "while (" + expression(loop.condition) + ") " + statement(loop.body, indent);
    }
    if (statement instanceof Java.ForStatement loop) {
      return "for ("
          + statement(loop.init, indent)
          + " "
          + expression(loop.condition)
          + "; "
          + expressions(loop.update)
          + ") "
          + statement(loop.body, indent);
    }
    throw unknown(statement);
  }

  private String local(Java.VariableDeclarator local) {
    return local.initializer == null
        ? local.name
        : local.name + " = " + initializer(local.initializer);
  }

  private String initializer(Java.ArrayInitializerOrRvalue initializer) {
    return initializer instanceof Java.ArrayInitializer array
        ? Arrays.stream(array.values)
            .map(this::initializer)
            .collect(Collectors.joining(", ", "[", "]"))
        : expression((Java.Rvalue) initializer);
  }

  private String expressions(Java.Rvalue... expressions) {
    return Arrays.stream(expressions).map(this::expression).collect(Collectors.joining(", "));
  }

  /** Brackets are expressions of their own, so that none are to be added. */
  private String expression(Java.Rvalue expression) {
    if (expression instanceof Java.FloatingPointLiteral number) {
      return Decimal.print(Double.parseDouble(number.value));
    }
    if (expression instanceof Java.IntegerLiteral number) {
      return number.value;
    }
    if (expression instanceof Java.AmbiguousName name) {
      return name(name.identifiers);
    }
    if (expression instanceof Java.ParenthesizedExpression inner) {
      return "(" + expression(inner.value) + ")";
    }
    if (expression instanceof Java.UnaryOperation operation) {
      return operation.operator + expression(operation.operand);
    }
    if (expression instanceof Java.BinaryOperation operation) {
      return expression(operation.lhs) + " " + operation.operator + " " + expression(operation.rhs);
    }
    if (expression instanceof Java.ConditionalExpression choice) {
      return expression(choice.lhs)
          + " ? "
          + expression(choice.mhs)
          + " : "
          + expression(choice.rhs);
    }
    if (expression instanceof Java.Assignment set) {
      return expression(set.lhs) + " " + set.operator + " " + expression(set.rhs);
    }
    if (expression instanceof Java.Crement step) {
      String operand = expression(step.operand);
      return step.pre ? step.operator + operand : operand + step.operator;
    }
    if (expression instanceof Java.ArrayAccessExpression element) {
      return expression(element.lhs) + "[" + expression(element.index) + "]";
    }
    if (expression instanceof Java.MethodInvocation call && call.target == null) {
      needs.add(call.methodName);
      return call.methodName + "(" + expressions(call.arguments) + ")";
    }
    if (expression instanceof Java.Cast cast && cast.targetType.toString().equals("float")) {
      return "Math.fround(" + expression(cast.value) + ")";
    }
    throw unknown(expression);
  }

  private String name(String... identifiers) {
    if (identifiers[0].equals("Double") && NUMBERS.containsKey(identifiers[1])) {
      return NUMBERS.get(identifiers[1]);
    }
    if (members.contains(identifiers[0])) {
      needs.add(identifiers[0]);
    }
    return String.join(".", identifiers);
  }

  private static CompilerBug unknown(Object part) {
    return new CompilerBug("no translation of " + part.getClass().getSimpleName() + " " + part);
  }
}
