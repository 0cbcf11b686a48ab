package org.flatprop.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Flatprop beside its peers: every side of a work in a process of its own, in rounds, each of which
 * begins with another side.
 */
final class Peers {

  static final String NUMPY = "NumPy";
  static final String JAX = "JAX jit";
  static final String TORCH = "PyTorch";

  private static final Path SCRIPT = Path.of("samples/src/test/python/peers.py");
  private static final Path FOLDER = Path.of("samples/target/peers");

  private final List<Jvm> jvms;
  private final List<Jvm> withOneThread;
  private final List<Peer> peers = new ArrayList<>();
  private final Map<String, String> versions = new LinkedHashMap<>();

  private Peers(boolean avx2, int threads) {
    this.jvms = Jvm.all(avx2, threads);
    this.withOneThread = jvms.stream().filter(jvm -> jvm.threads() == 1).toList();
    peers.add(new Peer.Hand());
    peers.add(new Peer.Forward());
    for (Jvm jvm : withOneThread) {
      String title = jvm.vector() ? "netlib, Vector API" : "netlib, plain Java";
      peers.add(new Peer.Netlib(title, "netlibJava", jvm.flags()));
    }
    peers.add(new Peer.Netlib("netlib, native", "netlibNative", jvms.get(0).flags()));
    Script script = new Script(SCRIPT, FOLDER, avx2 ? List.of("--simd", "avx2") : List.of());
    addScripted(NUMPY, "numpy", script);
    addScripted(JAX, "jax", script);
    addScripted(TORCH, "torch", script);
  }

  private void addScripted(String title, String name, Script script) {
    script
        .version(name)
        .ifPresent(
            version -> {
              versions.put(title, version);
              peers.add(new Peer.Scripted(title, name, script));
            });
  }

  /** Measures, prints the table, and writes it as Markdown and JSON. */
  static void print(PeerOptions options) {
    Peers peers = new Peers(options.avx2(), options.threads());
    List<Comparison> comparisons = options.works().stream().map(Comparison::new).toList();
    for (int round = 0; round < options.rounds(); round++) {
      for (Comparison comparison : comparisons) {
        peers.run(round, comparison);
      }
    }
    PeerReport report =
        new PeerReport(peers.jvms, peers.versions, options.rounds(), options.avx2(), comparisons);
    String markdown = report.markdown();
    System.out.print(markdown);
    try {
      Files.createDirectories(FOLDER);
      Path table = Files.writeString(FOLDER.resolve("peers.md"), markdown);
      Path json = Files.writeString(FOLDER.resolve("peers.json"), PeerJson.of(report));
      System.out.println("\nwritten to " + table + " and " + json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(int round, Comparison comparison) {
    Round sides = new Round(comparison.work());
    List<Runnable> turns = sides.turns();
    Collections.rotate(turns, -round);
    turns.forEach(Runnable::run);
    comparison.add(sides.ours, sides.theirs);
    if (sides.work instanceof ModelWork) {
      for (Jvm jvm : withOneThread) {
        if (Fork.run(jvm.flags(), KernelCosts.class, sides.work.name())
            instanceof Outcome.Figures costs) {
          comparison.addCosts(jvm, costs);
        }
      }
    }
  }

  /** All sides of a work, once. */
  private final class Round {

    private final Work work;
    private final Map<Jvm, Outcome.Figures> ours = new LinkedHashMap<>();
    private final Map<Peer, Map<Jvm, Outcome.Figures>> theirs = new LinkedHashMap<>();

    Round(Work work) {
      this.work = work;
    }

    List<Runnable> turns() {
      List<Runnable> turns = new ArrayList<>();
      for (Jvm jvm : jvms) {
        turns.add(() -> put(jvm.title(), ours, List.of(jvm), flatprop(jvm)));
      }
      for (Peer peer : peers) {
        if (peer.knows(work)) {
          Map<Jvm, Outcome.Figures> times = new LinkedHashMap<>();
          theirs.put(peer, times);
          turns.addAll(turns(peer, times));
        }
      }
      return turns;
    }

    /** What is the same whatever JVM Flatprop runs in is measured once. */
    private List<Runnable> turns(Peer peer, Map<Jvm, Outcome.Figures> times) {
      if (peer.stands()) {
        return List.of(() -> put(peer.title(), times, jvms, peer.time(work, jvms.get(0))));
      }
      return withOneThread.stream()
          .<Runnable>map(
              jvm ->
                  () ->
                      put(
                          peer.title() + ", " + jvm.title(),
                          times,
                          List.of(jvm),
                          peer.time(work, jvm)))
          .toList();
    }

    private Outcome flatprop(Jvm jvm) {
      if (work instanceof ProductWork) {
        return Jmh.time(ProductBenchmark.class, "flatprop", work, jvm.flags());
      }
      if (work instanceof TrainingWork) {
        return Jmh.time(TrainingBenchmark.class, "epochs", work, jvm.flags());
      }
      String method = work.rate().isPresent() ? "step" : "valueAndGradient";
      return Jmh.time(ModelBenchmark.class, method, work, jvm.flags());
    }

    private void put(
        String title, Map<Jvm, Outcome.Figures> times, List<Jvm> besides, Outcome outcome) {
      String said;
      if (outcome instanceof Outcome.Figures figures) {
        besides.forEach(jvm -> times.put(jvm, figures));
        said = PeerReport.time(figures.first());
      } else {
        said = "skipped: " + ((Outcome.Refusal) outcome).why();
      }
      System.err.printf(Locale.ROOT, "%-22s %-44s %s%n", work.name(), title, said);
    }
  }
}
