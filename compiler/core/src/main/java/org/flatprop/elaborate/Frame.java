package org.flatprop.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.graph.Legend;

/** Where names are looked up first, through which call we came here, and what holds here. */
final class Frame {

  /**
   * A condition that holds where an expression is looked at.
   *
   * @param value it as a truth
   */
  record Guard(Condition condition, Value value) {}

  private final Map<String, Value> locals;
  private final Map<String, IndexVariable> indices;
  private final List<Guard> guards;
  private final Optional<Legend.Call> call;
  private final int number;

  private Frame(
      Map<String, Value> locals,
      Map<String, IndexVariable> indices,
      List<Guard> guards,
      Optional<Legend.Call> call,
      int number) {
    this.locals = locals;
    this.indices = indices;
    this.guards = guards;
    this.call = call;
    this.number = number;
  }

  /** The scope of the file. */
  static Frame file() {
    return new Frame(new HashMap<>(), Map.of(), List.of(), Optional.empty(), 0);
  }

  /** The scope of a function's body. */
  static Frame of(Legend.Call call, int number) {
    return new Frame(new HashMap<>(), Map.of(), List.of(), Optional.of(call), number);
  }

  /** This scope with more indices, which hide what was of their names. */
  Frame with(List<IndexVariable> more) {
    Map<String, IndexVariable> all = new HashMap<>(indices);
    more.forEach(index -> all.put(index.name(), index));
    return new Frame(locals, all, guards, call, number);
  }

  /** This scope where more conditions hold. */
  Frame where(List<Guard> more) {
    List<Guard> all = new ArrayList<>(guards);
    all.addAll(more);
    return new Frame(locals, indices, all, call, number);
  }

  void define(String name, Value value) {
    locals.put(name, value);
  }

  Optional<Value> local(String name) {
    return Optional.ofNullable(locals.get(name));
  }

  Optional<IndexVariable> index(String name) {
    return Optional.ofNullable(indices.get(name));
  }

  List<Guard> guards() {
    return guards;
  }

  Optional<Legend.Call> call() {
    return call;
  }

  boolean isFile() {
    return call.isEmpty();
  }

  /** Tells the variables of one call from those of another: calls may be nested. */
  String number() {
    return number == 0 ? "" : "#" + number;
  }
}
