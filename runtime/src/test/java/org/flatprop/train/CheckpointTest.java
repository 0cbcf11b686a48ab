package org.flatprop.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  /** Magic number, version, length and checksum. */
  private static final int HEADER = 28;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("run.checkpoint");
  }

  private static Checkpoint small() {
    return new Checkpoint(
        "w[2] b",
        "Adam",
        Map.of("model", "größer\n"),
        new double[] {1.5, -0.0, Double.MIN_VALUE},
        new double[][] {{1, 2, 3}, {}},
        new double[] {7, 8, 9},
        2,
        1,
        true,
        5,
        0.1,
        64,
        List.of(
            new Epoch(1, 2, 0.5, 0.25, OptionalDouble.empty(), Map.of()),
            new Epoch(2, 4, 0.1, Double.NaN, OptionalDouble.of(-0.0), figures())));
  }

  private static Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("z", 1.0);
    figures.put("a", 2.0);
    return figures;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    small().write(file);
    same(Checkpoint.read(file), small());
    Checkpoint empty =
        new Checkpoint(
            "",
            "",
            Map.of(),
            new double[0],
            new double[0][],
            new double[0],
            0,
            0,
            false,
            0,
            0,
            0,
            List.of());
    empty.write(file);
    same(Checkpoint.read(file), empty);
    assertThat(files()).containsExactly(file);
  }

  private static void same(Checkpoint read, Checkpoint written) {
    assertThat(read.layout()).isEqualTo(written.layout());
    assertThat(read.rule()).isEqualTo(written.rule());
    assertThat(read.notes()).isEqualTo(written.notes());
    assertThat(read.parameters()).isEqualTo(written.parameters());
    assertThat(read.state()).isDeepEqualTo(written.state());
    assertThat(read.best()).isEqualTo(written.best());
    assertThat(read.epoch()).isEqualTo(written.epoch());
    assertThat(read.batch()).isEqualTo(written.batch());
    assertThat(read.converged()).isEqualTo(written.converged());
    assertThat(read.steps()).isEqualTo(written.steps());
    assertThat(read.lossSum()).isEqualTo(written.lossSum());
    assertThat(read.examples()).isEqualTo(written.examples());
    assertThat(read.history()).isEqualTo(written.history());
    // the order, too
    assertThat(read.history()).hasToString(written.history().toString());
  }

  @Test
  void notesAreAdded() throws IOException {
    Checkpoint noted = small().note("by", "me").note("model", "other");
    noted.write(file);
    assertThat(Checkpoint.read(file).notes()).isEqualTo(Map.of("model", "other", "by", "me"));
    assertThat(small().notes()).doesNotContainKey("by");
  }

  @Test
  void anOldOneIsReplaced() throws IOException {
    Files.writeString(file, "something else, which is longer than a checkpoint".repeat(100));
    Files.writeString(folder.resolve("run.checkpoint.new"), "left by a run that was killed");
    small().write(file);
    same(Checkpoint.read(file), small());
    assertThat(files()).containsExactly(file);
  }

  @Test
  void everyChangeOfAByteIsFound() throws IOException {
    byte[] bytes = written();
    for (int at = 0; at < bytes.length; at++) {
      for (int change : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) change;
        damaged(changed);
      }
    }
  }

  @Test
  void everyTruncationIsFound() throws IOException {
    byte[] bytes = written();
    for (int length = 0; length < bytes.length; length++) {
      damaged(Arrays.copyOf(bytes, length));
    }
    damaged(Arrays.copyOf(bytes, bytes.length + 1));
    damaged(Arrays.copyOf(bytes, 2 * bytes.length));
  }

  private byte[] written() throws IOException {
    small().write(file);
    return Files.readAllBytes(file);
  }

  private void damaged(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    assertThatThrownBy(() -> Checkpoint.read(file)).isExactlyInstanceOf(Checkpoint.Damaged.class);
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    byte[] bytes = written();
    says("", "it is no checkpoint");
    says("x[2,3] of something else that is no checkpoint", "it is no checkpoint");
    bytes[11] = 9;
    Files.write(file, bytes);
    says(bytes, "it is a checkpoint of version 9, and this reads version 1");
    bytes[11] = 1;
    says(
        Arrays.copyOf(bytes, HEADER + 3),
        "it is damaged: it has 3 bytes where " + (bytes.length - HEADER) + " were written");
    bytes[HEADER] ^= 1;
    says(bytes, "it is damaged: its checksum is not the one that was written");
    says(sealed(new byte[] {0, 0}), "it is damaged: it ends too early");
    says(sealed(new byte[] {0, 0, 0, 9, 1}), "it is damaged: it holds less than it says");
  }

  private void says(String text, String message) throws IOException {
    says(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), message);
  }

  private void says(byte[] bytes, String message) throws IOException {
    Files.write(file, bytes);
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isExactlyInstanceOf(Checkpoint.Damaged.class)
        .hasMessage(message);
  }

  /** A body with the header that it needs. */
  private static byte[] sealed(byte[] body) {
    CRC32 sum = new CRC32();
    sum.update(body);
    return ByteBuffer.allocate(HEADER + body.length)
        .put("FLATPROP".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .putInt(1)
        .putLong(body.length)
        .putLong(sum.getValue())
        .put(body)
        .array();
  }

  /**
   * Noise, and a checkpoint with some of its bytes changed, under a right checksum: counts and
   * lengths of all sizes.
   */
  @Test
  void nothingElseThanDamagedComesOfNoise() throws IOException {
    Random random = new Random(1);
    byte[] whole = written();
    int read = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] body = Arrays.copyOfRange(whole, HEADER, whole.length);
      if (i % 4 == 0) {
        body = new byte[random.nextInt(200)];
        random.nextBytes(body);
      }
      for (int changes = i % 4; changes > 0; changes--) {
        int at = random.nextInt(body.length);
        body[at] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(3) * 127);
      }
      Files.write(file, sealed(body));
      try {
        assertThat(Checkpoint.read(file).layout()).isNotNull();
        read++;
      } catch (Checkpoint.Damaged e) {
        assertThat(e).hasMessageStartingWith("it is damaged: it ");
      }
    }
    assertThat(read).isBetween(250, 1_500);
  }

  /** Each count and length in turn says that there is more than any memory. */
  @Test
  void noLengthIsTrusted() throws IOException {
    byte[] body = Arrays.copyOfRange(written(), HEADER, (int) Files.size(file));
    for (int at = 0; at + 4 <= body.length; at++) {
      for (int length : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0x10000000}) {
        byte[] changed = body.clone();
        ByteBuffer.wrap(changed).putInt(at, length);
        Files.write(file, sealed(changed));
        try {
          assertThat(Checkpoint.read(file).layout()).isNotNull();
        } catch (Checkpoint.Damaged e) {
          assertThat(e).hasMessageStartingWith("it is damaged: it ");
        }
      }
    }
  }

  @Test
  void whatIsMissingIsNoDamage() {
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(java.nio.file.NoSuchFileException.class);
    assertThatThrownBy(() -> Checkpoint.read(folder))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(Checkpoint.Damaged.class);
  }

  @Test
  void aFolderThatIsMissingIsNotMade() {
    Path nowhere = folder.resolve("none/run.checkpoint");
    assertThatThrownBy(() -> small().write(nowhere)).isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderIsNotReplaced() throws IOException {
    Files.createDirectory(file);
    Path within = Files.writeString(file.resolve("kept"), "text");
    assertThatThrownBy(() -> small().write(file)).isInstanceOf(IOException.class);
    assertThat(within).hasContent("text");
    assertThat(files()).containsExactly(file);
  }

  /** Not for the user who may write everywhere. */
  @Test
  void whereNothingMayBeWrittenTheOldOneStays() throws IOException {
    small().write(file);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeThat(Files.isWritable(folder)).isFalse();
      assertThatThrownBy(() -> small().note("by", "me").write(file))
          .isInstanceOf(IOException.class);
      same(Checkpoint.read(file), small());
      assertThat(files()).containsExactly(file);
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** A device that says so stands where the draft goes. */
  @Test
  void whereTheDiskIsFullTheOldOneStays() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    small().write(file);
    Files.createSymbolicLink(folder.resolve("run.checkpoint.new"), full);
    assertThatThrownBy(() -> small().note("by", "me").write(file))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    same(Checkpoint.read(file), small());
    assertThat(files()).containsExactly(file);
    assertThat(full).exists();
  }

  /** Its place is taken by what cannot be opened for writing. */
  @Test
  void whereTheDraftCannotBeWrittenTheOldOneStays() throws IOException {
    small().write(file);
    Path draft = Files.createDirectory(folder.resolve("run.checkpoint.new"));
    Path within = Files.writeString(draft.resolve("kept"), "text");
    assertThatThrownBy(() -> small().note("by", "me").write(file)).isInstanceOf(IOException.class);
    same(Checkpoint.read(file), small());
    assertThat(within).hasContent("text");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
