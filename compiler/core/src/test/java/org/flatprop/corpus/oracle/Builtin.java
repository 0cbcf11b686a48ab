package org.flatprop.corpus.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flatprop.syntax.Expression;

/** A call of one of the language's own functions. */
final class Builtin {

  private final Interpreter interpreter;
  private final Expression.Call call;
  private final Frame frame;
  private final Env env;
  private final World world;
  private final Expression[] arguments;

  Builtin(Interpreter interpreter, Expression.Call call, Frame frame, Env env, World world) {
    this.interpreter = interpreter;
    this.call = call;
    this.frame = frame;
    this.env = env;
    this.world = world;
    this.arguments = Parameters.match(call);
  }

  NdArray value() {
    String function = call.function().text();
    boolean pointwise =
        (function.equals("max") || function.equals("min"))
            && Parameters.positional(call).size() > 1;
    return Folds.NAMES.contains(function) && !pointwise ? folded(function) : array(function);
  }

  private NdArray folded(String function) {
    boolean keepDims = has(2) && of(2).number() != 0;
    List<Integer> axes = has(1) ? Arrays.stream(of(1).wholes()).boxed().toList() : List.of();
    return ArrayFunctions.folded(function, of(0), axes, keepDims);
  }

  private NdArray array(String function) {
    return switch (function) {
      case "@" -> ArrayFunctions.product(of(0), of(1));
      case "'" -> ArrayFunctions.transposed(of(0));
      case "reshape" -> ArrayFunctions.reshaped(of(0), of(1).wholes());
      case "concat" -> ArrayFunctions.concat(parts(), axis());
      case "stack" -> ArrayFunctions.stack(parts(), axis());
      case "zeros" -> NdArray.filled(of(0).wholes(), 0);
      case "ones" -> NdArray.filled(of(0).wholes(), 1);
      case "eye" -> ArrayFunctions.unitMatrix(of(0).whole());
      case "arange" -> ArrayFunctions.range(of(0).whole());
      case "one_hot" -> ArrayFunctions.oneHot(of(0), of(1).whole());
      case "diag" -> ArrayFunctions.diagonal(of(0));
      case "trace" ->
          ArrayFunctions.folded("sum", ArrayFunctions.diagonal(of(0)), List.of(), false);
      case "outer" -> ArrayFunctions.outer(of(0), of(1));
      case "dot" -> ArrayFunctions.product(of(0), of(1));
      case "pad" -> ArrayFunctions.padded(of(0), of(1), has(2) ? of(2).number() : 0);
      case "flip" -> ArrayFunctions.flipped(of(0), has(1) ? of(1).whole() : null);
      case "cumsum" -> ArrayFunctions.cumulated(of(0), has(1) ? of(1).whole() : 0);
      case "size" ->
          NdArray.scalar(has(1) ? of(0).size(of(0).axis(of(1).whole())) : of(0).length());
      case "examples" -> NdArray.scalar(of(0).rank() == 0 ? 1 : of(0).size(0));
      case "dropout" -> of(0);
      default -> Interpreter.pointwise(function, given());
    };
  }

  private boolean has(int i) {
    return i < arguments.length && arguments[i] != null;
  }

  private NdArray of(int i) {
    return interpreter.value(arguments[i], frame, env, world);
  }

  private List<NdArray> given() {
    List<NdArray> given = new ArrayList<>();
    for (int i = 0; i < arguments.length && arguments[i] != null; i++) {
      given.add(of(i));
    }
    return given;
  }

  private List<NdArray> parts() {
    return interpreter.values(Parameters.positional(call), frame, env, world);
  }

  private int axis() {
    Expression axis = Parameters.named(call, "axis");
    return axis == null ? 0 : interpreter.value(axis, frame, env, world).whole();
  }
}
