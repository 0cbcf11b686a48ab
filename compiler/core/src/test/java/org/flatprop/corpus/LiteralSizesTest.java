package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.runtime.Kernel;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.SourceFile;
import org.flatprop.syntax.Parser;
import org.flatprop.syntax.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model whose sizes are open gives the bits of the one where they are written as numbers. */
class LiteralSizesTest {

  private static final Options STRICT = Options.DEFAULT.profile(Profile.STRICT);

  /** A literal size may not be so large that what is made of it is none. */
  private static final int MANY = 1_000;

  static Stream<Subject> subjects() {
    return Subject.corpus().stream()
        .filter(subject -> !subject.dims().isEmpty())
        .filter(subject -> subject.dims().values().stream().allMatch(n -> n > 0 && n < MANY))
        .filter(subject -> open(subject).size() == subject.dims().size());
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void openSizesGiveTheBitsOfLiteralOnes(Subject subject) {
    Bound open = subject.compile(STRICT);
    Bound literal = Subject.of(subject.name(), written(subject), Map.of()).compile(STRICT);
    assertThat(literal.signature()).hasToString(open.signature().toString());
    Kernel openKernel = open.kernel();
    Kernel literalKernel = literal.kernel();
    for (double[] point : Points.ordinary(open.signature(), 9)) {
      Results results = Results.inOneCall(literalKernel, point).unsigned();
      assertThat(results).isEqualTo(Results.byGraph(open, point).unsigned());
      assertThat(results).isEqualTo(Results.inOneCall(openKernel, point).unsigned());
    }
  }

  private static List<Statement.Dim> open(Subject subject) {
    SourceFile file = SourceFile.ofText(subject.name(), subject.file().text());
    return Parser.parse(file, new Diagnostics()).statements().stream()
        .filter(Statement.Dim.class::isInstance)
        .map(Statement.Dim.class::cast)
        .filter(dim -> dim.size().isEmpty())
        .toList();
  }

  private static String written(Subject subject) {
    StringBuilder text = new StringBuilder(subject.file().text());
    Comparator<Statement.Dim> byPlace = Comparator.comparing(dim -> dim.name().span().end());
    for (Statement.Dim dim : open(subject).stream().sorted(byPlace.reversed()).toList()) {
      int size = subject.dims().get(dim.name().text());
      text.insert(dim.name().span().end(), " = " + size);
    }
    return text.toString();
  }
}
