package org.flatprop.elaborate;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;
import org.flatprop.source.Span;
import org.flatprop.syntax.Ast;
import org.flatprop.syntax.Parser;
import org.flatprop.syntax.Statement;

/**
 * A file together with all that it imports, each file once.
 *
 * @param main the file compiled
 * @param imported the others, in the order of their imports
 */
public record Project(Ast main, List<Ast> imported) {

  /** Reads and parses all files. */
  public static Project load(SourceFile file, Diagnostics diagnostics) {
    Loader loader = new Loader(diagnostics);
    Ast main = loader.load(file, List.of());
    return new Project(main, loader.imported);
  }

  Stream<Ast> files() {
    return Stream.concat(Stream.of(main), imported.stream());
  }

  Stream<Statement> statements() {
    return files().flatMap(ast -> ast.statements().stream());
  }

  private static final class Loader {

    private final Diagnostics diagnostics;
    private final List<Ast> imported = new ArrayList<>();
    private final Map<Path, Boolean> finished = new HashMap<>();

    Loader(Diagnostics diagnostics) {
      this.diagnostics = diagnostics;
    }

    Ast load(SourceFile file, List<Path> chain) {
      List<Path> inner = new ArrayList<>(chain);
      file.path().map(Loader::identity).ifPresent(inner::add);
      file.path().map(Loader::identity).ifPresent(path -> finished.put(path, false));
      Ast ast = Parser.parse(file, diagnostics);
      for (Statement statement : ast.statements()) {
        if (statement instanceof Statement.Import imports) {
          follow(imports, file, inner);
        }
      }
      file.path().map(Loader::identity).ifPresent(path -> finished.put(path, true));
      return ast;
    }

    private void follow(Statement.Import imports, SourceFile importer, List<Path> chain) {
      try {
        Path path = resolve(imports, importer);
        Boolean done = finished.get(identity(path));
        if (done == null) {
          imported.add(load(SourceFile.read(path), chain));
        } else if (!done) {
          List<Path> cycle =
              new ArrayList<>(chain.subList(chain.indexOf(identity(path)), chain.size()));
          cycle.add(identity(path));
          List<String> names = cycle.stream().map(p -> p.getFileName().toString()).toList();
          diagnostics.add(Errors.importCycle(imports.span(), names));
        }
      } catch (CompileException e) {
        e.diagnostics().forEach(d -> diagnostics.add(Errors.cannotImport(imports.span(), d)));
      }
    }

    private static Path resolve(Statement.Import imports, SourceFile importer) {
      Span span = imports.span();
      try {
        Path path = Path.of(imports.path());
        return importer.path().map(p -> p.resolveSibling(path)).orElse(path);
      } catch (InvalidPathException e) {
        throw new CompileException(Errors.noPath(span));
      }
    }

    /** The same for all spellings of a path, links followed where there is a file. */
    private static Path identity(Path path) {
      try {
        return path.toRealPath();
      } catch (IOException e) {
        return path.toAbsolutePath().normalize();
      }
    }
  }
}
