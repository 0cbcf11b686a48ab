package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Legend;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Diagnostics;
import org.flatprop.syntax.Expression;
import org.flatprop.syntax.Identifier;
import org.flatprop.syntax.Statement;
import org.flatprop.syntax.Statement.Function;

/**
 * Calls of the model's own functions and the prelude's: their bodies, with the arguments put in.
 */
final class Inlining {

  private final Expressions expressions;
  private final Names names;
  private final Map<Inlined, List<Value>> inlined = new HashMap<>();

  Inlining(Expressions expressions, Names names) {
    this.expressions = expressions;
    this.names = names;
  }

  /** The results of a call of a function of the model. */
  List<Value> call(Expression.Call call, Frame frame) {
    Function function = names.function(call.function()).orElseThrow(Rejection::silent);
    List<Optional<Expression>> matched =
        Arguments.match(call, Arguments.formals(function), new Diagnostics())
            .orElseThrow(Rejection::silent);
    List<Value> given = new ArrayList<>();
    matched.forEach(
        argument -> given.add(argument.map(e -> expressions.value(e, frame)).orElse(null)));
    Inlined key = new Inlined(function.name(), given);
    List<Value> known = inlined.get(key);
    if (known == null) {
      Legend.Call site = new Legend.Call(function.name().text(), call.span(), frame.call());
      int before = expressions.noises();
      known =
          expressions
              .checks()
              .within(
                  diagnostic -> within(diagnostic, function, given, call),
                  () -> body(function, given, Frame.of(site, inlined.size() + 1)));
      // Two calls of what is random are two draws.
      if (before == expressions.noises()) {
        inlined.put(key, known);
      }
    }
    return known;
  }

  /** An error in a function, told with what it was called with. */
  private static Diagnostic within(
      Diagnostic inner, Function function, List<Value> given, Expression.Call call) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i) != null && !given.get(i).isScalar()) {
        String name = function.parameters().get(i).name().text();
        arguments.add(name + " is " + given.get(i).own());
      }
    }
    return ArrayErrors.within(inner, function.name().text(), call.span(), arguments);
  }

  private List<Value> body(Function function, List<Value> given, Frame frame) {
    for (int i = 0; i < given.size(); i++) {
      Statement.Parameter parameter = function.parameters().get(i);
      Value value = given.get(i);
      if (value == null) {
        value = expressions.value(parameter.value().orElseThrow(), frame);
      }
      bindParameter(parameter.name(), value, frame);
    }
    names.localOrder().get(function).forEach(local -> expressions.define(local, frame));
    return expressions.all(function.results(), frame);
  }

  /** A parameter is called by the name its argument has outside, unless it is differentiated by. */
  private void bindParameter(Identifier name, Value value, Frame frame) {
    if (names.variables().contains(name)) {
      expressions.bind(name, value, frame);
    } else {
      frame.define(name.text(), value);
    }
  }

  /** A call of a function with the same arguments has the same results. */
  private record Inlined(Identifier function, List<Value> arguments) {}
}
