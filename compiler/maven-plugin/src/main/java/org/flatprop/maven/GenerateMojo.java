package org.flatprop.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Generates a Java class, with the code of its gradient, from each model in {@code src/main/nn},
 * and adds them to the sources of the project. Only what has changed is generated again; the
 * classes of models that are gone are removed.
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractGenerateMojo {

  private static final String USUAL_SOURCES = "src/main/nn";

  /** The directory of the models. The folders in it are the packages of the classes. */
  @Parameter(
      property = "flatprop.sourceDirectory",
      defaultValue = "${project.basedir}/" + USUAL_SOURCES)
  private File sourceDirectory;

  /** The directory that the classes are written to, below the folders of their packages. */
  @Parameter(
      property = "flatprop.outputDirectory",
      defaultValue = "${project.build.directory}/generated-sources/nn")
  private File outputDirectory;

  @Override
  File sourceDirectory() {
    return sourceDirectory;
  }

  @Override
  String usualSources() {
    return USUAL_SOURCES;
  }

  @Override
  File outputDirectory() {
    return outputDirectory;
  }

  @Override
  void addOutputTo(MavenProject project) {
    project.addCompileSourceRoot(outputDirectory.getPath());
  }
}
