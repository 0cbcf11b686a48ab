package org.flatprop.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The catalogue of what a user can do wrong: one factory an error. */
public final class Errors {

  private Errors() {}

  // Files

  public static Diagnostic unreadable(String file, String reason) {
    return Diagnostic.about(file, "cannot be read: " + reason);
  }

  public static Diagnostic cannotImport(Span span, Diagnostic cause) {
    return cause.span().isPresent()
        ? cause
        : Diagnostic.at(span, cause.place() + " " + cause.message());
  }

  public static Diagnostic noPath(Span span) {
    return Diagnostic.at(span, "this is no file name on this system");
  }

  public static Diagnostic importCycle(Span span, List<String> files) {
    return Diagnostic.at(span, "files import each other: " + String.join(" → ", files));
  }

  // Syntax

  public static Diagnostic unexpected(Span span, String found, String expected) {
    String hint = found.equals("=") ? "`==` compares" : "expected " + expected;
    return Diagnostic.at(span, "unexpected `" + found + "`", hint);
  }

  public static Diagnostic unexpectedEnd(Span span, String expected) {
    return Diagnostic.at(span, "the statement ends too early", "expected " + expected);
  }

  public static Diagnostic unopened(Span span, String bracket) {
    return Diagnostic.at(span, "this `" + bracket + "` closes nothing");
  }

  public static Diagnostic expressionForName(Span span, String statement) {
    return statement.equals("minimize")
        ? Diagnostic.at(
            span,
            "`minimize` takes the name of one value",
            "give it a name: `loss = …`, then `minimize loss`")
        : Diagnostic.at(
            span,
            "`output` takes the names of values, separated by commas",
            "give it a name: `y = …`, then `output y`");
  }

  public static Diagnostic equalsForInitializer(Span span, String declared, String start) {
    return Diagnostic.at(
        span,
        "a parameter has no value of its own, but starts as an initialiser says",
        "write `param " + declared + " ~ " + start + "`");
  }

  public static Diagnostic misspelledStatement(Span span, String meant) {
    return Diagnostic.at(
        span, "no statement begins with `" + span.text() + "`", "did you mean `" + meant + "`?");
  }

  public static Diagnostic maximize(Span span, String name) {
    return Diagnostic.at(
        span,
        "a model minimises its objective",
        "minimise the negative: `loss = -" + name + "`, then `minimize loss`");
  }

  public static Diagnostic comment(Span span) {
    return Diagnostic.at(span, "a comment begins with `#`");
  }

  public static Diagnostic functionWithoutDef(Span head) {
    return Diagnostic.at(
        head, "a function is defined by `def`", "write `def " + head.text() + " = …`");
  }

  public static Diagnostic functionWithoutBody(Span span) {
    return Diagnostic.at(
        span,
        "what a function computes stands after `=`, or in braces without `=`",
        "write `def f(x) = …` or `def f(x) { …; return … }`");
  }

  public static Diagnostic returnOutside(Span span) {
    return Diagnostic.at(
        span,
        "`return` stands in the braces of a `def` only",
        "the last definition of a file is its result, or what `minimize` names");
  }

  public static Diagnostic conditional(Span span) {
    return Diagnostic.at(
        span, "there is no `if` that gives a value", "write `where(condition, a, b)`");
  }

  public static Diagnostic lineGoesOn(Span span, String operator) {
    return Diagnostic.at(
        span,
        "after `" + operator + "` the statement goes on in the next line",
        "an operand is missing here");
  }

  public static Diagnostic secondEquals(Span span) {
    return Diagnostic.at(
        span,
        "a second `=` in one statement",
        "write each definition on a line of its own; `==` compares");
  }

  public static Diagnostic missingNewline(Span span) {
    return Diagnostic.at(
        span, "`" + span.text() + " = …` needs a line of its own, or a `;` before it");
  }

