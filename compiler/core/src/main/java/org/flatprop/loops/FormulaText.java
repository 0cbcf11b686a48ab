package org.flatprop.loops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Code;
import org.flatprop.graph.Operation.Precedence;
import org.flatprop.graph.Size;
import org.flatprop.graph.Size.Atom;
import org.flatprop.source.CompilerBug;

/**
 * Formulas as text. It is Java, which a reader of formulas understands as well, unless it is said
 * to be another language.
 */
public final class FormulaText {

  private static final Language JAVA = Language.java();

  private final UnaryOperator<String> rename;
  private final BinaryOperator<String> element;
  private final Language language;

  /**
   * @param rename how a name is written
   */
  public FormulaText(UnaryOperator<String> rename) {
    this(rename, JAVA);
  }

  /**
   * @param rename how a name is written
   * @param language in which formulas are written
   */
  public FormulaText(UnaryOperator<String> rename, Language language) {
    this(rename, (array, place) -> rename.apply(array) + "[" + place + "]", language);
  }

  /**
   * @param rename how a name is written
   * @param element how an element of an array is written, from its place
   */
  public FormulaText(UnaryOperator<String> rename, BinaryOperator<String> element) {
    this(rename, element, JAVA);
  }

  private FormulaText(
      UnaryOperator<String> rename, BinaryOperator<String> element, Language language) {
    this.rename = rename;
    this.element = element;
    this.language = language;
  }

  /** A formula as a value of its own type, double or boolean. */
  public String print(Formula formula) {
    return print(formula, Precedence.CHOICE);
  }

  /** A formula as a double. */
  public String printReal(Formula formula) {
    return real(formula, Precedence.CHOICE);
  }

  /** A formula as a condition. */
  public String printTruth(Formula formula) {
    return truth(formula, Precedence.CHOICE);
  }

  /** A double literal of Java. */
  public static String literal(double value) {
    return JAVA.literal(value);
  }

  private String print(Formula formula, Precedence outer) {
    if (formula instanceof Formula.Literal literal) {
      String text = language.literal(literal.value());
      return text.startsWith("-") && outer == Precedence.ATOM ? "(" + text + ")" : text;
    }
    if (formula instanceof Formula.Ref ref) {
      return rename.apply(ref.name());
    }
    if (formula instanceof Formula.Element element) {
      return this.element.apply(element.array(), whole(element.place()));
    }
    if (formula instanceof Formula.Whole whole) {
      // In doubles: a product of sizes may be beyond an int.
      String text = whole(whole.formula(), language.cast());
      Precedence own =
          whole.formula().single().isPresent()
              ? Precedence.PREFIX
              : whole.formula().terms().size() == 1 ? Precedence.PRODUCT : Precedence.SUM;
      return outer.compareTo(own) > 0 ? "(" + text + ")" : text;
    }
    if (formula instanceof Formula.Fold fold) {
      return call(fold.method(), fold.array(), fold.count());
    }
    if (formula instanceof Formula.Noise noise) {
      return language.noise(rename.apply(noise.key()), noise.place(), whole(noise.element()));
    }
    Formula.Apply apply = (Formula.Apply) formula;
    Precedence own = precedence(apply.operation());
    String text = apply(apply);
    return own.compareTo(outer) < 0 ? "(" + text + ")" : text;
  }

  private static Precedence precedence(Operation operation) {
    Code code = operation.forward().code();
    if (code instanceof Code.Infix infix) {
      return infix.precedence();
    }
    if (code instanceof Code.Choice) {
      return Precedence.CHOICE;
    }
    return code instanceof Code.Prefix ? Precedence.PREFIX : Precedence.ATOM;
  }

  private String apply(Formula.Apply apply) {
    List<Formula> operands = apply.operands();
    Code code = apply.operation().forward().code();
    if (code instanceof Code.Infix infix) {
      return infix(infix, operands);
    }
    if (code instanceof Code.Prefix prefix) {
      boolean not = prefix.symbol().equals("!");
      String operand =
          not ? truth(operands.get(0), Precedence.ATOM) : real(operands.get(0), Precedence.ATOM);
      return prefix.symbol() + operand;
    }
    if (code instanceof Code.Choice) {
      return truth(operands.get(0), Precedence.OR)
          + " ? "
          + real(operands.get(1), Precedence.OR)
          + " : "
          + real(operands.get(2), Precedence.CHOICE);
    }
    if (code instanceof Code.Copy) {
      return real(operands.get(0), Precedence.ATOM);
    }
    String method =
        code instanceof Code.MathCall call ? call.method() : ((Code.FunctionCall) code).method();
    List<String> arguments = operands.stream().map(o -> real(o, Precedence.CHOICE)).toList();
    return language.call(method, arguments);
  }

