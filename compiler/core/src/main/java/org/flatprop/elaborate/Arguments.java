package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flatprop.graph.Operation;
import org.flatprop.ops.Operations;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Expression.Argument;
import org.flatprop.syntax.Statement;

/** Matches the arguments of a call, by position and by name, with what the function takes. */
final class Arguments {

  /** What a function takes: a parameter's name and whether it may be left out. */
  record Formal(String name, boolean optional) {}

  private static final Map<Operation, List<Formal>> OPERANDS =
      Operations.all().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  operation -> operation,
                  operation ->
                      operation.parameters().stream()
                          .map(p -> new Formal(p.name(), p.value().isPresent()))
                          .toList()));

  private Arguments() {}

  static List<Formal> formals(Statement.Function function) {
    return function.parameters().stream()
        .map(p -> new Formal(p.name().text(), p.value().isPresent()))
        .toList();
  }

  /** What an operation takes in a call with so many arguments. */
  static List<Formal> formals(Operation operation, int arguments) {
    List<Formal> declared = OPERANDS.get(operation);
    if (arguments <= declared.size() || !Operations.variadic(operation)) {
      return declared;
    }
    List<Formal> formals = new ArrayList<>(declared);
    formals.addAll(Collections.nCopies(arguments - declared.size(), new Formal("", false)));
    return formals;
  }

  /**
   * The argument for each formal, empty where its default holds.
   *
   * @return empty if they do not match, which is reported
   */
  static Optional<List<Optional<Expression>>> match(
      Expression.Call call, List<Formal> formals, Diagnostics diagnostics) {
    String function = call.function().text();
    Expression[] found = new Expression[formals.size()];
    boolean named = false;
    int position = 0;
    for (Argument argument : call.arguments()) {
      int at = position++;
      if (argument.name().isPresent()) {
        named = true;
        at = indexOf(formals, argument.name().get().text());
        if (at < 0) {
          List<String> names = formals.stream().map(Formal::name).toList();
          diagnostics.add(Errors.unknownParameter(argument.name().get().span(), function, names));
          return Optional.empty();
        }
      } else if (named) {
        diagnostics.add(Errors.positionalAfterNamed(argument.value().span()));
        return Optional.empty();
      }
      if (at >= found.length) {
        diagnostics.add(wrongCount(call, formals));
        return Optional.empty();
      }
      if (found[at] != null) {
        diagnostics.add(Errors.argumentTwice(argument.value().span(), formals.get(at).name()));
        return Optional.empty();
      }
      found[at] = argument.value();
    }
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null && formals.get(i).name().isEmpty()) {
        diagnostics.add(wrongCount(call, formals));
        return Optional.empty();
      }
      if (found[i] == null && !formals.get(i).optional()) {
        diagnostics.add(
            Errors.missingArgument(
                call.span(), call.function().text(), names(formals), formals.get(i).name()));
        return Optional.empty();
      }
    }
    return Optional.of(Arrays.stream(found).map(Optional::ofNullable).toList());
  }

  private static int indexOf(List<Formal> formals, String name) {
    for (int i = 0; i < formals.size(); i++) {
      if (formals.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static Diagnostic wrongCount(Expression.Call call, List<Formal> formals) {
    return Errors.wrongArguments(
        call.span(), call.function().text(), names(formals), call.arguments().size());
  }

  private static List<String> names(List<Formal> formals) {
    return formals.stream()
        .map(f -> f.optional() ? f.name() + "=…" : f.name().isEmpty() ? "…" : f.name())
        .toList();
  }
}
