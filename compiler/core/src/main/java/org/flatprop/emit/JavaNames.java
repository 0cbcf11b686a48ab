package org.flatprop.emit;

import com.palantir.javapoet.NameAllocator;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flatprop.loops.Program;
import org.flatprop.loops.Routine;
import org.flatprop.loops.Step;
import org.flatprop.routines.Outline;

/** Legal Java for the names of a program. */
final class JavaNames {

  /** A variable of such a name would hide the class, or the constant. */
  private static final List<String> HIDING =
      List.of(
          "Arrays", "Compatibility", "Double", "Math", "Signature", "java", "System", "SIGNATURE");

  /** Methods that every object has, and those of a kernel. */
  private static final Set<String> METHODS =
      Set.of(
          "getClass",
          "hashCode",
          "equals",
          "clone",
          "toString",
          "notify",
          "notifyAll",
          "wait",
          "finalize",
          "forward",
          "backward",
          "valueAndGradient",
          "descend",
          "signature",
          "copy",
          "run",
          "seed",
          "requireIndex",
          "training",
          "inference",
          "jacobian",
          "inputSize",
          "outputSize",
          "gradientSize",
          "take",
          "put",
          "require");

  private final NameAllocator variables = new NameAllocator();
  private final NameAllocator methods = new NameAllocator();

  /** They stand in classes of their own, where they must not hide what they call. */
  private final NameAllocator routines = new NameAllocator();

  private final Set<String> known = new HashSet<>();
  private final Map<String, String> own = new HashMap<>();
  private final Map<String, String> parameters = new HashMap<>();

  private JavaNames() {}

  /**
   * Names for all of a program's values, the user's first.
   *
   * @param functions the methods that are called
   * @param constants fields that the class has besides
   */
  static JavaNames of(Program program, Collection<String> functions, Collection<String> constants) {
    JavaNames names = new JavaNames();
    constants.forEach(name -> names.variables.newName(name, "constant " + name));
    HIDING.forEach(name -> names.variables.newName(name, "hiding " + name));
    program.dims().forEach(names::add);
    program.inputNames().forEach(names::add);
    program.arrays().forEach(array -> names.add(array.name()));
    program.memory().buffers().forEach(buffer -> names.add(buffer.name()));
    program.tables().forEach(table -> names.add(table.name()));
    program.special().names().forEach(names::add);
    program.passes().forEach(pass -> pass.forEach(names::addTarget));
    METHODS.forEach(name -> names.methods.newName(name, "method " + name));
    functions.stream()
        .filter(name -> !METHODS.contains(name))
        .forEach(name -> names.methods.newName(name, "function " + name));
    functions.forEach(name -> names.routines.newName(name, "function " + name));
    return names;
  }

  private void addTarget(Step step) {
    if (step instanceof Step.Assign assign && !assign.continues()) {
      add(assign.target());
    } else if (step instanceof Step.Call call) {
      call.results().forEach(this::add);
    } else if (step instanceof Step.Whole whole) {
      add(whole.name());
    } else if (step instanceof Step.Blocks blocks) {
      add(blocks.index());
      add(blocks.width());
    } else if (step instanceof Step.For loop) {
      add(loop.index());
    }
    step.body().forEach(this::addTarget);
  }

  /** Loops of one nest and another share names. */
  private void add(String name) {
    if (known.add(name)) {
      variables.newName(basic(name), "value " + name);
    }
  }

  /** Names for what the code with routines computes and reads besides. */
  void add(Outline outline) {
    for (Routine routine : outline.routines()) {
      routine.parameters().forEach(parameter -> add(parameter.name()));
      routine.lines().forEach(this::addTarget);
    }
    outline.forward().forEach(this::addTarget);
    outline.backward().forEach(this::addTarget);
  }

  /** The method of a routine. */
  String routine(String name) {
    return routines.newName(basic(name), "routine " + name);
  }

  /** The variable that holds a value. */
  String variable(String name) {
    return variables.get("value " + name);
  }

  /** A variable of our own, which gives way to the user's. */
  String own(String name) {
    return own.computeIfAbsent(name, n -> variables.newName(n, "own " + n));
  }

  /** The method that returns an output. */
  String accessor(String output) {
    return methods.newName(basic(output), "output " + output);
  }

  /** A method of our own, which gives way to those that return outputs. */
  String method(String name) {
    return methods.newName(basic(name), "method of our own " + name);
  }

  /** The parameter of a method that takes an input by its name. */
  String parameter(String input) {
    return known.contains(input)
        ? variable(input)
        : parameters.computeIfAbsent(input, n -> variables.newName(basic(n), "parameter " + n));
  }

  /** Janino reads chars, not code points: a letter of two chars is written as its number. */
  private static String basic(String name) {
    StringBuilder basic = new StringBuilder();
    for (int c : name.codePoints().toArray()) {
      basic.append(Character.isBmpCodePoint(c) ? Character.toString(c) : String.format("u%x", c));
    }
    return basic.toString();
  }
}
