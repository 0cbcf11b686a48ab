package org.flatprop.cli;

import java.util.ArrayList;
import java.util.List;
import org.flatprop.runtime.Section;

/**
 * An array for people, as NumPy prints it: nested brackets, a row a line, eight digits. Of a large
 * one the first and last elements of each axis stand for all.
 */
final class ArrayText {

  /** Arrays of more elements are shortened. */
  private static final int MAX_ELEMENTS = 1000;

  /** How many elements a long axis shows at each end, the fewest last. */
  private static final int[] EDGES = {3, 2, 1, 0};

  private static final int MAX_WIDTH = 78;

  private static final String GAP = "…";

  private final List<Integer> sizes;
  private final int offset;
  private final double[] vector;
  private final int edge;
  private final int width;
  private final StringBuilder text = new StringBuilder();

  private ArrayText(Section section, double[] vector) {
    this.sizes = section.sizes();
    this.offset = section.offset();
    this.vector = vector;
    this.edge = edge(section);
    this.width = section.length() == 0 ? 0 : width(0, 0);
  }

  /** The array as one line, or several, without an end of line. */
  static String of(Section section, double[] vector) {
    ArrayText array = new ArrayText(section, vector);
    if (section.length() == 0) {
      return "[]";
    }
    array.append(0, 0);
    return array.text.toString();
  }

  /** How many elements are shown at each end of an axis; of a small array, all. */
  private static int edge(Section section) {
    if (section.length() <= MAX_ELEMENTS) {
      return Integer.MAX_VALUE;
    }
    for (int edge : EDGES) {
      double shown = 1;
      for (int size : section.sizes()) {
        shown *= Math.min(size, 2 * edge);
      }
      if (shown <= MAX_ELEMENTS) {
        return edge;
      }
    }
    return 0;
  }

  /** The places on an axis that are shown; -1 for those left out. */
  private List<Integer> places(int axis) {
    int size = sizes.get(axis);
    List<Integer> places = new ArrayList<>();
    boolean all = size / 2 < edge || size == 2L * edge;
    for (int i = 0; i < size; i++) {
      if (all || i < edge || i >= size - edge) {
        places.add(i);
      } else {
        places.add(-1);
        i = size - edge - 1;
      }
    }
    return places;
  }

  /** The width of the widest element shown. */
  private int width(int axis, int at) {
    int widest = 0;
    for (int place : places(axis)) {
      if (place >= 0) {
        int next = at * sizes.get(axis) + place;
        boolean last = axis == sizes.size() - 1;
        widest = Math.max(widest, last ? element(next).length() : width(axis + 1, next));
      }
    }
    return widest;
  }

  private void append(int axis, int at) {
    boolean last = axis == sizes.size() - 1;
    String indent = " ".repeat(axis + 1);
    String separator = last ? ", " : ",\n" + "\n".repeat(sizes.size() - axis - 2) + indent;
    int start = text.lastIndexOf("\n") + 1;
    text.append('[');
    int opened = text.length();
    for (int place : places(axis)) {
      boolean first = text.length() == opened;
      text.append(first ? "" : separator);
      if (place < 0) {
        text.append(GAP);
      } else if (last) {
        if (!first && text.length() - start + width > MAX_WIDTH) {
          text.setLength(text.length() - 1); // the blank after the comma
          text.append('\n').append(indent);
          start = text.lastIndexOf("\n") + 1;
        }
        String element = element(at * sizes.get(axis) + place);
        text.append(" ".repeat(width - element.length())).append(element);
      } else {
        append(axis + 1, at * sizes.get(axis) + place);
      }
    }
    text.append(']');
  }

  private String element(int i) {
    return Rounded.of(vector[offset + i]);
  }
}
