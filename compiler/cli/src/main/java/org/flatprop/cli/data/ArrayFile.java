package org.flatprop.cli.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.runtime.Section;

/**
 * Arrays by name to be written as a file, and a text that says how the data of a model's inputs is
 * prepared ({@link Preparation}). The same contents give the same bytes.
 */
public abstract sealed class ArrayFile permits NpzFile, SafetensorsFile {

  /** How many elements are written at once. */
  private static final int CHUNK = 8192;

  /**
   * An array.
   *
   * @param section where it stands in the vector
   */
  record Part(Section section, double[] vector) {

    long bytes() {
      return (long) Double.BYTES * section.length();
    }

    /** Writes the elements, the lowest byte of each first. */
    void writeTo(OutputStream out) throws IOException {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      int length = section.length();
      int count;
      for (int at = 0; at < length; at += count) {
        count = Math.min(CHUNK, length - at);
        chunk.asDoubleBuffer().put(vector, section.offset() + at, count);
        out.write(chunk.array(), 0, count * Double.BYTES);
      }
    }
  }

  private final Map<String, Part> parts = new LinkedHashMap<>();
  private String text;

  ArrayFile() {}

  /** An empty file of the format that a name ends with; empty where that is none of arrays. */
  public static Optional<ArrayFile> of(String name) {
    return switch (DataFile.ending(name)) {
      case "npz" -> Optional.of(new NpzFile());
      case "safetensors" -> Optional.of(new SafetensorsFile());
      default -> Optional.empty();
    };
  }

  /**
   * Adds an array.
   *
   * @param section where it stands in the vector
   * @return whether the name was free
   */
  public boolean add(String name, Section section, double[] vector) {
    return parts.putIfAbsent(name, new Part(section, vector)) == null;
  }

  /** Sets the text, which {@link DataFile#text} reads. */
  public void text(String json) {
    text = json;
  }

  public List<String> names() {
    return new ArrayList<>(parts.keySet());
  }

  /** Writes the file, and closes the stream. */
  public abstract void writeTo(OutputStream out) throws IOException;

  Map<String, Part> parts() {
    return parts;
  }

  Optional<String> text() {
    return Optional.ofNullable(text);
  }
}
