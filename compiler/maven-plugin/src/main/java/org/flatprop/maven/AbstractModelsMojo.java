package org.flatprop.maven;

import java.io.File;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.build.BuildContext;
import org.codehaus.plexus.util.DirectoryScanner;
import org.flatprop.JavaClass.Form;
import org.flatprop.Options;
import org.flatprop.ahead.Request;

/** What all goals have in common: which models there are, and what their classes shall be. */
abstract class AbstractModelsMojo extends AbstractMojo {

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Parameter(defaultValue = "${project.build.directory}", readonly = true, required = true)
  private File buildDirectory;

  /**
   * Which files below the source directory are models, as patterns like {@code risk/**}. Without
   * any, those are all whose names end in {@code .nn}. A model that only defines functions, for
   * others to import, gets no class.
   */
  @Parameter private List<String> includes;

  /** Which of these files are left out, as patterns. Others can still import them. */
  @Parameter private List<String> excludes;

  /**
   * A package that all others are below. The package of a class is this one, then the model's
   * folders below the source directory: with {@code com.acme}, the model {@code
   * src/main/nn/risk/heston.nn} becomes the class {@code com.acme.risk.Heston}. Without a base
   * package, folders alone make the package, as they do for Java's sources.
   */
  @Parameter(property = "flatprop.basePackage")
  private String basePackage;

  /**
   * How numbers are computed: {@code fast}, with the fastest functions there are, or {@code
   * strict}, with the same bits on every machine and JDK.
   */
  @Parameter(property = "flatprop.profile", defaultValue = "fast")
  private String profile;

  /**
   * Whether the classes need no jar: the functions that one calls are then copied into it, and it
   * is plain Java 8. Otherwise the project needs a dependency on {@code
   * org.flatprop:flatprop-runtime}, and all classes are of its type {@code Kernel}.
   */
  @Parameter(property = "flatprop.standalone", defaultValue = "false")
  private boolean standalone;

  /**
   * The names of the values to differentiate by; all models of the execution must have them.
   * Without any, those are a model's {@code param}s or, where it has none, all its inputs.
   */
  @Parameter(property = "flatprop.wrt")
  private List<String> wrt;

  /**
   * What is derived: {@code gradient}, the gradient of the objective; {@code jacobian}, the
   * gradient of each of its elements; or {@code none}, and the classes only compute values.
   */
  @Parameter(property = "flatprop.derivative", defaultValue = "gradient")
  private String derivative;

  /**
   * The names of the values to differentiate; all models of the execution must have them. Of
   * several, each gets a nested class of its own. Without any, that is the value that a model says
   * itself: what it minimizes, or defines last.
   */
  @Parameter(property = "flatprop.objectives")
  private List<String> objectives;

  /** Whether nothing is done; what an earlier build has done is used as it is. */
  @Parameter(property = "flatprop.skip", defaultValue = "false")
  private boolean skip;

  @Inject private BuildContext context;

  abstract File sourceDirectory();

  /** The source directory of a project that says nothing else, below its own. */
  abstract String usualSources();

  /** The directory that is written to. */
  abstract File outputDirectory();

  /** Whether there is a reason of the goal's own to do nothing. */
  boolean isSkipped() {
    return skip;
  }

  final MavenProject project() {
    return project;
  }

  final BuildContext context() {
    return context;
  }

  /** The version of this plugin, and so of what it generates. */
  final String version() {
    return execution.getVersion();
  }

  final boolean isStandalone() {
    return standalone;
  }

  /** Whether the project itself names the directory of its models. */
  final boolean isSourceDirectoryChosen() {
    return !sourceDirectory().equals(new File(project.getBasedir(), usualSources()));
  }

  /** Does work that fails in the ways that a user can read. */
  final void guarded(Markers markers, Guarded.Work work)
      throws MojoExecutionException, MojoFailureException {
    Guarded.run(work, markers, version());
  }

  /** The goal and the id of the execution: {@code generate-default}. */
  final String step() {
    return execution.getGoal() + "-" + execution.getExecutionId();
  }

  /** Whether the goal is no part of the build, but named where Maven is called. */
  final boolean isCalledByName() {
    return execution.getSource() == MojoExecution.Source.CLI;
  }

  /**
   * What is wanted of the models.
   *
   * @param taken files that others of this build write, and who that is
   */
  final Request request(Map<Path, String> taken) throws MojoFailureException {
    Path sources = sourceDirectory().toPath().toAbsolutePath();
    String state = URLEncoder.encode(step(), StandardCharsets.UTF_8) + ".state";
    return new Request(
        compiler(),
        sources,
        models(sources),
        outputDirectory().toPath().toAbsolutePath(),
        buildDirectory.toPath().toAbsolutePath().resolve(Path.of("flatprop", state)),
        form(),
        taken);
  }

  /** The version; of one that still changes, also when its jars were made. */
  private String compiler() {
    String version = execution.getVersion();
    if (!version.endsWith("-SNAPSHOT")) {
      return version;
    }
    return execution.getMojoDescriptor().getPluginDescriptor().getArtifacts().stream()
        .filter(artifact -> artifact.getGroupId().equals("org.flatprop"))
        .map(artifact -> artifact.getFile().lastModified())
        .sorted()
        .reduce(version, (text, time) -> text + "-" + time, String::concat);
  }

  private List<Path> models(Path sources) {
    if (!sources.toFile().isDirectory()) {
      return List.of();
    }
    DirectoryScanner scanner = new DirectoryScanner();
    scanner.setBasedir(sources.toFile());
    scanner.setIncludes(included().toArray(String[]::new));
    scanner.setExcludes(orElse(excludes, List.of()).toArray(String[]::new));
    scanner.addDefaultExcludes();
    scanner.scan();
    return Stream.of(scanner.getIncludedFiles()).map(sources::resolve).toList();
  }

  /** The patterns of models' names. */
  final List<String> included() {
    return orElse(includes, List.of("**/*.nn"));
  }

  private static List<String> orElse(List<String> given, List<String> otherwise) {
    return given == null || given.isEmpty() ? otherwise : given;
  }

  private Form form() throws MojoFailureException {
    Options options =
        Options.DEFAULT
            .profile(Choices.profile(profile))
            .derivatives(Choices.derivatives(derivative))
            .wrt(names(wrt));
    String outer = basePackage == null ? "" : basePackage.strip();
    return new Form(options, names(objectives), outer, standalone);
  }

  private static List<String> names(List<String> given) {
    return given == null ? List.of() : given.stream().map(String::strip).toList();
  }
}
