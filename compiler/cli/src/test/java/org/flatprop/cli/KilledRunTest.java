package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flatprop.train.Checkpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose process is killed at random moments, and goes on each time, ends with the bits of one
 * that never stopped. Fifty kills, in two runs at a time.
 */
class KilledRunTest {

  private static final int RUNS = 2;
  private static final int KILLS = 50;

  /** Milliseconds after its start, at most, that a process is killed. */
  private static final int LATEST = 1_600;

  private static final String LENGTH = "--epochs=4000";

  private static final String MODEL =
      """
      dim N
      input x[N, 2]
      index y[N] in 2
      param W[2, 8], b[8]
      param V[8, 2], c[2]
      h = dropout(tanh(x @ W + b), 0.2)
      s = h @ V + c
      loss = cross_entropy(s, y)
      minimize loss
      output s
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("model.nn"), MODEL);
    StringBuilder table = new StringBuilder("x0,x1,y\n");
    Random random = new Random(8);
    for (int i = 0; i < 100; i++) {
      int[] bits = {random.nextInt(2), random.nextInt(2)};
      table.append(bits[0] + random.nextGaussian() / 4).append(',');
      table.append(bits[1] + random.nextGaussian() / 4).append(',');
      table.append(bits[0] ^ bits[1]).append('\n');
    }
    Files.writeString(folder.resolve("data.csv"), table);
  }

  private ProcessBuilder train(String name, String... more) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Nnc.class.getName()));
    String options = "train model.nn --data data.csv --split 0.2 --batch 16 --schedule cosine";
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("--log", name + ".csv", "-o", name + ".npz"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(Redirect.DISCARD)
        .redirectError(folder.resolve(name + ".err").toFile());
  }

  @Test
  void itEndsAsIfItHadNotBeenKilled() throws Exception {
    Process whole = train("whole", LENGTH).start();
    assertThat(whole.waitFor()).as(Files.readString(folder.resolve("whole.err"))).isZero();
    ExecutorService threads = Executors.newFixedThreadPool(RUNS);
    List<Future<Integer>> kills = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(run);
      String name = "run" + run;
      Callable<Integer> killed = () -> killed(name, random);
      kills.add(threads.submit(killed));
    }
    threads.shutdown();
    int sum = 0;
    for (Future<Integer> run : kills) {
      sum += run.get();
    }
    assertThat(sum).isEqualTo(KILLS);
    for (int run = 0; run < RUNS; run++) {
      assertSame("run" + run, ".npz");
      assertSame("run" + run, ".csv");
    }
  }

  /** As by Ctrl-C, which a test cannot press. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "processes are not asked there, but killed")
  void itEndsCleanlyWhenItIsAskedTo() throws Exception {
    Path out = folder.resolve("out");
    Path last = folder.resolve("kept").resolve("last.checkpoint");
    ProcessBuilder endless =
        train("endless", "--epochs=100000000", "--checkpoint=kept", "--checkpoint-every=0.1");
    Process process = endless.redirectOutput(out.toFile()).start();
    while (!Files.exists(last)) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("endless.err"))).isTrue();
      Thread.sleep(20);
    }
    process.destroy();
    assertThat(process.waitFor()).isEqualTo(128 + 15);
    assertThat(out)
        .content()
        .contains("; stopped, to go on: --checkpoint kept --resume\n", "wrote endless.npz\n");
    long steps = Checkpoint.read(last).steps();
    assertThat(out).content().contains(": " + steps + " steps; ");
    assertThat(folder.resolve("endless.npz")).exists();
  }

  private void assertSame(String run, String ending) {
    assertThat(folder.resolve(run + ending))
        .hasSameBinaryContentAs(folder.resolve("whole" + ending));
  }

  /** Kills a run again and again, then lets it end; one that ends before begins again. */
  private int killed(String name, Random random) throws Exception {
    int kills = 0;
    int folders = 0;
    while (true) {
      Process process =
          train(
                  name,
                  LENGTH,
                  "--checkpoint=" + name + "_" + folders,
                  "--checkpoint-every=0.01",
                  "--resume")
              .start();
      boolean last = kills == KILLS / RUNS;
      boolean ended =
          last
              ? process.waitFor() >= 0
              : process.waitFor(random.nextInt(LATEST), TimeUnit.MILLISECONDS);
      if (!ended) {
        kills++;
        process.destroyForcibly().waitFor();
        continue;
      }
      assertThat(process.exitValue()).as(Files.readString(folder.resolve(name + ".err"))).isZero();
      if (last) {
        return kills;
      }
      assertSame(name, ".npz");
      folders++;
    }
  }
}
