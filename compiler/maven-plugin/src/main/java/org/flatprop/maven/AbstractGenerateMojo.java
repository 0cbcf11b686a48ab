package org.flatprop.maven;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.flatprop.ahead.Generation;
import org.flatprop.ahead.Report;
import org.flatprop.ahead.Request;

/** What the goals have in common that generate classes: all but the folders. */
abstract class AbstractGenerateMojo extends AbstractModelsMojo {

  /** Has the project compile what is in the output directory. */
  abstract void addOutputTo(MavenProject project);

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (isSkipped()) {
      getLog().info("Nothing is generated: it is skipped");
    } else {
      if (!sourceDirectory().isDirectory()) {
        withoutFolder("No models: there is no folder " + sourceDirectory());
      }
      // also then, so that classes of models that are gone are removed
      generate();
    }
    addOutputTo(project());
  }

  /** A project that has no models yet is well; one that says where they are is not. */
  private void withoutFolder(String message) {
    if (isSourceDirectoryChosen()) {
      getLog().warn(message);
    } else {
      getLog().info(message);
    }
  }

  private void generate() throws MojoExecutionException, MojoFailureException {
    Markers markers = new Markers(context(), getLog());
    guarded(
        markers,
        () -> {
          Request request = request(taken());
          markers.clear(request.models());
          Report report = Generation.run(request);
          if (!isCalledByName()) {
            claims().put(step(), report.files());
          }
          log(report, request);
          if (report.changed()) {
            context().refresh(outputDirectory());
          }
        });
  }

  /** What each execution of this build has written in this project: Maven keeps it that long. */
  @SuppressWarnings("unchecked")
  private Map<String, List<Path>> claims() {
    Map<String, Map<String, List<Path>>> kept = getPluginContext();
    return kept.computeIfAbsent("claims", key -> new ConcurrentHashMap<>());
  }

  /** The files of the other executions; a goal that is called by its name may do their work. */
  private Map<Path, String> taken() {
    Map<Path, String> taken = new HashMap<>();
    if (isCalledByName()) {
      return taken;
    }
    claims()
        .forEach(
            (other, files) -> {
              if (!other.equals(step())) {
                files.forEach(file -> taken.put(file, "the execution " + other));
              }
            });
    return taken;
  }

  private void log(Report report, Request request) {
    report.compiled().forEach(model -> getLog().debug("compiled " + model));
    report.written().forEach(file -> getLog().debug("written " + file));
    report.removed().forEach(file -> getLog().debug("removed " + file));
    report
        .kept()
        .forEach(
            file ->
                getLog().warn(file + ": its model is gone, but it was changed: it is left there"));
    if (request.models().isEmpty() && sourceDirectory().isDirectory()) {
      getLog()
          .warn(
              "No models: nothing in "
                  + sourceDirectory()
                  + " matches "
                  + String.join(" or ", included()));
    }
    if (!request.models().isEmpty() || report.changed()) {
      getLog().info(Summary.of(report));
    }
    List<String> libraries =
        report.libraries().stream().filter(report.compiled()::contains).map(request::name).toList();
    if (!libraries.isEmpty()) {
      getLog().info("Nothing to compute in " + Summary.few(libraries) + ": no class");
    }
    if (!isStandalone() && !report.written().isEmpty() && !hasRuntime()) {
      getLog()
          .warn(
              "These classes need org.flatprop:flatprop-runtime:"
                  + version()
                  + " as a dependency, or the configuration standalone");
    }
  }

  /** Whether the project names the runtime; it may still have it through what it names. */
  private boolean hasRuntime() {
    return project().getDependencies().stream()
        .anyMatch(dependency -> dependency.getArtifactId().equals("flatprop-runtime"));
  }
}
