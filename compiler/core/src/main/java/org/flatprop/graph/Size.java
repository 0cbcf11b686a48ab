package org.flatprop.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A whole number as a formula: the size of an axis in terms of a model's dims, or a place on an
 * axis in terms of indices.
 *
 * <p>It is a polynomial in normal form, so two formulas that mean the same are equal: {@code D + D}
 * is {@code 2*D}.
 */
public final class Size {

  /** What a formula is made of, besides numbers. */
  public sealed interface Atom {

    /** A dim of the model. */
    record Dim(String name) implements Atom {
      @Override
      public String toString() {
        return name;
      }
    }

    /** The place on an axis of the array that is computed. */
    record Axis(int number) implements Atom {
      @Override
      public String toString() {
        return "#" + number;
      }
    }

    /** What an operand holds at the element computed. */
    record Operand(int number) implements Atom {
      @Override
      public String toString() {
        return "@" + number;
      }
    }

    /** An index: of the model's text, or of a loop. Two of one name are the same. */
    record Index(String name) implements Atom {
      @Override
      public String toString() {
        return name;
      }
    }

    /** A quotient, rounded down. */
    record Quotient(Size dividend, Size divisor) implements Atom {
      @Override
      public String toString() {
        return "(" + dividend + ") // (" + divisor + ")";
      }
    }

    /** What the quotient leaves, with the sign of the divisor. */
    record Remainder(Size dividend, Size divisor) implements Atom {
      @Override
      public String toString() {
        return "(" + dividend + ") % (" + divisor + ")";
      }
    }
  }

  /** A product of atoms with a factor. */
  public record Term(List<Atom> atoms, long factor) {}

  private static final Comparator<List<Atom>> ORDER =
      Comparator.comparing((List<Atom> atoms) -> -atoms.size())
          .thenComparing(atoms -> atoms.stream().map(Size::key).toList().toString());

  public static final Size ZERO = new Size(Map.of());
  public static final Size ONE = of(1);

  /** The factor of each product of atoms; none is 0. The empty product stands for the number. */
  private final TreeMap<List<Atom>, Long> terms;

  /** The same as a list, made when it is first asked for. */
  private volatile List<Term> list;

  private Size(Map<List<Atom>, Long> terms) {
    this.terms = new TreeMap<>(ORDER);
    terms.forEach(
        (atoms, factor) -> {
          if (factor != 0) {
            this.terms.put(atoms, factor);
          }
        });
  }

  public static Size of(long value) {
    return new Size(Map.of(List.of(), value));
  }

  public static Size of(Atom atom) {
    return new Size(Map.of(List.of(atom), 1L));
  }

  public static Size dim(String name) {
    return of(new Atom.Dim(name));
  }

  public static Size axis(int number) {
    return of(new Atom.Axis(number));
  }

  /** Tells atoms apart, and sets them in order: places before sizes. */
  private static String key(Atom atom) {
    if (atom instanceof Atom.Axis axis) {
      return String.format("#%05d", axis.number());
    }
    String kind = atom instanceof Atom.Index ? "1 " : atom instanceof Atom.Dim ? "3 " : "2 ";
    return kind + atom;
  }

  public Size plus(Size other) {
    Map<List<Atom>, Long> sum = new TreeMap<>(terms);
    other.terms.forEach((atoms, factor) -> sum.merge(atoms, factor, Math::addExact));
    return new Size(sum);
  }

  public Size plus(long other) {
    return plus(of(other));
  }

  public Size minus(Size other) {
    return plus(other.times(-1));
  }

  public Size times(Size other) {
    Map<List<Atom>, Long> product = new TreeMap<>(ORDER);
    terms.forEach(
        (a, m) ->
            other.terms.forEach(
                (b, n) -> {
                  List<Atom> atoms =
                      Stream.concat(a.stream(), b.stream())
                          .sorted(Comparator.comparing(Size::key))
                          .toList();
                  product.merge(atoms, Math.multiplyExact(m, n), Math::addExact);
                }));
    return new Size(product);
  }

  public Size times(long other) {
    return times(of(other));
  }

  /** The quotient, rounded down. */
  public Size over(Size divisor) {
    if (isConstant() && divisor.isConstant() && divisor.constant() != 0) {
      return of(Math.floorDiv(constant(), divisor.constant()));
    }
    if (divisor.equals(ONE)) {
      return this;
    }
    return exactQuotient(divisor).orElseGet(() -> of(new Atom.Quotient(this, divisor)));
  }

  /** What the quotient leaves. */
  public Size modulo(Size divisor) {
    if (isConstant() && divisor.isConstant() && divisor.constant() != 0) {
      return of(Math.floorMod(constant(), divisor.constant()));
    }
    return exactQuotient(divisor).isPresent() ? ZERO : of(new Atom.Remainder(this, divisor));
  }

  /** Every term divided by the divisor, if that is one term, and no rest is left. */
  private Optional<Size> exactQuotient(Size divisor) {
    if (divisor.terms.size() != 1) {
      return Optional.empty();
    }
    List<Atom> by = divisor.terms.firstKey();
    long factor = divisor.terms.firstEntry().getValue();
    Map<List<Atom>, Long> quotient = new TreeMap<>(ORDER);
    for (Map.Entry<List<Atom>, Long> term : terms.entrySet()) {
      List<Atom> rest = new ArrayList<>(term.getKey());
      boolean divides = by.stream().allMatch(rest::remove) && term.getValue() % factor == 0;
      if (!divides) {
        return Optional.empty();
      }
      quotient.put(rest, term.getValue() / factor);
    }
    return Optional.of(new Size(quotient));
  }

  public boolean isConstant() {
    return terms.isEmpty() || terms.size() == 1 && terms.firstKey().isEmpty();
  }

