package org.flatprop.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.flatprop.graph.Node;
import org.flatprop.runtime.Section;

/**
 * What the check of a gradient found.
 *
 * @param by what the objective is differentiated by
 * @param elements those that were checked
 */
record Finding(Section by, List<Element> elements) {

  /** What the comparison says, the worst first. */
  enum Verdict {
    FAILED("FAILED"),
    OK("ok"),
    KINK("skipped: kink"),
    UNSETTLED("skipped: cannot be measured"),
    NOT_FINITE("skipped: not finite");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * One derivative.
   *
   * @param place of the element, row-major
   * @param error relative; NaN if there is no measurement
   * @param kinks the operations in the way of the measurement
   */
  record Element(
      int place,
      double analytic,
      double numerical,
      double error,
      Verdict verdict,
      Set<Node> kinks) {

    /** The same, of which nothing can be said. */
    Element unsettled() {
      return new Element(place, analytic, numerical, error, Verdict.UNSETTLED, kinks);
    }
  }

  boolean failed() {
    return elements.stream().anyMatch(element -> element.verdict() == Verdict.FAILED);
  }

  /** The element that speaks for all: the one of the largest error. */
  Element worst() {
    return elements.stream()
        .min(
            Comparator.comparing(Element::verdict)
                .thenComparing(Element::error, Comparator.reverseOrder()))
        .orElseThrow();
  }

  /** {@code ok}, or how many elements have which verdict. */
  String verdict() {
    Map<Verdict, Integer> counts = new TreeMap<>();
    elements.forEach(element -> counts.merge(element.verdict(), 1, Integer::sum));
    return counts.size() == 1
        ? counts.keySet().iterator().next().toString()
        : String.join(
            ", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
  }
}
