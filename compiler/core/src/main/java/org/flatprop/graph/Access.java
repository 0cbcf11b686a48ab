package org.flatprop.graph;

import java.util.List;

/**
 * Which elements a read takes, or which an accumulation adds to.
 *
 * <p>A read's subscripts say where in its first operand the element stands that the place {@code
 * #0, #1, …} of the result takes. An accumulation's say where in the result the element stands that
 * the place of its first operand is added to. Further operands are what the subscripts refer to as
 * {@code @1, @2, …}, whole numbers from data, and have the shape that the places run over.
 *
 * @param shape of the result
 * @param subscripts one for each axis of the array read from, or added to
 * @param guarded whether the last operand is a condition: where it does not hold, the place is not
 *     looked at, and a read gives 0
 */
public record Access(Shape shape, List<Size> subscripts, boolean guarded) {

  public Access {
    subscripts = List.copyOf(subscripts);
  }

  @Override
  public String toString() {
    return shape + (guarded ? " if " : " ") + subscripts;
  }
}