  public boolean is(long value) {
    return isConstant() && constant() == value;
  }

  /**
   * The number of a formula without atoms.
   *
   * @throws IllegalStateException if it has atoms
   */
  public long constant() {
    if (!isConstant()) {
      throw new IllegalStateException(this + " is not a number");
    }
    return terms.getOrDefault(List.<Atom>of(), 0L);
  }

  /** The dim that this is, if it is just one. */
  public Optional<String> symbol() {
    return single().filter(Atom.Dim.class::isInstance).map(atom -> ((Atom.Dim) atom).name());
  }

  /** The atom that this is, if it is just one. */
  public Optional<Atom> single() {
    boolean single =
        terms.size() == 1 && terms.firstKey().size() == 1 && terms.firstEntry().getValue() == 1;
    return single ? Optional.of(terms.firstKey().get(0)) : Optional.empty();
  }

  /** The dims that it is made of. */
  public Set<String> symbols() {
    return atoms().stream()
        .filter(Atom.Dim.class::isInstance)
        .map(atom -> ((Atom.Dim) atom).name())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** All atoms, also those within quotients. */
  public Set<Atom> atoms() {
    Set<Atom> atoms = new LinkedHashSet<>();
    terms.keySet().stream().flatMap(Collection::stream).forEach(atom -> collect(atom, atoms));
    return atoms;
  }

  private static void collect(Atom atom, Set<Atom> atoms) {
    atoms.add(atom);
    if (atom instanceof Atom.Quotient q) {
      atoms.addAll(q.dividend().atoms());
      atoms.addAll(q.divisor().atoms());
    } else if (atom instanceof Atom.Remainder r) {
      atoms.addAll(r.dividend().atoms());
      atoms.addAll(r.divisor().atoms());
    }
  }

  /** The terms of the sum, those with most atoms first. */
  public List<Term> terms() {
    List<Term> known = list;
    if (known == null) {
      known = terms.entrySet().stream().map(e -> new Term(e.getKey(), e.getValue())).toList();
      list = known;
    }
    return known;
  }

  /** What the atom is multiplied by; empty if it stands in a product with itself or a quotient. */
  public Optional<Size> coefficient(Atom atom) {
    Map<List<Atom>, Long> found = new TreeMap<>(ORDER);
    for (Term term : terms()) {
      boolean inside =
          term.atoms().stream().anyMatch(a -> !a.equals(atom) && of(a).atoms().contains(atom));
      long power = term.atoms().stream().filter(atom::equals).count();
      if (inside || power > 1) {
        return Optional.empty();
      }
      if (power == 1) {
        found.put(term.atoms().stream().filter(a -> !a.equals(atom)).toList(), term.factor());
      }
    }
    return Optional.of(new Size(found));
  }

  /** With other formulas in place of atoms; an atom that is given none stays. */
  public Size substitute(Function<Atom, Optional<Size>> formulas) {
    Size sum = ZERO;
    for (Term term : terms()) {
      Size product = of(term.factor());
      for (Atom atom : term.atoms()) {
        product = product.times(substitute(atom, formulas));
      }
      sum = sum.plus(product);
    }
    return sum;
  }

  private static Size substitute(Atom atom, Function<Atom, Optional<Size>> formulas) {
    Optional<Size> given = formulas.apply(atom);
    if (given.isPresent()) {
      return given.get();
    }
    if (atom instanceof Atom.Quotient q) {
      return q.dividend().substitute(formulas).over(q.divisor().substitute(formulas));
    }
    if (atom instanceof Atom.Remainder r) {
      return r.dividend().substitute(formulas).modulo(r.divisor().substitute(formulas));
    }
    return of(atom);
  }

  /** With formulas in place of axes, first for axis 0. */
  public Size at(List<Size> places) {
    return substitute(
        atom ->
            atom instanceof Atom.Axis axis
                ? Optional.of(places.get(axis.number()))
                : Optional.empty());
  }

  /**
   * The number for given dims.
   *
   * @throws IllegalStateException if a dim is missing
   * @throws ArithmeticException if it is beyond 2⁶³
   */
  public long value(Map<String, Integer> dims) {
    if (isConstant()) {
      return constant();
    }
    return substitute(
            atom ->
                atom instanceof Atom.Dim dim && dims.containsKey(dim.name())
                    ? Optional.of(of(dims.get(dim.name())))
                    : Optional.empty())
        .constant();
  }

  /** Whether it is 0 or more whatever the dims are, as far as its signs tell. */
  public boolean isNeverNegative() {
    return terms.values().stream().allMatch(factor -> factor > 0)
        && atoms().stream()
            .allMatch(atom -> atom instanceof Atom.Dim || atom instanceof Atom.Index);
  }

  /** Whether it is below 0 whatever the dims are, as far as its signs tell. */
  public boolean isAlwaysNegative() {
    return times(-1).plus(-1).isNeverNegative();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Size size && terms.equals(size.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  /** {@code 2*D + 1}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Term term : terms()) {
      long size = Math.abs(term.factor());
      String sign = term.factor() < 0 ? "-" : "+";
      text.append(text.isEmpty() ? (sign.equals("-") ? "-" : "") : " " + sign + " ");
      String atoms = term.atoms().stream().map(Size::factor).collect(Collectors.joining("*"));
      text.append(atoms.isEmpty() ? Long.toString(size) : size == 1 ? atoms : size + "*" + atoms);
    }
    return text.isEmpty() ? "0" : text.toString();
  }

  private static String factor(Atom atom) {
    boolean quotient = atom instanceof Atom.Quotient || atom instanceof Atom.Remainder;
    return quotient ? "(" + atom + ")" : atom.toString();
  }
}