  /** A call for the first elements of an array, so many. */
  public String call(String method, String array, Size count) {
    return language.call(method, List.of(rename.apply(array), whole(count)));
  }

  /** A whole number. */
  public String whole(Size formula) {
    return whole(formula, "");
  }

  /**
   * A whole number.
   *
   * @param cast stands before each product
   */
  public String whole(Size formula, String cast) {
    StringBuilder text = new StringBuilder();
    List<Size.Term> terms = new ArrayList<>(formula.terms());
    // The largest steps first; no minus comes first where there is anything else.
    terms.sort(
        Comparator.comparing((Size.Term term) -> term.factor() < 0)
            .thenComparing(term -> -term.atoms().size())
            .thenComparing(term -> -Math.abs(term.factor())));
    for (Size.Term term : terms) {
      boolean minus = term.factor() < 0;
      text.append(text.isEmpty() ? (minus ? "-" : "") : minus ? " - " : " + ");
      List<String> factors = new ArrayList<>(term.atoms().stream().map(this::atom).toList());
      long size = Math.abs(term.factor());
      if (size != 1 || factors.isEmpty()) {
        factors.add(Long.toString(size));
      }
      text.append(term.atoms().isEmpty() ? "" : cast).append(String.join(" * ", factors));
    }
    return text.isEmpty() ? "0" : text.toString();
  }

  private String atom(Atom atom) {
    if (atom instanceof Atom.Dim dim) {
      return rename.apply(dim.name());
    }
    if (atom instanceof Atom.Index index) {
      return rename.apply(index.name());
    }
    if (atom instanceof Atom.Quotient q) {
      return language.quotient(q.dividend(), q.divisor(), this);
    }
    if (atom instanceof Atom.Remainder r) {
      return language.remainder(r.dividend(), r.divisor(), this);
    }
    throw new CompilerBug("a place refers to " + atom);
  }

  /** Operators associate to the left, so the operands further right bind tighter. */
  private String infix(Code.Infix infix, List<Formula> operands) {
    boolean compares =
        infix.precedence() == Precedence.COMPARISON || infix.precedence() == Precedence.EQUALITY;
    if (compares && operands.stream().allMatch(FormulaText::isWhole)) {
      return operands.stream()
          .map(FormulaText::size)
          .map(this::whole)
          .collect(Collectors.joining(" " + infix.symbol() + " "));
    }
    if (compares) {
      return operands.stream()
          .map(o -> o instanceof Formula.Whole w ? whole(w.formula()) : real(o, Precedence.SUM))
          .collect(Collectors.joining(" " + infix.symbol() + " "));
    }
    boolean logic = infix.precedence() == Precedence.AND || infix.precedence() == Precedence.OR;
    Precedence tighter = Precedence.values()[infix.precedence().ordinal() + 1];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < operands.size(); i++) {
      Precedence outer = i == 0 ? infix.precedence() : tighter;
      if (i > 0) {
        text.append(' ').append(infix.symbol()).append(' ');
      }
      text.append(logic ? truth(operands.get(i), outer) : real(operands.get(i), outer));
    }
    return text.toString();
  }

  private static boolean isWhole(Formula formula) {
    return formula instanceof Formula.Whole
        || formula instanceof Formula.Literal l
            && l.value() == Math.rint(l.value())
            && Math.abs(l.value()) < Integer.MAX_VALUE;
  }

  private static Size size(Formula formula) {
    return formula instanceof Formula.Whole whole
        ? whole.formula()
        : Size.of((long) ((Formula.Literal) formula).value());
  }

  private String real(Formula formula, Precedence outer) {
    if (!formula.truth()) {
      return print(formula, outer);
    }
    String choice = print(formula, Precedence.OR) + " ? 1.0 : 0.0";
    return outer == Precedence.CHOICE ? choice : "(" + choice + ")";
  }

  private String truth(Formula formula, Precedence outer) {
    if (formula.truth()) {
      return print(formula, outer);
    }
    String test = print(formula, Precedence.COMPARISON) + " != 0.0";
    return outer.compareTo(Precedence.EQUALITY) > 0 ? "(" + test + ")" : test;
  }
}
