package org.flatprop.runtime;

/** Whether a class that was generated ahead of time can work with this runtime. */
public final class Compatibility {

  /**
   * What this runtime offers to generated classes. It goes up with every change that classes
   * generated before, or this runtime's predecessors, cannot cope with.
   */
  public static final int LEVEL = 1;

  private Compatibility() {}

  /**
   * Called by each generated class before it does anything else.
   *
   * @param level the {@link #LEVEL} of the runtime that the class was generated for
   * @param className what to call the class in a message
   * @throws IncompatibleClassChangeError if that is not this runtime's
   */
  public static void require(int level, String className) {
    require(level, className, LEVEL, version());
  }

  static void require(int level, String className, int offered, String version) {
    if (level == offered) {
      return;
    }
    String remedy =
        level > offered
            ? "use the flatprop-runtime of the version that generated it"
            : "generate it again, with the Flatprop of this version";
    throw new IncompatibleClassChangeError(
        className
            + " was generated for level "
            + level
            + " of flatprop-runtime, but "
            + version
            + " has level "
            + offered
            + ": "
            + remedy);
  }

  private static String version() {
    String version = Compatibility.class.getPackage().getImplementationVersion();
    return version == null ? "the one that was found" : "version " + version;
  }
}
