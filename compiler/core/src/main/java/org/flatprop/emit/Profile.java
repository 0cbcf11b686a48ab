package org.flatprop.emit;

/** How numbers are computed. */
public enum Profile {
  /** The same bits on every machine and JDK: StrictMath's functions. */
  STRICT(StrictMath.class),

  /** The JDK's fastest functions, within an ulp or so of strict. */
  FAST(Math.class);

  private final Class<?> math;

  Profile(Class<?> math) {
    this.math = math;
  }

  /** Where elementary functions come from. */
  public Class<?> math() {
    return math;
  }
}