  /**
   * Two operands, one after the other.
   *
   * @param names whether both are names, so that a call may be meant
   * @param listed whether they stand in brackets, so that a comma may be meant
   */
  public static Diagnostic missingOperator(Span span, Span before, boolean names, boolean listed) {
    String product = "for a product, write `" + before.text() + " * " + span.text() + "`";
    String call = "; for a call, `" + before.text() + "(" + span.text() + ")`";
    String shown = before.text().equals(")") || span.text().equals("(") ? "write `*`" : product;
    return Diagnostic.at(
        span,
        "an operator " + (listed ? "or comma " : "") + "is missing before `" + span.text() + "`",
        names ? product + call : shown);
  }

  public static Diagnostic valueWithoutName(Span span, boolean inBlock) {
    return Diagnostic.at(
        span,
        "this value has no name",
        inBlock ? "give it one, `y = …`, or `return` it" : "give it one: `y = …`");
  }

  public static Diagnostic unclosed(Span span, String bracket) {
    return Diagnostic.at(span, "this `" + bracket + "` is never closed");
  }

  public static Diagnostic unclosedText(Span span) {
    return Diagnostic.at(span, "this text has no closing quote on its line");
  }

  public static Diagnostic unknownCharacter(Span span, String character) {
    return Diagnostic.at(
        span,
        "the character `"
            + printable(character)
            + "` (U+"
            + String.format("%04X", character.codePointAt(0))
            + ") means nothing here",
        instead(character).map(s -> new String[] {s}).orElse(new String[0]));
  }

  /** What is meant, most likely. */
  private static Optional<String> instead(String character) {
    return Optional.ofNullable(
        switch (character) {
          case "&" -> "write `and`";
          case "|" -> "write `or`";
          case "!" -> "write `not`, or `!=` for unequal";
          case "?" -> "write `where(condition, a, b)`";
          case "−", "–" -> "write `-`";
          case "×", "·", "∙", "⋅" -> "write `*`";
          case "÷" -> "write `/`";
          case "≤" -> "write `<=`";
          case "≥" -> "write `>=`";
          case "≠" -> "write `!=`";
          default -> null;
        });
  }

  private static String printable(String character) {
    return Character.isISOControl(character.codePointAt(0)) ? "\uFFFD" : character;
  }

  public static Diagnostic reservedWord(Span span, String word) {
    return Diagnostic.at(span, "`" + word + "` is a reserved word and cannot be a name");
  }

  public static Diagnostic nestedTooDeeply(Span span) {
    return Diagnostic.at(
        span,
        "the expression is nested too deeply",
        "up to 10,000 levels are understood; give a part of it a name");
  }

  public static Diagnostic numberTooLarge(Span span) {
    return Diagnostic.at(
        span, "the number is too large", "the largest is 1.7976931348623157E308; or use `inf`");
  }

  public static Diagnostic chainedComparison(Span span) {
    return Diagnostic.at(
        span, "comparisons do not chain", "write `a < b and b < c`, or use brackets");
  }

  public static Diagnostic looseNot(Span span, String operator) {
    return Diagnostic.at(
        span, "`not` binds less than the `" + operator + "` before it: put it in brackets");
  }

  public static Diagnostic conditionInSubscript(Span span) {
    return Diagnostic.at(span, "a subscript has no condition; a reduction has: `sum[i if …](…)`");
  }

  public static Diagnostic rangeInSubscript(Span span) {
    return Diagnostic.at(span, "a subscript has no range; a reduction has: `sum[i in N](…)`");
  }

  public static Diagnostic notAReduction(Span span) {
    return Diagnostic.at(span, "only a function reduces: `sum[i](…)`");
  }

  public static Diagnostic notAnIndexVariable(Span span) {
    return Diagnostic.at(span, "a reduction is over new names: `sum[i](…)` or `sum[i in N](…)`");
  }

  // Names

  /**
   * A name that means nothing.
   *
   * @param statement the one that would declare it
   * @param instead what is written for what it means elsewhere
   */
  public static Diagnostic unknownName(
      Span span, String name, String statement, Optional<String> near, Optional<String> instead) {
    String declare = "declare it: `" + statement + " " + name + "`";
    String undefined = statement.equals("dim") ? declare : "define it, or " + declare;
    return Diagnostic.at(
        span,
        "`" + name + "` is not defined",
        instead
            .map(other -> undefined + "; or write `" + other + "`")
            .or(() -> near.map(n -> "did you mean `" + n + "`?"))
            .orElse(undefined));
  }

