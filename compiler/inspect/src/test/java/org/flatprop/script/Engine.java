package org.flatprop.script;

import java.util.Arrays;
import java.util.List;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/** Runs scripts as strictly as a page does. */
final class Engine implements AutoCloseable {

  private final Context context = Context.enter();
  private final Scriptable scope;

  /**
   * @param declarations what an expression may call
   */
  Engine(String declarations) {
    context.setLanguageVersion(Context.VERSION_ES6);
    context.setInterpretedMode(true); // a method of the JVM is at most 64 KB
    scope = context.initStandardObjects();
    context.evaluateString(scope, "'use strict';\n" + declarations, "declarations", 1, null);
  }

  /** The function that an expression is. */
  Function function(String expression) {
    String strict = "'use strict'; (" + expression + ")";
    return (Function) context.evaluateString(scope, strict, "expression", 1, null);
  }

  Object call(Function function, Object... arguments) {
    return function.call(context, scope, scope, arguments);
  }

  /** A function's value at some numbers. */
  double value(Function function, double... arguments) {
    return Context.toNumber(call(function, Arrays.stream(arguments).boxed().toArray()));
  }

  /** Numbers as a {@code Float64Array}. */
  Object vector(double... numbers) {
    return call(function("numbers => Float64Array.from(numbers)"), array(numbers));
  }

  Object array(double... numbers) {
    return context.newArray(scope, Arrays.stream(numbers).boxed().toArray());
  }

  /** A property of an object. */
  static Object get(Object object, String property) {
    return ScriptableObject.getProperty((Scriptable) object, property);
  }

  /** A number, or the numbers of an array. */
  static double[] numbers(Object value) {
    return value instanceof List<?> list
        ? list.stream().mapToDouble(Context::toNumber).toArray()
        : new double[] {Context.toNumber(value)};
  }

  @Override
  public void close() {
    Context.exit();
  }
}
