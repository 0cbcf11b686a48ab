package org.flatprop.script;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.Java;
import org.codehaus.janino.Parser;
import org.codehaus.janino.Scanner;
import org.flatprop.emit.RuntimeSource;
import org.flatprop.runtime.Functions;
import org.flatprop.source.CompilerBug;

/**
 * The runtime's functions of numbers and their constants in JavaScript, from the runtime's source.
 */
final class RuntimeMembers {

  /**
   * A declaration in JavaScript.
   *
   * @param needs the functions and constants that it names
   */
  record Member(String text, Set<String> needs) {}

  private RuntimeMembers() {}

  /** All of them by name, in the order of the source. */
  static Map<String, Member> read() {
    Java.AbstractClassDeclaration type = parse(RuntimeSource.of(Functions.class));
    List<Java.VariableDeclarator> constants =
        type.fieldDeclarationsAndInitializers.stream()
            .flatMap(field -> Arrays.stream(((Java.FieldDeclaration) field).variableDeclarators))
            .toList();
    List<Java.MethodDeclarator> methods =
        type.getMethodDeclarations().stream().filter(RuntimeMembers::isOfNumbers).toList();
    Set<String> names =
        Stream.concat(constants.stream().map(c -> c.name), methods.stream().map(m -> m.name))
            .collect(Collectors.toSet());
    Map<String, Member> members = new LinkedHashMap<>();
    constants.forEach(constant -> members.put(constant.name, Translation.of(constant, names)));
    methods.forEach(method -> members.put(method.name, Translation.of(method, names)));
    return members;
  }

  private static Java.AbstractClassDeclaration parse(String source) {
    try {
      Parser parser = new Parser(new Scanner(null, new StringReader(source)));
      Java.CompilationUnit unit = (Java.CompilationUnit) parser.parseAbstractCompilationUnit();
      return (Java.AbstractClassDeclaration) unit.packageMemberTypeDeclarations.get(0);
    } catch (CompileException | IOException e) {
      throw new CompilerBug("the source of the runtime's functions: " + e);
    }
  }

  /** Random numbers are made of longs, which JavaScript's numbers do not hold. */
  private static boolean isOfNumbers(Java.MethodDeclarator method) {
    Stream<Java.Type> parameters =
        Arrays.stream(method.formalParameters.parameters).map(parameter -> parameter.type);
    return Stream.concat(Stream.of(method.type), parameters)
        .noneMatch(type -> type.toString().equals("long"));
  }
}
