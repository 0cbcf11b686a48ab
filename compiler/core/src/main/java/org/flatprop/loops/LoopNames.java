package org.flatprop.loops;

import java.util.ArrayList;
import java.util.List;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;

/** The indices of loops: the same at the same depth, in every nest. */
record LoopNames(Names names) {

  /** No model has as many axes in one formula. */
  private static final int MAX_DEPTH = 80;

  /** The places that loops of a depth run over; an axis of size 1 takes none. */
  List<Size> places(Shape shape, int depth) {
    List<Size> places = new ArrayList<>();
    int next = depth;
    for (Size size : shape.sizes()) {
      places.add(size.is(1) ? Size.ZERO : Size.of(new Atom.Index(names.index(next++))));
    }
    return places;
  }

  List<Step> around(Shape shape, int depth, List<Step> body) {
    List<Step> steps = body;
    int next = depth + (int) shape.sizes().stream().filter(size -> !size.is(1)).count();
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      if (!shape.size(axis).is(1)) {
        steps = List.of(new Step.For(names.index(--next), shape.size(axis), steps));
      }
    }
    return steps;
  }

  /** How many loops the places stand in. */
  int depth(List<Size> at) {
    int depth = 0;
    for (Size place : at) {
      for (Atom atom : place.atoms()) {
        if (atom instanceof Atom.Index index) {
          for (int i = depth; i < MAX_DEPTH; i++) {
            depth = names.index(i).equals(index.name()) ? i + 1 : depth;
          }
        }
      }
    }
    return depth;
  }
}
