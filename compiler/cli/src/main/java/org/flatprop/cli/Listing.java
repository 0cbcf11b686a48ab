package org.flatprop.cli;

import java.util.ArrayList;
import java.util.List;
import org.flatprop.runtime.Decimal;
import org.flatprop.runtime.Section;

/** Named values for people: scalars to the last digit in columns, arrays as {@link ArrayText}. */
final class Listing {

  private final StringBuilder text = new StringBuilder();
  private final List<List<String>> scalars = new ArrayList<>();

  /** Adds a value, given by its place in a vector. */
  void add(String name, Section section, double[] vector) {
    if (section.isScalar()) {
      scalars.add(List.of(name, "= " + Decimal.print(vector[section.offset()])));
    } else {
      add(name, section, ArrayText.of(section, vector));
    }
  }

  /** Adds an array, given as text. */
  void add(String name, Section section, String array) {
    flush();
    text.append(name).append(section.sizes()).append(" =");
    text.append(array.contains("\n") ? "\n" + array.indent(2).stripTrailing() : " " + array);
    text.append('\n');
  }

  /** {@code h[2, 3]}, or {@code f} for a scalar. */
  static String title(Section section) {
    return section.name() + (section.isScalar() ? "" : section.sizes());
  }

  private void flush() {
    text.append(Table.of(scalars, " "));
    scalars.clear();
  }

  @Override
  public String toString() {
    flush();
    return text.toString();
  }
}
