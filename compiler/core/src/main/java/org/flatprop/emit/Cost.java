package org.flatprop.emit;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.flatprop.graph.Operation.Code;
import org.flatprop.graph.Size;
import org.flatprop.loops.Formula;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;

/**
 * Bytes of bytecode, at most, in either compiler's output; tests hold it against what they measure.
 */
final class Cost {

  /**
   * HotSpot never compiles a method over 8,000 bytes. Janino's memory and time grow with the square
   * of a method's variables, and larger methods run no faster; so there is room below that.
   */
  static final int MAX_METHOD = 5_000;

  /** {@code wide dstore}. */
  static final int STORE = 4;

  /** {@code aload, dload, putfield}. */
  static final int FIELD = 8;

  /** {@code aload, getfield, wide astore}, or where an array begins: a formula of sizes. */
  private static final int DECLARATION = 24;

  /** {@code wide dload}. */
  private static final int LOAD = 4;

  /** {@code aload, sipush, daload}, or the same with a value that is stored. */
  private static final int ELEMENT = 5;

  /** {@code ldc2_w}, {@code dneg}. */
  private static final int CONSTANT = 4;

  /** {@code ldc, iadd}. */
  private static final int INDEX = 4;

  /** {@code iconst, istore, iload, if_icmpge, iinc, goto}. */
  private static final int LOOP = 22;

  /** {@code invokestatic}. */
  private static final int CALL = 3;

  /** {@code dconst, dcmpl, ifeq}. */
  private static final int TEST = 5;

  /** {@code ifeq, dconst, goto, dconst}: a truth becomes a number, or a number a truth. */
  private static final int CONVERT = 8;

  private Cost() {}

  /** Reads an element of the array of values into a local variable. */
  static int fetch(boolean truth) {
    return ELEMENT + STORE + (truth ? TEST + CONVERT : 0);
  }

  /** Stores a local variable in the array of values. */
  static int keep(boolean truth) {
    return ELEMENT + LOAD + (truth ? CONVERT : 0);
  }

  /** Stores a value in an array of results, besides the value's own cost. */
  static int result() {
    return ELEMENT + 1;
  }

  /** A statement with all that is in it. */
  static int of(Step step) {
    int body = step.body().stream().mapToInt(Cost::of).sum();
    if (step instanceof Step.Assign assign) {
      return of(assign.value()) + FIELD;
    }
    if (step instanceof Step.Store store) {
      return of(store.value()) + of(store.index()) + ELEMENT;
    }
    if (step instanceof Step.StoreAll all) {
      return of(all.index()) + 4 * FIELD;
    }
    if (step instanceof Step.Put put) {
      return of(put.value()) + of(put.place()) + FIELD + ELEMENT;
    }
    if (step instanceof Step.Call call) {
      // The arrays, and places: one for all results, as they stand together.
      return 2 + INDEX * (call.arguments().size() + 1 + call.places().size()) + CALL;
    }
    if (step instanceof Step.Whole whole) {
      return of(whole.value()) + STORE;
    }
    if (step instanceof Step.Fill) {
      return 2 * FIELD + CONSTANT;
    }
    if (step instanceof Step.Product product) {
      int ways = product.updates().isPresent() ? 2 : 1;
      return ways * call(product);
    }
    if (step instanceof Step.Map map) {
      return FIELD + of(map.count()) + CALL;
    }
    if (step instanceof Step.Blocks blocks) {
      // The width is the smaller of two numbers, and the index goes on by more than iinc takes.
      return of(blocks.count()) + LOOP + 3 * (INDEX + LOAD) + CALL + 2 * STORE + body;
    }
    if (step instanceof Step.If choice) {
      return of(choice.condition()) + TEST + body;
    }
    return step instanceof Step.For loop ? of(loop.count()) + LOOP + body : FIELD + body;
  }

  private static int call(Step.Product product) {
    return of(product.target().at())
        + of(product.left().at())
        + of(product.right().at())
        + Stream.of(product.rows(), product.inner(), product.columns())
            .flatMap(List::stream)
            .mapToInt(a -> of(a.count()) + of(a.target()) + of(a.left()) + of(a.right()))
            .sum()
        + 13 * FIELD
        + CONSTANT
        + CALL
        + TEST;
  }

  /**
   * The declarations that a method needs for what a statement comes to.
   *
   * @param used what earlier statements of the method have come to; grows
   */
  static int declarations(Step step, Set<String> used) {
    int[] bytes = {0};
    Program.names(
        step,
        name -> {
          if (used.add(name)) {
            bytes[0] += DECLARATION;
          }
        });
    return bytes[0];
  }

  /** A whole number: each atom is loaded and multiplied, each product added. */
  private static int of(Size formula) {
    int bytes = 0;
    for (Size.Term term : formula.terms()) {
      bytes += INDEX + (FIELD + 1) * term.atoms().size();
      for (Size.Atom atom : term.atoms()) {
        if (atom instanceof Size.Atom.Quotient q) {
          bytes += of(q.dividend()) + of(q.divisor());
        } else if (atom instanceof Size.Atom.Remainder r) {
          bytes += of(r.dividend()) + of(r.divisor());
        }
      }
    }
    return Math.max(INDEX, bytes);
  }

  static int of(Formula formula) {
    if (formula instanceof Formula.Element element) {
      return FIELD + of(element.place()) + INDEX + 1;
    }
    if (formula instanceof Formula.Whole whole) {
      return of(whole.formula()) + 1;
    }
    if (formula instanceof Formula.Noise noise) {
      return FIELD + INDEX + of(noise.element()) + CALL;
    }
    if (formula instanceof Formula.Fold fold) {
      return FIELD + of(fold.count()) + CALL;
    }
    if (formula instanceof Formula.Literal) {
      return CONSTANT;
    }
    if (formula instanceof Formula.Ref ref) {
      return LOAD + (ref.truth() ? CONVERT : 0);
    }
    Formula.Apply apply = (Formula.Apply) formula;
    int operands = apply.operands().stream().mapToInt(Cost::of).sum();
    Code code = apply.operation().forward().code();
    boolean branches = apply.operation().truth() || code instanceof Code.Choice;
    int arity = apply.operands().size();
    return operands + (branches ? arity * TEST + CONVERT : Math.max(CALL, arity));
  }
}
