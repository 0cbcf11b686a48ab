package org.flatprop.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Generates a Java class, with the code of its gradient, from each model in {@code src/test/nn},
 * and adds them to the test sources of the project. Only what has changed is generated again; the
 * classes of models that are gone are removed.
 */
@Mojo(
    name = "generate-test",
    defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES,
    threadSafe = true)
public final class GenerateTestMojo extends AbstractGenerateMojo {

  private static final String USUAL_SOURCES = "src/test/nn";

  /** The directory of the models. The folders in it are the packages of the classes. */
  @Parameter(
      property = "flatprop.testSourceDirectory",
      defaultValue = "${project.basedir}/" + USUAL_SOURCES)
  private File sourceDirectory;

  /** The directory that the classes are written to, below the folders of their packages. */
  @Parameter(
      property = "flatprop.testOutputDirectory",
      defaultValue = "${project.build.directory}/generated-test-sources/nn")
  private File outputDirectory;

  /** Whether the tests of the project are not compiled: then nothing is generated for them. */
  @Parameter(property = "maven.test.skip", defaultValue = "false")
  private boolean skipTests;

  @Override
  boolean isSkipped() {
    return skipTests || super.isSkipped();
  }

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
    project.addTestCompileSourceRoot(outputDirectory.getPath());
  }
}
