package org.flatprop.emit;

import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.flatprop.runtime.Compatibility;
import org.flatprop.runtime.Evaluator;
import org.flatprop.runtime.Functions;
import org.flatprop.runtime.Generated;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.StrictFunctions;

/** Class names for models. */
public final class ClassNames {

  private static final Set<String> TAKEN =
      Set.of(
          Compatibility.class.getSimpleName(),
          Evaluator.class.getSimpleName(),
          Generated.class.getSimpleName(),
          Kernel.class.getSimpleName(),
          Signature.class.getSimpleName(),
          Functions.class.getSimpleName(),
          StrictFunctions.class.getSimpleName());

  /**
   * The classes that hold the parts of a large one: a nested class cannot be called as its outer.
   */
  private static final Pattern PART = Pattern.compile("(Forward|Backward|Routines)[0-9]+");

  private ClassNames() {}

  /** A file's name without folders and ending; {@code <stdin>} is no file, and just a model. */
  public static String base(String file) {
    if (file.startsWith("<") && file.endsWith(">")) {
      return "model";
    }
    String name = file.substring(file.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The class name for a model: {@code two_layer} becomes {@code TwoLayer}. */
  public static String of(String model) {
    StringBuilder name = new StringBuilder();
    boolean upper = true;
    for (int c : model.codePoints().toArray()) {
      if (!isLetter(c) || c == '_') {
        upper = true;
      } else {
        name.appendCodePoint(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    if (name.isEmpty()) {
      return "Model";
    }
    if (!Character.isJavaIdentifierStart(name.codePointAt(0))) {
      name.insert(0, "Model");
    }
    boolean taken =
        TAKEN.contains(name.toString())
            || PART.matcher(name).matches()
            || isJavaLang(name.toString());
    return taken ? name + "Model" : name.toString();
  }

  /** Whether a character may stand in a class's name; Janino takes none of two chars. */
  private static boolean isLetter(int c) {
    return Character.isBmpCodePoint(c)
        && Character.isJavaIdentifierPart(c)
        && !Character.isIdentifierIgnorable(c);
  }

  /** Whether a text is a package's name. */
  public static boolean isPackage(String name) {
    return SourceVersion.isName(name, SourceVersion.RELEASE_8)
        && SourceVersion.isName(name, SourceVersion.RELEASE_17);
  }

  private static boolean isJavaLang(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
