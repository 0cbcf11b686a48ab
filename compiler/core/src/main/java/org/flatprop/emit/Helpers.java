package org.flatprop.emit;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flatprop.runtime.BlockFunctions;
import org.flatprop.runtime.Functions;
import org.flatprop.runtime.MatrixProduct;
import org.flatprop.source.CompilerBug;

/**
 * The runtime's functions as text, for classes that need no jar: the members that are called, and
 * those that these need. The text is that of the runtime's own source.
 */
final class Helpers {

  private static final Pattern WORD = Pattern.compile("\\b[A-Za-z_]\\w*\\b");
  private static final Pattern IMPORT =
      Pattern.compile("import static java\\.lang\\.Math\\.(\\w+);");
  private static final Pattern NAME =
      Pattern.compile("(?m)^  (?:public|private) static [\\w\\[\\] ]*?(\\w+)(?: =|\\()");

  /** Each member's text by its name, in the order of the source. */
  private static final Map<String, String> MEMBERS = new LinkedHashMap<>();

  /** The functions of Math that the source imports. */
  private static final Set<String> MATH = new TreeSet<>();

  static {
    read(Functions.class);
    read(MatrixProduct.class);
    read(BlockFunctions.class);
  }

  private Helpers() {}

  private static void read(Class<?> functions) {
    String source = RuntimeSource.of(functions);
    Matcher imports = IMPORT.matcher(source);
    while (imports.find()) {
      MATH.add(imports.group(1));
    }
    String body = source.substring(source.indexOf("{\n") + 2, source.lastIndexOf('}'));
    for (String member : body.split("\n\n(?=  \\S)")) {
      Matcher name = NAME.matcher(member);
      if (name.find()) {
        MEMBERS.put(name.group(1), member);
      }
    }
  }

  /**
   * What a class must hold to call functions without the runtime.
   *
   * @param math the functions of Math that the members call
   */
  record Needed(List<Member> members, Set<String> math) {

    static final Needed NOTHING = new Needed(List.of(), Set.of());
  }

  /** A method or constant. */
  record Member(String name, String text) {

    private static final Pattern METHOD =
        Pattern.compile("(?s)static (\\S+) \\w+\\((.*?)\\) \\{\n(.*)\n\\}$");
    private static final Pattern CONSTANT =
        Pattern.compile("(?s)static final (\\w+)(\\[])? \\w+ =\\s+(.*);$");

    boolean isConstant() {
      return text.contains("static final ");
    }

    void addTo(TypeSpec.Builder type) {
      Matcher matcher = (isConstant() ? CONSTANT : METHOD).matcher(text);
      if (!matcher.find()) {
        throw new CompilerBug("a function's source is not laid out as expected:\n" + text);
      }
      if (isConstant()) {
        TypeName element = type(matcher.group(1));
        TypeName whole = matcher.group(2) == null ? element : ArrayTypeName.of(element);
        type.addField(
            FieldSpec.builder(whole, name, PRIVATE, STATIC, FINAL)
                .initializer("$L", matcher.group(3))
                .build());
        return;
      }
      MethodSpec.Builder method =
          MethodSpec.methodBuilder(name)
              .addModifiers(PRIVATE, STATIC)
              .returns(type(matcher.group(1)));
      for (String parameter : matcher.group(2).split(",\\s*")) {
        String[] words = parameter.strip().split(" ");
        if (words.length == 2) {
          method.addParameter(type(words[0]), words[1]);
        }
      }
      type.addMethod(method.addCode("$L\n", unindent(matcher.group(3))).build());
    }

    private static TypeName type(String name) {
      return switch (name) {
        case "double" -> TypeName.DOUBLE;
        case "double[]" -> ArrayTypeName.of(TypeName.DOUBLE);
        case "double[][]" -> ArrayTypeName.of(ArrayTypeName.of(TypeName.DOUBLE));
        case "int" -> TypeName.INT;
        case "int[]" -> ArrayTypeName.of(TypeName.INT);
        case "long" -> TypeName.LONG;
        case "void" -> TypeName.VOID;
        case "boolean" -> TypeName.BOOLEAN;
        default -> throw new CompilerBug("a function of type " + name);
      };
    }
  }

  static Needed of(Collection<String> functions) {
    Set<String> members = new TreeSet<>();
    Set<String> math = new TreeSet<>();
    Deque<String> pending = new ArrayDeque<>(functions);
    while (!pending.isEmpty()) {
      String name = pending.pop();
      if (MEMBERS.containsKey(name) && members.add(name)) {
        words(MEMBERS.get(name)).filter(MEMBERS::containsKey).forEach(pending::push);
        words(MEMBERS.get(name)).filter(MATH::contains).forEach(math::add);
      }
    }
    List<Member> needed =
        MEMBERS.entrySet().stream()
            .filter(entry -> members.contains(entry.getKey()))
            .map(entry -> new Member(entry.getKey(), code(entry.getValue())))
            .toList();
    return new Needed(needed, math);
  }

  private static Stream<String> words(String text) {
    return WORD.matcher(code(text)).results().map(MatchResult::group);
  }

  /** A member without its comments and indentation. */
  private static String code(String member) {
    String plain = member.replaceAll("(?s)[ ]*/\\*.*?\\*/\n?", "").replaceAll("[ ]*//[^\n]*", "");
    return unindent(plain.replaceAll("(?m)^[ ]*\n", "").stripTrailing());
  }

  private static String unindent(String text) {
    return text.replaceAll("(?m)^  ", "");
  }
}
