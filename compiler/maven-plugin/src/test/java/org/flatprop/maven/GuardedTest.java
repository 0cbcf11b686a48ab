package org.flatprop.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.codehaus.plexus.build.BuildContext;
import org.flatprop.Flatprop;
import org.flatprop.source.CompilerBug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user and an editor are told when work fails. */
class GuardedTest {

  @TempDir Path folder;

  private final List<String> logged = new ArrayList<>();
  private final List<String> marked = new ArrayList<>();
  private final Markers markers =
      new Markers(recorder(BuildContext.class, marked), recorder(Log.class, logged));

  @Test
  void theErrorsOfAModelAreLoggedAndMarkedInTheEditor() throws IOException {
    Path model = folder.resolve("neuron.nn");
    Files.writeString(model, "h = x\nf = y + squre(x)\ng = f + cube(x)\n");
    assertThatThrownBy(() -> Guarded.run(() -> Flatprop.compile(model), markers, "1.0"))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("2 errors in 1 file")
        .hasNoCause();
    assertThat(logged)
        .hasSize(2)
        .first()
        .asString()
        .startsWith(
            "error [" + model + ":2:9: there is no function `squre`\n  2 | f = y + squre(x)\n");
    assertThat(marked)
        .containsExactly(
            "addMessage [" + model + ", 2, 9, there is no function `squre`, 2, null]",
            "addMessage [" + model + ", 3, 9, there is no function `cube`, 2, null]");
  }

  @Test
  void aBugIsCalledOne() {
    CompilerBug bug = new CompilerBug("no such thing");
    assertThatThrownBy(
            () ->
                Guarded.run(
                    () -> {
                      throw bug;
                    },
                    markers,
                    "1.0"))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageStartingWith("This is a bug in Flatprop 1.0. Please report it")
        .hasCause(bug);
  }

  @Test
  void tooLittleMemoryIsNoBug() {
    assertThatThrownBy(
            () ->
                Guarded.run(
                    () -> {
                      throw new OutOfMemoryError();
                    },
                    markers,
                    "1.0"))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("MAVEN_OPTS=-Xmx");
  }

  /** Writes down each call. */
  private static <T> T recorder(Class<T> type, List<String> calls) {
    Object recorder =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              calls.add(method.getName() + " " + Arrays.toString(arguments));
              return null;
            });
    return type.cast(recorder);
  }
}
