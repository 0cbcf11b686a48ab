package org.flatprop.cli.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.cli.data.SafetensorsHeader.Tensor;
import org.flatprop.source.Diagnostics;

/** The arrays of a .safetensors file, which follow its header. */
final class SafetensorsData {

  private final String file;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final Diagnostics diagnostics;

  private SafetensorsData(
      String file, FileChannel channel, SafetensorsHeader header, Diagnostics diagnostics) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.diagnostics = diagnostics;
  }

  /** Reads a file; what is wrong with an array is reported, and the others are read. */
  static List<Given> read(Path path, Declarations known, Diagnostics diagnostics)
      throws IOException {
    String file = DataFile.shown(path);
    try (FileChannel channel = FileChannel.open(path)) {
      SafetensorsHeader header = SafetensorsHeader.read(channel);
      return new SafetensorsData(file, channel, header, diagnostics).read(known);
    } catch (WrongFormat e) {
      diagnostics.add(DataErrors.badSafetensors(file, e.getMessage()));
      return List.of();
    }
  }

  /** Reads the text that may stand beside the arrays. */
  static Optional<String> text(Path path, Diagnostics diagnostics) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      return Optional.ofNullable(
          SafetensorsHeader.read(channel).metadata().get(SafetensorsFile.TEXT));
    } catch (WrongFormat e) {
      diagnostics.add(DataErrors.badSafetensors(DataFile.shown(path), e.getMessage()));
      return Optional.empty();
    }
  }

  private List<Given> read(Declarations known) throws IOException {
    List<Given> values = new ArrayList<>();
    for (Map.Entry<String, Tensor> entry : header.tensors().entrySet()) {
      String name = entry.getKey();
      Optional<ArrayData> value =
          known.has(name) ? value(name, entry.getValue()) : Optional.empty();
      values.add(new Given(name, Origin.of(file), value));
    }
    return values;
  }

  private Optional<ArrayData> value(String name, Tensor tensor) throws IOException {
    try {
      ElementType type = ElementType.ofSafetensors(tensor.type()).orElse(null);
      if (type == null) {
        throw new WrongFormat(
            "its type `" + tensor.type() + "` is not read", "save it as F64, F32, F16 or BF16");
      }
      List<Integer> sizes = tensor.sizes();
      ElementType.checkMemory(sizes);
      channel.position(header.start() + tensor.from());
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      int length = ArrayData.count(sizes).orElseThrow();
      return Optional.of(new ArrayData(sizes, type.read(in, ByteOrder.LITTLE_ENDIAN, length)));
    } catch (WrongFormat e) {
      diagnostics.add(DataErrors.badArray(file, name, e.getMessage(), e.notes()));
    } catch (EOFException e) {
      diagnostics.add(DataErrors.badArray(file, name, "it ends too early"));
    }
    return Optional.empty();
  }
}
