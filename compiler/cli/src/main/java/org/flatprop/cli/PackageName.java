package org.flatprop.cli;

import java.util.Optional;
import javax.lang.model.SourceVersion;
import org.flatprop.emit.ClassNames;
import org.flatprop.source.Diagnostic;

/** A package's name as given by a user. */
final class PackageName {

  private PackageName() {}

  /** What is wrong with it, if anything; none at all is the unnamed package. */
  static Optional<Diagnostic> check(String name) {
    if (name == null) {
      return Optional.empty();
    }
    if (name.equals("java") || name.startsWith("java.")) {
      return Optional.of(CommandErrors.noPackage(name, "those of `java` are the JDK's own"));
    }
    if (ClassNames.isPackage(name)) {
      return Optional.empty();
    }
    for (String part : name.split("\\.", -1)) {
      if (part.isEmpty()) {
        return Optional.of(CommandErrors.noPackage(name, "a part of it is empty"));
      }
      if (SourceVersion.isKeyword(part)) {
        return Optional.of(
            CommandErrors.noPackage(name, "`" + part + "` is a reserved word of Java"));
      }
      if (!SourceVersion.isIdentifier(part)) {
        return Optional.of(CommandErrors.noPackage(name, "`" + part + "` is no name in Java"));
      }
    }
    return Optional.of(CommandErrors.noPackage(name, "Java has no such names"));
  }
}
