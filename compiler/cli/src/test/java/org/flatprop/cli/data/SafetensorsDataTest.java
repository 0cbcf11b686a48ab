package org.flatprop.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.flatprop.source.Diagnostics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsDataTest {

  private static final Path ALL = Path.of("src/test/resources/safetensors/all.safetensors");

  @TempDir Path folder;
  private final Diagnostics diagnostics = new Diagnostics();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "f64; 0.1, -2.5, 1e300, NaN, Infinity, -0.0",
        "f64_scalar; 0.1",
        "f32; 0.10000000149011612, -2.5, 1.401298464324817E-45",
        "f16; 0.0999755859375, -2.5",
        "bf16; 0.10009765625, -2.5, Infinity, 9.183549615799121E-41, -0.0",
        "i8; -128, 127",
        "i16; -32768, 32767",
        "i32; -2147483648, 2147483647",
        "i64; -9223372036854775808, 9007199254740992, -3",
        "u8; 0, 255",
        "u16; 0, 65535",
        "u32; 0, 4294967295",
        "u64; 9223372036854775808, 9007199254740992, 3",
        "bool; 1, 0",
        "σ; 1.5"
      })
  void numbersOfEveryType(String name, String numbers) {
    assertThat(read(ALL, name).elements())
        .containsExactly(
            Arrays.stream(numbers.split(", ")).mapToDouble(Double::parseDouble).toArray());
  }

  @Test
  void arraysHaveTheirShapes() {
    assertThat(read(ALL, "f64").sizes()).containsExactly(2, 3);
    assertThat(read(ALL, "f64_scalar").sizes()).isEmpty();
    assertThat(read(ALL, "f64_empty").sizes()).containsExactly(0, 3);
  }

  @Test
  void theTextBesideTheArraysIsHandedOut() {
    assertThat(DataFile.text(ALL, diagnostics)).contains("{\"any\": \"text, σ\"}");
    assertThat(Known.errors(diagnostics)).isEmpty();
  }

  @Test
  void otherNamesAreNotRead() {
    List<Given> values = DataFile.read(ALL, Known.of("f64 f32"), diagnostics);
    assertThat(diagnostics.isEmpty()).isTrue();
    assertThat(values.stream().map(Given::name)).contains("f64", "small", "σ").hasSize(18);
    assertThat(values.stream().filter(v -> v.value().isPresent())).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "inexact, 'element 1 of the file: 9007199254740993 is more exact than a double'",
    "small, 'its type `F8_E4M3` is not read'"
  })
  void whatIsNoDoubleIsRefused(String name, String message) {
    refuses(ALL, name, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'x':{'dtype':'F64','shape':[2],'data_offsets':[0,8]}} | `x` has 8 bytes, which are not those of F64[2]",
        "{'x':{'dtype':'F64','shape':[3],'data_offsets':[0,24]}} | its arrays have 24 bytes, but 16 are there",
        "{'x':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}} | its arrays have 8 bytes, but 16 are there",
        "{'x':{'dtype':'F64','shape':[1],'data_offsets':[8,16]}} | `x` begins at 8, but what is before ends at 0",
        "{'x':{'dtype':'F64','shape':[2],'data_offsets':[0,16]},'y':{'dtype':'F64','shape':[1],'data_offsets':[8,16]}} | `y` begins at 8, but what is before ends at 16",
        "{'x':{'dtype':'F64','shape':[2],'data_offsets':[16,0]}} | `x` begins at 16, but",
        "{'x':{'dtype':'F64','shape':[2],'data_offsets':[-16,0]}} | `x` does not say its dtype, shape and data_offsets",
        "{'x':{'dtype':'F64','shape':[-2],'data_offsets':[0,16]}} | `x` does not say its dtype",
        "{'x':{'dtype':'F64','shape':[2.0],'data_offsets':[0,16]}} | `x` does not say its dtype",
        "{'x':{'dtype':'F64','shape':[4294967296,4294967296],'data_offsets':[0,16]}} | `x` has 16 bytes, which are not those of F64[4294967296, 4294967296]",
        "{'x':{'dtype':'F64','shape':[99999999999999999999],'data_offsets':[0,16]}} | `x` does not say its dtype",
        "{'x':{'dtype':'F64','shape':[2]}} | `x` does not say its dtype, shape and data_offsets",
        "{'x':{'dtype':'F64','shape':[2],'data_offsets':[0,16],'more':1}} | `x` has a member `more`",
        "{'x':[1]} | `x` does not say its dtype, shape and data_offsets",
        "{'__metadata__':{'a':1}} | its metadata are not texts by name",
        "{'x':{'dtype':'F64','shape':[2],'data_offsets':[0,16]},'x':{'dtype':'F64','shape':[2],'data_offsets':[0,16]}} | its header is not JSON: Duplicate",
        "{'x':{'dtype':'F64','shape':[2],'data_offsets':[0,16]} | its header is not JSON: Unexpected end-of-input",
        "{} {} | something follows the object in its header",
        "[1] | its header does not begin with `{`"
      })
  void hostileHeaders(String json, String message) throws IOException {
    byte[] text = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    refuses(file(text.length, text, new byte[16]), "x", message);
  }

  @Test
  void brokenFiles() throws IOException {
    byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
    refuses(file(-1, text), "x", "its header would be 18446744073709551615 bytes long");
    refuses(file(100_000_001, text), "x", "its header would be 100000001 bytes long");
    refuses(file(3, text), "x", "it ends too early: its header is 3 bytes long");
    refuses(file(0, text), "x", "its header does not begin with `{`");
    refuses(Files.write(folder.resolve("short.safetensors"), text), "x", "it ends too early");
    byte[] deep = ("{\"x\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    refuses(file(deep.length, deep), "x", "`x` does not say its dtype");
    byte[] inside = ("{\"x\":{\"shape\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    refuses(file(inside.length, inside), "x", "`x` does not say its dtype");
    refuses(folder.resolve("none.safetensors"), "x", "there is no such file");
  }

  private ArrayData read(Path file, String name) {
    List<Given> values = DataFile.read(file, Known.of(name), diagnostics);
    assertThat(Known.errors(diagnostics)).isEmpty();
    return Known.value(values, name).orElseThrow();
  }

  private static void refuses(Path file, String name, String message) {
    Diagnostics found = new Diagnostics();
    assertThat(Known.value(DataFile.read(file, Known.of(name), found), name)).isEmpty();
    assertThat(Known.errors(found)).contains(message);
  }

  private Path file(long length, byte[]... parts) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length);
    for (byte[] part : parts) {
      bytes.put(part);
    }
    return Files.write(
        folder.resolve("t.safetensors"), Arrays.copyOf(bytes.array(), bytes.position()));
  }
}
