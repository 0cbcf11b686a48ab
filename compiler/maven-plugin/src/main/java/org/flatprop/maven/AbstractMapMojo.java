package org.flatprop.maven;

import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.flatprop.ahead.MappedClasses;

/** What the goals have in common that rewrite class files: all but the folders. */
abstract class AbstractMapMojo extends AbstractModelsMojo {

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (isSkipped()) {
      getLog().info("Nothing is mapped: it is skipped");
      return;
    }
    guarded(new Markers(context(), getLog()), this::map);
  }

  private void map() throws MojoFailureException {
    MappedClasses classes =
        MappedClasses.of(request(Map.of()), outputDirectory().toPath().toAbsolutePath());
    classes.mapped().forEach(file -> getLog().debug("mapped " + file));
    if (!classes.mapped().isEmpty()) {
      getLog().info("Mapped " + Summary.count(classes.mapped().size(), "class file", "s"));
      context().refresh(outputDirectory());
    }
  }
}
