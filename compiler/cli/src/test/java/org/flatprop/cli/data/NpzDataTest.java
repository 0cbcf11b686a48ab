package org.flatprop.cli.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.flatprop.source.Diagnostics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzDataTest {

  private static final Path NUMPY = Path.of("src/test/resources/npz/numpy.npz");

  @TempDir Path folder;
  private final Diagnostics diagnostics = new Diagnostics();

  @ParameterizedTest
  @ValueSource(strings = {"f8", "f8_big", "f8_fortran"})
  void matricesOfAnyOrder(String name) {
    ArrayData array = read(NUMPY, name);
    assertThat(array.sizes()).containsExactly(2, 3);
    assertThat(array.elements())
        .containsExactly(
            0.1, -2.5, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  @Test
  void arraysOfOtherRanks() {
    ArrayData cube = read(NUMPY, "f8_cube_fortran");
    assertThat(cube.sizes()).containsExactly(2, 3, 4);
    assertThat(cube.elements()).containsExactly(IntStream.range(0, 24).asDoubleStream().toArray());
    assertThat(read(NUMPY, "f8_scalar").sizes()).isEmpty();
    assertThat(read(NUMPY, "f8_scalar").elements()).containsExactly(0.1);
    assertThat(read(NUMPY, "f8_empty").sizes()).containsExactly(0, 3);
    assertThat(read(NUMPY, "σ").elements()).containsExactly(1.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "f4; 0.10000000149011612, -2.5, 1.401298464324817E-45",
        "f4_big; 0.10000000149011612, -2.5",
        "f2; 0.0999755859375, -2.5, 5.9604644775390625E-8, Infinity, NaN, 65504",
        "i1; -128, 127",
        "i2; -32768, 32767",
        "i4; -2147483648, 2147483647",
        "i4_big; -2147483648, 2147483647",
        "i8; -9223372036854775808, 9007199254740992, -3",
        "u1; 0, 255",
        "u2; 0, 65535",
        "u4; 0, 4294967295",
        "u8; 9223372036854775808, 9007199254740992, 3",
        "b1; 1, 0"
      })
  void numbersOfEveryType(String name, String numbers) {
    assertThat(read(NUMPY, name).elements())
        .containsExactly(
            Arrays.stream(numbers.split(", ")).mapToDouble(Double::parseDouble).toArray());
  }

  @Test
  void compressedArrays() {
    Path file = NUMPY.resolveSibling("compressed.npz");
    ArrayData x = read(file, "x");
    assertThat(x.sizes()).containsExactly(100, 200);
    assertThat(x.elements())
        .containsExactly(IntStream.range(0, 20000).mapToDouble(i -> i / 3.0).toArray());
    assertThat(read(file, "zeros").elements()).hasSize(200_000).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({
    "inexact, 'element 1 of the file: 9007199254740993 is more exact than a double'",
    "inexact_max, '9223372036854775807 is more exact'",
    "inexact_unsigned, '18446744073709551615 is more exact'",
    "text, 'it holds text, not numbers'",
    "bytes, 'it holds text, not numbers'",
    "complex, 'it holds complex numbers'",
    "object, 'it holds Python objects, not numbers'",
    "record, 'it holds records, not numbers'",
    "date, 'it holds dates or times, not numbers'"
  })
  void whatIsNoNumberIsRefused(String name, String message) {
    refuses(NUMPY, name, message);
  }

  @Test
  void otherNamesAreNotRead() {
    List<Given> values = DataFile.read(NUMPY, Known.of("f8 f4"), diagnostics);
    assertThat(diagnostics.isEmpty()).isTrue();
    assertThat(values.stream().map(Given::name)).contains("f8", "f4", "object", "σ");
    assertThat(values.stream().filter(v -> v.value().isPresent())).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<f8 | (3,) | 16 | it ends too early",
        "<f8 | (3,) | 32 | it holds more elements than its shape [3] has",
        "<f8 | (1000000000,) | 16 | its shape [1000000000] has more elements than it can hold",
        "<f8 | (99999, 99999) | 16 | has too many elements to be read",
        "<f8 | (99999999999999999999,) | 16 | its shape is (99999999999999999999,), which is none",
        "<f8 | (-1,) | 16 | its shape is (-1,), which is none",
        "<f8 | (2, x) | 16 | its shape is (2, x), which is none",
        "<f16 | (2,) | 32 | its type `f16` is not read",
        "<q9 | (2,) | 32 | its type `q9` is not read"
      })
  void hostileHeaders(String type, String shape, int bytes, String message) throws IOException {
    byte[] header =
        header(1, "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape);
    refuses(archive("x.npy", join(header, new byte[bytes])), "x", message);
  }

  @Test
  void everyVersionOfTheFormat() throws IOException {
    String text = "{'descr': '<f8', 'fortran_order': False, 'shape': (1L,), }";
    for (int version = 1; version <= 3; version++) {
      byte[] one = {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f};
      Path file = archive("x.npy", join(header(version, text), one));
      assertThat(read(file, "x").elements()).containsExactly(1);
    }
    refuses(archive("x.npy", header(4, text)), "x", "it is of version 4 of the .npy format");
  }

  @Test
  void brokenFiles() throws IOException {
    refuses(archive("x.npy", new byte[0]), "x", "it does not begin as a .npy file does");
    refuses(archive("x.npy", "PK..x....".getBytes(ISO_8859_1)), "x", "it does not begin as");
    refuses(archive("x.npy", header(1, "{'descr': '<f8'}")), "x", "does not say what it holds");
    byte[] cut = Arrays.copyOf(header(1, "{'descr': '<f8'}"), 15);
    refuses(archive("x.npy", cut), "x", "it ends too early");
    byte[] longHeader = join(Arrays.copyOf(header(2, ""), 8), new byte[] {-1, -1, -1, 127});
    refuses(archive("x.npy", longHeader), "x", "its header would be 2147483647 bytes long");

    Path text = Files.writeString(folder.resolve("text.npz"), "no archive");
    refuses(text, "x", "text.npz: this is no .npz file: ");
    Path half = folder.resolve("half.npz");
    Files.write(half, Arrays.copyOf(Files.readAllBytes(NUMPY), 3000));
    refuses(half, "x", "half.npz: this is no .npz file: ");
    refuses(folder.resolve("none.npz"), "x", "none.npz: cannot be read: there is no such file");
    refuses(folder, "x", "it is a directory");
  }

  @Test
  void damagedElementsAreNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(NUMPY);
    byte[] tenth = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.1).array();
    int at = new String(bytes, ISO_8859_1).indexOf(new String(tenth, ISO_8859_1));
    bytes[at] ^= 1;
    refuses(Files.write(folder.resolve("damaged.npz"), bytes), "f8", "`f8`: it is damaged");
  }

  @Test
  void aNameOfTwoArraysIsRefused() throws IOException {
    refuses(archive("x.npy", header(1, ""), "x", header(1, "")), "x", "`x`: it is there twice");
  }

  private ArrayData read(Path file, String name) {
    List<Given> values = DataFile.read(file, Known.of(name), diagnostics);
    assertThat(Known.errors(diagnostics)).isEmpty();
    return Known.value(values, name).orElseThrow();
  }

  private void refuses(Path file, String name, String message) {
    Diagnostics found = new Diagnostics();
    DataFile.read(file, Known.of(name), found);
    assertThat(Known.errors(found)).contains(message);
  }

  private Path archive(Object... namesAndBytes) throws IOException {
    Path file = folder.resolve("x.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
        zip.closeEntry();
      }
    }
    return file;
  }

  private static byte[] header(int version, String text) {
    int prefix = version == 1 ? 10 : 12;
    ByteBuffer header = ByteBuffer.allocate(prefix + text.length()).order(ByteOrder.LITTLE_ENDIAN);
    header.put("\u0093NUMPY".getBytes(ISO_8859_1)).put((byte) version).put((byte) 0);
    if (version == 1) {
      header.putShort((short) text.length());
    } else {
      header.putInt(text.length());
    }
    return header.put(text.getBytes(ISO_8859_1)).array();
  }

  private static byte[] join(byte[] first, byte[] second) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(first);
    joined.write(second);
    return joined.toByteArray();
  }
}