  public static Diagnostic functionAsValue(Span span, String name) {
    return Diagnostic.at(
        span, "`" + name + "` is a function, not a value", "call it: `" + name + "(…)`");
  }

  /**
   * A function that there is not.
   *
   * @param value whether there is a value of its name
   * @param instead what is written for what it means elsewhere
   */
  public static Diagnostic unknownFunction(
      Span span, String name, boolean value, Optional<String> near, Optional<String> instead) {
    if (value) {
      return Diagnostic.at(
          span,
          "`" + name + "` is a value, not a function",
          "for a product, write `" + name + " * (…)`");
    }
    return Diagnostic.at(
        span,
        "there is no function `" + name + "`",
        instead
            .map(other -> "write `" + other + "`")
            .or(() -> near.map(n -> "did you mean `" + n + "`?"))
            .map(n -> new String[] {n})
            .orElse(new String[0]));
  }

  public static Diagnostic definedTwice(Span span, String name, Span first) {
    return Diagnostic.at(
        span, "`" + name + "` is defined twice", "first at " + relative(first, span));
  }

  public static Diagnostic indexTwice(Span span) {
    return Diagnostic.at(span, "the index `" + span.text() + "` is named twice");
  }

  /** A value that needs itself. */
  public static Diagnostic cycle(List<Span> names) {
    List<Span> once = names.subList(0, names.size() - 1);
    return Diagnostic.at(
        names.get(0),
        "`" + names.get(0).text() + "` needs itself: " + arrows(names),
        once.stream()
            .sorted(
                Comparator.comparing((Span span) -> span.file().name()).thenComparing(Span::start))
            .map(span -> span.text() + " is defined at " + relative(span, names.get(0)))
            .limit(10)
            .toArray(String[]::new));
  }

  public static Diagnostic recursion(List<Span> names) {
    return Diagnostic.at(
        names.get(0),
        "`" + names.get(0).text() + "` calls itself: " + arrows(names),
        "a function cannot be recursive");
  }

  private static String arrows(List<Span> names) {
    int shown = 20;
    String more = names.size() > shown ? "… → " + names.get(names.size() - 1).text() : "";
    return names.stream()
        .limit(shown)
        .map(Span::text)
        .collect(Collectors.joining(" → ", "", more.isEmpty() ? "" : " → " + more));
  }

  private static String relative(Span span, Span from) {
    return span.file() == from.file() ? "line " + span.line() : span.location();
  }

  public static Diagnostic minimizedTwice(Span span, Span first) {
    return Diagnostic.at(span, "a model minimises one value", "first at " + relative(first, span));
  }

  public static Diagnostic nothingToCompute(String file) {
    return Diagnostic.about(file, "nothing is defined in it, so there is nothing to compute");
  }

  // Calls

  public static Diagnostic wrongArguments(
      Span span, String function, List<String> parameters, int given) {
    return Diagnostic.at(
        span, "`" + function + "` takes (" + String.join(", ", parameters) + "); given: " + given);
  }

  public static Diagnostic missingArgument(
      Span span, String function, List<String> parameters, String missing) {
    return Diagnostic.at(
        span,
        "`"
            + function
            + "` takes ("
            + String.join(", ", parameters)
            + "); `"
            + missing
            + "` is missing");
  }

  public static Diagnostic unknownParameter(Span span, String function, List<String> parameters) {
    return Diagnostic.at(
        span,
        "`" + function + "` has no parameter `" + span.text() + "`",
        "it takes (" + names(parameters) + ")");
  }

