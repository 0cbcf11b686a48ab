package org.flatprop.bench;

import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;

/** A JVM that Flatprop runs in: whether with the Vector API, and the threads it may use. */
record Jvm(String title, List<String> flags, boolean vector, int threads) {

  private static final String MODULE = "jdk.incubator.vector";

  /**
   * With the Vector API where there is one, without it and, where asked for, on several threads.
   */
  static List<Jvm> all(boolean avx2, int threads) {
    List<String> plain = avx2 ? List.of("-XX:UseAVX=2") : List.of();
    List<String> vector = new ArrayList<>(plain);
    boolean found = ModuleFinder.ofSystem().find(MODULE).isPresent();
    List<Jvm> all = new ArrayList<>();
    if (found) {
      vector.addAll(List.of("--add-modules", MODULE));
      all.add(new Jvm("Flatprop", List.copyOf(vector), true, 1));
    } else {
      System.err.println("skipped: the Vector API: this JDK has no module " + MODULE);
    }
    all.add(new Jvm("Flatprop, plain Java", plain, false, 1));
    if (threads > 1) {
      vector.add("-Dflatprop.threads=" + threads);
      all.add(new Jvm("Flatprop, " + threads + " threads", List.copyOf(vector), found, threads));
    }
    return all;
  }
}
