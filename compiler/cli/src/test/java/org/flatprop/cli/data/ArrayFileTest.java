package org.flatprop.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.flatprop.runtime.Section;
import org.flatprop.source.Diagnostics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"out.npz", "out.safetensors"})
  void arraysReadBackToTheLastBit(String name) throws IOException {
    double[] vector = new Random(1).longs(20_010).mapToDouble(Double::longBitsToDouble).toArray();
    vector[3] = -0.0;
    ArrayFile file = ArrayFile.of(name).orElseThrow();
    List<Section> sections =
        List.of(
            new Section("f", List.of(), 3),
            new Section("v", List.of(7), 1),
            new Section("none", List.of(0, 3), 1),
            new Section("w", List.of(100, 2, 100), 10),
            new Section("σ", List.of(1, 1), 5));
    sections.forEach(section -> assertThat(file.add(section.name(), section, vector)).isTrue());
    assertThat(file.add("f", sections.get(1), vector)).isFalse();

    file.text("{\"about\": \"σ, \\u0001\"}");
    Path written = folder.resolve(name);
    file.writeTo(Files.newOutputStream(written));
    Diagnostics diagnostics = new Diagnostics();
    assertThat(DataFile.text(written, diagnostics)).contains("{\"about\": \"σ, \\u0001\"}");
    List<Given> read = DataFile.read(written, Known.of("f v none w σ"), diagnostics);
    assertThat(Known.errors(diagnostics)).isEmpty();
    assertThat(read.stream().map(Given::name)).containsExactly("f", "v", "none", "w", "σ");
    for (Section section : sections) {
      ArrayData array = Known.value(read, section.name()).orElseThrow();
      assertThat(array.sizes()).isEqualTo(section.sizes());
      double[] expected = section.of(vector);
      for (int i = 0; i < expected.length; i++) {
        assertThat(Double.doubleToLongBits(array.elements()[i]))
            .isEqualTo(Double.doubleToLongBits(expected[i]));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"npz", "safetensors"})
  void theSameArraysGiveTheSameBytes(String ending) throws IOException {
    assertThat(bytes("a." + ending)).isEqualTo(bytes("b." + ending));
  }

  @Test
  void aFileWithoutTextHasNone() throws IOException {
    for (String name : List.of("a.npz", "a.safetensors", "a.json")) {
      Files.write(folder.resolve(name), name.equals("a.json") ? new byte[0] : bytes(name));
      Diagnostics diagnostics = new Diagnostics();
      assertThat(DataFile.text(folder.resolve(name), diagnostics)).isEmpty();
      assertThat(diagnostics.isEmpty()).isTrue();
    }
  }

  @Test
  void otherFilesAreNotOfArrays() {
    assertThat(ArrayFile.of("a.csv")).isEmpty();
    assertThat(ArrayFile.of("a.NPZ")).isPresent();
  }

  /** As the format asks: elements begin at a multiple of 8, and one name is its own. */
  @Test
  void safetensorsAreAligned() throws IOException {
    byte[] bytes = bytes("a.safetensors");
    int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    assertThat(header % 8).isZero();
    assertThat(bytes).hasSize(8 + header + 4 * 8);
    Section section = new Section("w", List.of(), 0);
    assertThat(new SafetensorsFile().add("__metadata__", section, new double[1])).isFalse();
  }

  /** As NumPy: the elements begin at a multiple of 64. */
  @Test
  void headersArePadded() {
    for (List<Integer> sizes : List.<List<Integer>>of(List.of(), List.of(3), List.of(1000, 100))) {
      byte[] header = NpyHeader.bytes(sizes);
      assertThat(header.length % 64).isZero();
      assertThat(header[header.length - 1]).isEqualTo((byte) '\n');
    }
  }

  private static byte[] bytes(String name) throws IOException {
    ArrayFile file = ArrayFile.of(name).orElseThrow();
    file.add("w", new Section("w", List.of(2, 2), 0), new double[] {1, 2, 3, 4});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.writeTo(out);
    return out.toByteArray();
  }
}
