package org.flatprop.maven;

import java.nio.file.InvalidPathException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.flatprop.ahead.FileErrors;
import org.flatprop.source.CompileException;

/** Ends the build if work fails, and says whose fault that is. */
final class Guarded {

  /** What a goal does. */
  @FunctionalInterface
  interface Work {

    /** Does it. */
    void run() throws MojoFailureException;
  }

  private Guarded() {}

  /**
   * Does work.
   *
   * @param version of Flatprop, for a report of a bug in it
   * @throws MojoFailureException if a user can mend it; what is wrong is in the log then
   * @throws MojoExecutionException if nobody but we can
   */
  static void run(Work work, Markers markers, String version)
      throws MojoExecutionException, MojoFailureException {
    try {
      work.run();
    } catch (CompileException e) {
      e.diagnostics().forEach(markers::add);
      throw new MojoFailureException(Markers.summary(e.diagnostics()));
    } catch (InvalidPathException e) {
      throw new MojoFailureException(FileErrors.noPath(e.getInput()).render());
    } catch (OutOfMemoryError e) {
      throw new MojoFailureException(
          "out of memory: the models are too large for this heap; a larger one: MAVEN_OPTS=-Xmx8g");
    } catch (RuntimeException | StackOverflowError e) {
      throw new MojoExecutionException(
          "This is a bug in Flatprop "
              + version
              + ". Please report it, with the models and with what this build prints with -e -V",
          e);
    }
  }
}
