package org.flatprop.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Has stack traces and debuggers find the lines of the models in the compiled classes, in forward
 * and in backward code: writes the lines into the class files, with a source map (JSR 45). Belongs
 * into the same execution as {@code generate}, whose configuration it shares. The lines of the
 * generated Java are not in the class files then.
 */
@Mojo(name = "map", defaultPhase = LifecyclePhase.PROCESS_CLASSES, threadSafe = true)
public final class MapMojo extends AbstractMapMojo {

  private static final String USUAL_SOURCES = "src/main/nn";

  /** The directory of the models. The folders in it are the packages of the classes. */
  @Parameter(
      property = "flatprop.sourceDirectory",
      defaultValue = "${project.basedir}/" + USUAL_SOURCES)
  private File sourceDirectory;

  @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true, required = true)
  private File classesDirectory;

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
    return classesDirectory;
  }
}