  /** Parameters without a name are those of a function that takes any number. */
  private static String names(List<String> parameters) {
    return parameters.stream()
        .map(name -> name.isEmpty() ? "…" : name)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  public static Diagnostic positionalAfterNamed(Span span) {
    return Diagnostic.at(span, "arguments by position come before those by name");
  }

  public static Diagnostic argumentTwice(Span span, String parameter) {
    return Diagnostic.at(span, "the parameter `" + parameter + "` is given twice");
  }

  public static Diagnostic resultCount(Span span, int wanted, int given) {
    String names = wanted == 1 ? "one is used here" : wanted + " names are on the left";
    return Diagnostic.at(span, "this gives " + count(given, "value") + ", but " + names);
  }

  public static Diagnostic gradByExpression(Span span) {
    return Diagnostic.at(
        span,
        "a derivative is taken by a named value",
        "give the expression a name: `z = …`, then `grad(y, z)`");
  }

  // Parameters and constants

  public static Diagnostic notConstant(Span span) {
    return Diagnostic.at(span, "this must be known before any input is: use numbers only");
  }

  public static Diagnostic unknownInitializer(Span span, String name, List<String> known) {
    return Diagnostic.at(
        span, "there is no initialiser `" + name + "`", "there are " + String.join(", ", known));
  }

  public static Diagnostic initializerNeedsMatrix(Span span, String name, String shape) {
    return Diagnostic.at(span, "`" + name + "` needs the sizes of a matrix; this is " + shape);
  }

  public static Diagnostic initializerArguments(Span span, String name, int takes, int given) {
    return Diagnostic.at(
        span, "`" + name + "` takes " + count(takes, "number") + "; given: " + given);
  }

  private static String count(int count, String thing) {
    return (count == 0 ? "no" : count) + " " + thing + (count == 1 ? "" : "s");
  }

  // Limits

  /** Stands for the errors that are not shown. */
  public static Diagnostic more(String place, int count) {
    return Diagnostic.about(place, "and so on: " + count + " more errors are not shown");
  }

  public static Diagnostic modelTooLarge(String file, int limit) {
    return Diagnostic.about(
        file, String.format("the graph has more than %,d nodes, which is the limit", limit));
  }

  /** Of so many operators, one after the other, that they are no longer understood. */
  public static Diagnostic expressionTooLong(String file) {
    return Diagnostic.about(
        file, "an expression in it is too long", "give parts of it names of their own");
  }

  public static Diagnostic outOfMemory(String file, long megabytes) {
    return Diagnostic.about(
        file,
        String.format("the model does not fit the %,d MB of memory there are", megabytes),
        "give the program more memory: `java -Xmx…`");
  }

  public static Diagnostic tooManySteps(String file, long steps, int limit) {
    return Diagnostic.about(
        file,
        String.format(
            "the model takes %,d lines of straight-line code; up to %,d can be compiled",
            steps, limit));
  }

  public static Diagnostic tooManyOperations(String file, long operations, int limit) {
    return Diagnostic.about(
        file,
        String.format(
            "the model takes %,d operations; up to %,d can be compiled", operations, limit));
  }

  public static Diagnostic tooLargeToEvaluate(String file, long numbers, long limit) {
    return Diagnostic.about(
        file,
        String.format(
            "its values take %,d numbers at once at these sizes, too many: the limit is %,d",
            numbers, limit),
        "take a smaller --dim or less data");
  }

  /** What there is, most likely. */
  private static String[] nearOrAll(Optional<String> near, Collection<String> known) {
    int shown = 8;
    String names = known.stream().limit(shown).collect(Collectors.joining(", "));
    String all = "there are " + names + (known.size() > shown ? ", …" : "");
    return near.map(n -> new String[] {"did you mean `" + n + "`?"})
        .orElse(known.isEmpty() ? new String[0] : new String[] {all});
  }

  public static Diagnostic unknownObjective(
      String name, Optional<String> near, Collection<String> known) {
    return Diagnostic.about(
        "--objective", "the model computes no value `" + name + "`", nearOrAll(near, known));
  }

  public static Diagnostic sameClassOfObjectives(String name, String other, String className) {
    return Diagnostic.about(
        "--objective",
        name.equals(other)
            ? "`" + name + "` is given twice"
            : "the class of `"
                + name
                + "` would be `"
                + className
                + "`, and so would that of `"
                + other
                + "`");
  }

  public static Diagnostic unknownWrt(
      String name, Optional<String> near, Collection<String> known) {
    return Diagnostic.about(
        "--wrt", "the model has no value `" + name + "`", nearOrAll(near, known));
  }
}
