package org.flatprop.loops;

import java.util.List;
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
  }

  /** {@code outputs[index] = value} in the forward pass, {@code gradients[…]} in the backward. */
  record Store(Size index, Formula value) implements Line {

    /** The index in straight-line code, where it is a number. */
    public int place() {
      return Math.toIntExact(index.constant());
    }
  }

  /** {@code name = value}, a whole number from data. */
  record Whole(String name, Formula value) implements Step {}

  /** {@code array[place] = value}, or {@code +=}. */
  record Put(String array, Size place, Formula value, boolean adds) implements Step {}

  /** Every element becomes 0. */
  record Clear(String array) implements Step {}

  /** Every element of an array is stored among the results, from a place on. */
  record StoreAll(Size index, String array, Size count) implements Step {}

  /** The body for each index from 0 to below a count. */
  record For(String index, Size count, List<Step> body) implements Step {
    public For {
      body = List.copyOf(body);
    }
  }

  /** The body where a condition holds. */
  record If(Formula condition, List<Step> body) implements Step {
    public If {
      body = List.copyOf(body);
    }
  }

  /** Statements that belong together: they compute one array or scalar. */
  record Nest(String target, List<String> remarks, List<Step> body) implements Step {
    public Nest {
      remarks = List.copyOf(remarks);
      body = List.copyOf(body);
    }
  }

  /** The statements within this one. */
  default List<Step> body() {
    return List.of();
  }
}
