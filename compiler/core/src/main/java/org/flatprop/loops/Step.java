package org.flatprop.loops;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Size;

/** One statement of a pass. */
public sealed interface Step {

  /** A statement of straight-line code. */
  sealed interface Line extends Step {
    Formula value();
  }

  /**
   * {@code target = value}.
   *
   * @param truth whether the target is held as a boolean
   * @param continues changes the target, which an earlier step has begun
   * @param remarks what to tell the reader, with two blanks between
   */
  record Assign(
      String target, Formula value, boolean truth, boolean continues, List<String> remarks)
      implements Line {
    public Assign {
      remarks = List.copyOf(remarks);
    }

    /** The same with another value. */
    public Assign with(Formula other) {
      return new Assign(target, other, truth, continues, remarks);
    }
  }

  /** The vectors of results. */
  enum Results {
    OUTPUTS,
    GRADIENTS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@code outputs[index] = value}, or {@code gradients[…]}. */
  record Store(Results results, Size index, Formula value) implements Line {

    /** The index in straight-line code, where it is a number. */
    public int place() {
      return Math.toIntExact(index.constant());
    }
  }

  /**
   * The lines of a routine, run on values of this place.
   *
   * @param number tells a routine's calls from one another
   * @param arguments for each parameter the value that is read
   * @param results for each result its name here
   * @param places for each of the routine's stores the place
   */
  record Call(
      Routine routine,
      int number,
      List<String> arguments,
      List<String> results,
      List<Integer> places)
      implements Step {
    public Call {
      arguments = List.copyOf(arguments);
      results = List.copyOf(results);
      places = List.copyOf(places);
    }
  }

  /** {@code name = value}, a whole number from data. */
  record Whole(String name, Formula value) implements Step {}

  /** {@code array[place] = value}, or {@code +=}. */
  record Put(String array, Size place, Formula value, boolean adds) implements Step {}

  /** Every element of an array, so many, becomes a number. */
  record Fill(String array, Size count, double value) implements Step {}

  /**
   * {@code target = start + left @ right}, each element's terms added in order.
   *
   * @param rows of the target and of the left matrix
   * @param inner the columns of the left and the rows of the right matrix
   * @param columns of the target and of the right matrix
   * @param start what each sum begins with
   * @param updates the input whose gradient this is: a step of gradient descent adds the product to
   *     it straight away
   */
  record Product(
      Part target,
      Part left,
      Part right,
      List<Axis> rows,
      List<Axis> inner,
      List<Axis> columns,
      double start,
      Optional<String> updates)
      implements Step {
    public Product {
      rows = List.copyOf(rows);
      inner = List.copyOf(inner);
      columns = List.copyOf(columns);
    }

    /** The same, as the gradient of an input. */
    public Product updates(String input) {
      return new Product(target, left, right, rows, inner, columns, start, Optional.of(input));
    }

    /**
     * The runtime's method for it.
     *
     * @param adds whether it is added to what is there
     */
    public String method(boolean adds) {
      String whole = isOfMatrices() ? "matrixProduct" : "contraction";
      return !adds ? whole : isOfMatrices() ? "addProduct" : "addContraction";
    }

    /** Whether its rows, columns and terms are each one axis at the most. */
    public boolean isOfMatrices() {
      return rows.size() <= 1 && inner.size() <= 1 && columns.size() <= 1;
    }
  }

  /** An array from a place on. */
  record Part(String array, Size at) {}

  /**
   * Places of a matrix product that follow one another.
   *
   * @param target the step from one to the next in the target; so the others
   */
  record Axis(Size count, Size target, Size left, Size right) {

    /** How many places some axes have together. */
    public static Size count(List<Axis> axes) {
      return axes.stream().map(Axis::count).reduce(Size.ONE, Size::times);
    }
  }

  /** Every element of an array is stored among the results, from a place on. */
  record StoreAll(Results results, Size index, String array, Size count) implements Step {}

  /** The body for each index from 0 to below a count. */
  record For(String index, Size count, List<Step> body) implements Step {
    public For {
      body = List.copyOf(body);
    }
  }

  /**
   * The body for each block of indices, from 0 to below a count.
   *
   * @param index the first of a block's indices
   * @param width how many a block has
   */
  record Blocks(String index, String width, Size count, List<Step> body) implements Step {

    /** How many indices a block has at the most. */
    public static final int LENGTH = 256;

    public Blocks {
      body = List.copyOf(body);
    }
  }

  /** The first elements of an array, so many, each become a function's value of them. */
  record Map(Operation function, String array, Size count) implements Step {

    /** The runtime's method for it. */
    public String method() {
      return method(function).orElseThrow();
    }

    /** The runtime's method for a function of a whole block, if it is called by a name. */
    public static Optional<String> method(Operation function) {
      Operation.Code code = function.forward().code();
      if (code instanceof Operation.Code.MathCall call) {
        return Optional.of(call.method() + "Block");
      }
      return code instanceof Operation.Code.FunctionCall call
          ? Optional.of(call.method() + "Block")
          : Optional.empty();
    }
  }

  /**
   * The body where a condition holds.
   *
   * @param rare whether it hardly ever does
   */
  record If(Formula condition, boolean rare, List<Step> body) implements Step {
    public If {
      body = List.copyOf(body);
    }
  }

  /** Statements that belong together: they compute one array or scalar, or several. */
  record Nest(List<Heading> headings, List<Step> body) implements Step {
    public Nest {
      headings = List.copyOf(headings);
      body = List.copyOf(body);
    }

    public Nest(String target, List<String> remarks, List<Step> body) {
      this(List.of(new Heading(target, remarks)), body);
    }

    /** What is computed, the first of several. */
    public String target() {
      return headings.get(0).target();
    }

    /** What to tell the reader, of the first of several. */
    public List<String> remarks() {
      return headings.get(0).remarks();
    }
  }

  /**
   * What statements compute.
   *
   * @param remarks what to tell the reader, with three blanks between
   */
  record Heading(String target, List<String> remarks) {
    public Heading {
      remarks = List.copyOf(remarks);
    }
  }

  /** The statements within this one. */
  default List<Step> body() {
    return List.of();
  }
}
