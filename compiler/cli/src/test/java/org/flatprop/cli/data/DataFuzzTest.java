package org.flatprop.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import org.flatprop.source.Diagnostics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of values that are damaged at random are read, or refused with a message. */
class DataFuzzTest {

  private static final int ROUNDS = 2000;

  private static final Declarations KNOWN =
      Known.of(
          "f8 f8_fortran f8_cube_fortran i8 u8 f2 b1 f64 f32 bf16 i64 u64 bool σ small "
              + "x[N, 2] y[N] s z[N]=1");

  @TempDir Path folder;

  @Test
  void archives() throws Exception {
    byte[] archive = Files.readAllBytes(Path.of("src", "test", "resources", "npz", "numpy.npz"));
    fuzz("t.npz", archive, 4);
  }

  @Test
  void arraysInArchives() throws Exception {
    Random random = new Random(2);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] header = NpyHeader.bytes(List.of(2, 3));
      byte[] array = Arrays.copyOf(header, header.length + 48);
      damage(array, random, 3);
      NpzWithOneArray.write(folder.resolve("t.npz"), "f8.npy", array);
      read("t.npz");
    }
  }

  @Test
  void tensors() throws Exception {
    Path all = Path.of("src", "test", "resources", "safetensors", "all.safetensors");
    fuzz("t.safetensors", Files.readAllBytes(all), 4);
    String header =
        "{\"x\":{\"dtype\":\"F64\",\"shape\":[1,2],\"data_offsets\":[0,16]},"
            + "\"y\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[16,24]}} ";
    byte[] small = Arrays.copyOf(bytes("........" + header), 8 + header.length() + 24);
    Arrays.fill(small, 0, 8, (byte) 0);
    small[0] = (byte) header.length();
    fuzz("t.safetensors", small, 3);
  }

  @Test
  void objects() throws Exception {
    fuzz("t.json", bytes("{\"x\": [[1, 2.5e-3], [-4, 5]], \"y\": [1, \"NaN\"], \"s\": 1e5}"), 3);
  }

  @Test
  void tables() throws Exception {
    fuzz("t.csv", bytes("x_0,x_1,y\n1,2,3\n\"4\",-5.5e3,nan\n"), 3);
    fuzz("t.csv", bytes("1,2,3\n4,5,6\n"), 3);
  }

  @Test
  void tablesOfExamples() throws Exception {
    Random random = new Random(3);
    Roles roles = new Roles(Map.of(), Set.of(), Set.of("b"), Roles.Missing.MEAN);
    Declarations known = Known.of("x[N, D] y[N]:C w[D]~");
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = bytes("a,b,y\n1,u,yes\n2,v,no\n?,\"u\",no\n3e5,v,yes\n");
      damage(bytes, random, 3);
      Path file = Files.write(folder.resolve("t.csv"), bytes);
      Diagnostics diagnostics = new Diagnostics();
      CsvTable.read(file, diagnostics)
          .ifPresent(
              table ->
                  Preparation.learn(table, roles, known, new int[] {0}, diagnostics)
                      .ifPresent(p -> p.apply(table, known, diagnostics)));
      assertThat(Known.errors(diagnostics)).doesNotContain(": null");
    }
  }

  @Test
  void preparations() {
    Random random = new Random(4);
    String json =
        "{\"version\":1,\"inputs\":{\"x\":{\"columns\":[{\"title\":\"a\",\"fill\":[1.5]},"
            + "{\"title\":\"b\",\"categories\":[\"u\",\"v\"],\"fill\":[0.5,0.5]}],"
            + "\"means\":[1,0,0],\"deviations\":[1,1,1]},\"y\":{\"classes\":[\"no\"]}}}";
    assertThat(Preparation.read(json, "t", new Diagnostics())).isPresent();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = bytes(json);
      damage(bytes, random, 2);
      Diagnostics diagnostics = new Diagnostics();
      Preparation.read(new String(bytes, StandardCharsets.UTF_8), "t", diagnostics);
      assertThat(Known.errors(diagnostics)).doesNotContain(": null");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void fuzz(String name, byte[] original, int changes) throws Exception {
    Random random = new Random(1);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = original.clone();
      damage(bytes, random, changes);
      boolean cut = random.nextInt(10) == 0;
      Files.write(
          folder.resolve(name), cut ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
      read(name);
    }
  }

  private static void damage(byte[] bytes, Random random, int changes) {
    for (int i = random.nextInt(changes + 1); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          switch (random.nextInt(3)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            default -> bytes[random.nextInt(bytes.length)];
          };
    }
  }

  private void read(String name) {
    Diagnostics diagnostics = new Diagnostics();
    DataFile.text(folder.resolve(name), diagnostics);
    for (Given value : DataFile.read(folder.resolve(name), KNOWN, diagnostics)) {
      value
          .value()
          .ifPresent(
              array ->
                  assertThat(array.elements())
                      .hasSize(ArrayData.count(array.sizes()).orElseThrow()));
    }
    assertThat(Known.errors(diagnostics)).doesNotContain(": null");
  }

  /** What is not compressed, and has a right check sum whatever it holds. */
  private static final class NpzWithOneArray {

    static void write(Path file, String name, byte[] array) throws Exception {
      try (java.util.zip.ZipOutputStream zip =
          new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
        java.util.zip.ZipEntry entry = new java.util.zip.ZipEntry(name);
        CRC32 sum = new CRC32();
        sum.update(array);
        entry.setMethod(java.util.zip.ZipEntry.STORED);
        entry.setSize(array.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(array);
        zip.closeEntry();
      }
    }
  }
}
