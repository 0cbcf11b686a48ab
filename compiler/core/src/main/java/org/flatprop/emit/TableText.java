package org.flatprop.emit;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import org.flatprop.loops.FormulaText;
import org.flatprop.loops.Tables;
import org.flatprop.runtime.Decimal;

/**
 * The nested classes that hold the tables, all in one array, as text: an array of numbers is code
 * that stores each, and too long for a class soon.
 *
 * <p>A number is written in digits of base 57, the last of base 34. The former are the characters
 * from {@code #} to {@code [}, the latter those from {@code ]} to {@code ~}: so every character
 * says whether it is a number's last, and Java escapes none.
 */
final class TableText {

  private static final int MORE = 57;
  private static final int LAST = 34;
  private static final char FIRST_MORE = '#';
  private static final char FIRST_LAST = ']';

  /** An int takes no more. */
  private static final int MAX_DIGITS = 6;

  /** A literal takes at most 65,535 bytes. */
  private static final int MAX_LITERAL = 60_000;

  /** So many literals are one class's: 30 MB, which a method of 4,000 bytes returns. */
  private static final int MAX_LITERALS = 500;

  /** More constants are text as well. */
  private static final int MAX_CONSTANTS = 100;

  private final Tables tables;
  private final String className;
  private final Style style;
  private final List<String> literals = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int count;

  TableText(Tables tables, String className, Style style) {
    this.tables = tables;
    this.className = className;
    this.style = style;
  }

  /** The class that holds the array, {@code NUMBERS}. */
  String className() {
    return className;
  }

  /** Adds numbers to the array; returns where they begin. */
  int add(int... numbers) {
    int first = count;
    char[] digits = new char[MAX_DIGITS];
    for (int number : numbers) {
      int place = MAX_DIGITS;
      digits[--place] = (char) (FIRST_LAST + number % LAST);
      for (int rest = number / LAST; rest > 0; rest /= MORE) {
        digits[--place] = (char) (FIRST_MORE + rest % MORE);
      }
      if (literal.length() + MAX_DIGITS > MAX_LITERAL) {
        end();
      }
      literal.append(digits, place, MAX_DIGITS - place);
    }
    count = Math.addExact(count, numbers.length);
    return first;
  }

  private void end() {
    literals.add(literal.toString());
    literal.setLength(0);
  }

  void addTo(TypeSpec.Builder type) {
    end();
    List<String> texts = addTexts(type, literals, "Text");
    CodeBlock.Builder fill = CodeBlock.builder().addStatement("int n = 0");
    texts.forEach(text -> fill.addStatement("n = read($L.text(), n)", text));
    type.addType(
        TypeSpec.classBuilder(className)
            .addJavadoc("The table, decoded once for all kernels of the class.\n")
            .addAnnotations(GeneratedBy.ofNested(style))
            .addModifiers(PRIVATE, STATIC, FINAL)
            .addField(
                FieldSpec.builder(int[].class, "NUMBERS", STATIC, FINAL)
                    .initializer("new int[$L]", count)
                    .build())
            .addStaticBlock(fill.build())
            .addMethod(read())
            .addMethod(values(type))
            .build());
  }

  /** Adds classes that hold a text; returns their names. */
  private List<String> addTexts(TypeSpec.Builder type, List<String> text, String name) {
    List<String> names = new ArrayList<>();
    for (int from = 0; from < text.size(); from += MAX_LITERALS) {
      List<String> own = text.subList(from, Math.min(text.size(), from + MAX_LITERALS));
      names.add(className + name + names.size());
      String array = "\"" + String.join("\",\n  \"", own) + "\"";
      type.addType(
          TypeSpec.classBuilder(names.get(names.size() - 1))
              .addAnnotations(GeneratedBy.ofNested(style))
              .addModifiers(PRIVATE, STATIC, FINAL)
              .addMethod(
                  MethodSpec.methodBuilder("text")
                      .addModifiers(STATIC)
                      .returns(String[].class)
                      .addCode("return new String[] {\n  $L\n};\n", array)
                      .build())
              .build());
    }
    return names;
  }

  private static MethodSpec read() {
    return MethodSpec.methodBuilder("read")
        .addJavadoc(
            "Reads numbers of base $L, whose last digit is of base $L and other characters.\n",
            MORE,
            LAST)
        .addModifiers(PRIVATE, STATIC)
        .returns(TypeName.INT)
        .addParameter(String[].class, "texts")
        .addParameter(TypeName.INT, "n")
        .beginControlFlow("for (String text : texts)")
        .addStatement("int number = 0")
        .beginControlFlow("for (int i = 0; i < text.length(); i++)")
        .addStatement("int c = text.charAt(i)")
        .beginControlFlow("if (c < '$L')", FIRST_LAST)
        .addStatement("number = $L * number + c - '$L'", MORE, FIRST_MORE)
        .nextControlFlow("else")
        .addStatement("NUMBERS[n++] = $L * number + c - '$L'", LAST, FIRST_LAST)
        .addStatement("number = 0")
        .endControlFlow()
        .endControlFlow()
        .endControlFlow()
        .addStatement("return n")
        .build();
  }

  /** The method that makes the array of values, with the constants in it. */
  private MethodSpec values(TypeSpec.Builder type) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("values")
            .addJavadoc("The array v of a new kernel, which begins with the constants.\n")
            .addModifiers(STATIC)
            .returns(double[].class)
            .addStatement("double[] v = new double[$L]", tables.slots());
    int constants = tables.constants().length;
    if (constants <= MAX_CONSTANTS) {
      for (int i = 0; i < constants; i++) {
        method.addStatement("v[$L] = $L", i, FormulaText.literal(tables.constants()[i]));
      }
    } else {
      method.addStatement("int n = 0");
      for (String text : addTexts(type, decimals(), "Constants")) {
        method
            .beginControlFlow("for (String text : $L.text())", text)
            .beginControlFlow("for (String number : text.split(\" \"))")
            .addStatement("v[n++] = Double.parseDouble(number)")
            .endControlFlow()
            .endControlFlow();
      }
    }
    return method.addStatement("return v").build();
  }

  /** The constants as text: decimals that are read back to the same bits. */
  private List<String> decimals() {
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (double constant : tables.constants()) {
      String decimal = decimal(constant);
      if (text.length() + 1 + decimal.length() > MAX_LITERAL) {
        texts.add(text.toString());
        text.setLength(0);
      }
      text.append(text.isEmpty() ? "" : " ").append(decimal);
    }
    texts.add(text.toString());
    return texts;
  }

  private static String decimal(double number) {
    return Double.isFinite(number) ? Decimal.print(number) : Double.toString(number);
  }
}
