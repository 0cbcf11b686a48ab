package org.flatprop.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import org.flatprop.graph.Size;
import org.flatprop.loops.Formula;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Port;
import org.flatprop.runtime.Decimal;

/** A signature's words, as {@code Signature.of} reads them; sizes may be known at run time only. */
final class SignatureText {

  /** A text constant takes at most 65,535 bytes, a character up to four. */
  private static final int MAX_STRING = 15_000;

  private final FormulaText formulas;

  /** Texts, and Java expressions between them. */
  private final List<CodeBlock> pieces = new ArrayList<>();

  private int texts;
  private final StringBuilder text = new StringBuilder();

  private SignatureText(FormulaText formulas) {
    this.formulas = formulas;
  }

  /** A word for a reader. */
  static String word(Port port) {
    StringBuilder word = new StringBuilder(port.name());
    if (!port.shape().isScalar()) {
      word.append(port.shape().toString().replace(" ", ""));
    }
    word.append(port.mark());
    FormulaText text = new FormulaText(name -> name);
    List<String> numbers = port.numbers().stream().map(n -> number(n, text)).toList();
    return word.append(joined(port, numbers)).toString();
  }

  private static String number(Formula number, FormulaText text) {
    if (number instanceof Formula.Literal literal) {
      return Decimal.print(literal.value());
    }
    return number instanceof Formula.Whole whole
        ? whole.formula().toString().replace(" ", "")
        : text.printReal(number);
  }

  private static String joined(Port port, List<String> numbers) {
    return port.isParam() ? "(" + String.join(",", numbers) + ")" : String.join(";", numbers);
  }

  /** The words as one Java expression of type String. */
  static CodeBlock of(List<Port> ports, JavaNames names) {
    SignatureText text = new SignatureText(new FormulaText(names::variable));
    for (int i = 0; i < ports.size(); i++) {
      text.add(i == 0 ? "" : " ");
      text.add(ports.get(i));
    }
    return text.block();
  }

  private void add(Port port) {
    add(port.name());
    for (int i = 0; i < port.shape().rank(); i++) {
      add(i == 0 ? "[" : ",");
      add(port.shape().size(i));
    }
    add(port.shape().isScalar() ? port.mark() : "]" + port.mark());
    add(port.isParam() ? "(" : "");
    for (int i = 0; i < port.numbers().size(); i++) {
      add(i == 0 ? "" : port.isParam() ? "," : ";");
      add(port.numbers().get(i));
    }
    add(port.isParam() ? ")" : "");
  }

  private void add(Size size) {
    if (size.isConstant()) {
      add(Long.toString(size.constant()));
    } else {
      String sum = formulas.whole(size);
      add(CodeBlock.of(size.single().isPresent() ? "$L" : "($L)", sum));
    }
  }

  private void add(Formula number) {
    if (number instanceof Formula.Literal literal) {
      add(Decimal.print(literal.value()));
    } else if (number instanceof Formula.Whole whole) {
      add(whole.formula());
    } else {
      add(CodeBlock.of("($L)", formulas.printReal(number)));
    }
  }

  private void add(CodeBlock expression) {
    flush();
    pieces.add(expression);
  }

  private void add(String more) {
    if (text.length() + more.length() > MAX_STRING) {
      flush();
    }
    text.append(more);
  }

  private void flush() {
    if (!text.isEmpty()) {
      pieces.add(CodeBlock.of("$S", text.toString()));
      texts++;
      text.setLength(0);
    }
  }

  private CodeBlock block() {
    flush();
    if (pieces.isEmpty()) {
      return CodeBlock.of("$S", "");
    }
    if (pieces.size() == 1) {
      return pieces.get(0);
    }
    if (texts * 2 <= pieces.size() + 1) {
      return CodeBlock.join(pieces, " + ");
    }
    // The compiler would make one constant of texts that follow each other, too long a one.
    CodeBlock.Builder joined = CodeBlock.builder().add("new $T()", StringBuilder.class);
    pieces.forEach(piece -> joined.add(".append($L)", piece));
    return joined.add(".toString()").build();
  }
}
