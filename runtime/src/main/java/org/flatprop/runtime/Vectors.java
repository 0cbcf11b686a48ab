package org.flatprop.runtime;

import java.util.Optional;

/**
 * Whether there are vectors to compute with. Nothing requires them: without the option {@code
 * --add-modules jdk.incubator.vector} everything works, more slowly, in plain Java.
 *
 * <p>Classes named {@code Vector…} use the module's interface and are loaded only where {@link
 * #PRESENT} is true. Then the Java virtual machine has been started with the module; its compiler
 * is HotSpot's second, without which every vector would be an object; and a vector of the
 * processor's has four elements at least. A processor whose vectors are so long can multiply and
 * add in one step: that is not looked at, and where it was forbidden ({@code -XX:-UseFMA}) results
 * are the same, but very slow. {@code -Dflatprop.vector=false} says that vectors are not wanted.
 */
final class Vectors {

  private static final int LEAST_LANES = 4;

  static final boolean PRESENT = present();

  private Vectors() {}

  private static boolean present() {
    return !"false".equals(System.getProperty("flatprop.vector"))
        && isRead()
        && compiledWell()
        && VectorLanes.COUNT >= LEAST_LANES;
  }

  /** A named module reads only what it requires; this one is asked for if it is there. */
  private static boolean isRead() {
    Optional<Module> module = ModuleLayer.boot().findModule("jdk.incubator.vector");
    module.ifPresent(Vectors.class.getModule()::addReads);
    return module.isPresent();
  }

  /** OpenJ9 has another name; {@code -Xint} and {@code -XX:TieredStopAtLevel=1} show in "info". */
  private static boolean compiledWell() {
    String info = System.getProperty("java.vm.info", "");
    return System.getProperty("java.vm.name", "").endsWith("Server VM")
        && !info.contains("interpreted mode")
        && !info.contains("emulated-client");
  }
}
