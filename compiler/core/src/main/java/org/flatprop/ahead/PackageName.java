package org.flatprop.ahead;

import java.util.Optional;
import javax.lang.model.SourceVersion;
import org.flatprop.emit.ClassNames;

/** A package's name as given by a user. */
public final class PackageName {

  private PackageName() {}

  /** Why a text is no package's name, if it is none; the empty one is the unnamed package. */
  public static Optional<String> problem(String name) {
    if (name.equals("java") || name.startsWith("java.")) {
      return Optional.of("those of `java` are the JDK's own");
    }
    if (name.isEmpty() || ClassNames.isPackage(name)) {
      return Optional.empty();
    }
    for (String part : name.split("\\.", -1)) {
      if (part.isEmpty()) {
        return Optional.of("a part of it is empty");
      }
      if (SourceVersion.isKeyword(part)) {
        return Optional.of("`" + part + "` is a reserved word of Java");
      }
      if (!SourceVersion.isIdentifier(part)) {
        return Optional.of("`" + part + "` is no name in Java");
      }
    }
    return Optional.of("Java has no such names");
  }

  /** The name of a package within another; either may be empty. */
  static String join(String outer, String inner) {
    return outer.isEmpty() || inner.isEmpty() ? outer + inner : outer + "." + inner;
  }
}
