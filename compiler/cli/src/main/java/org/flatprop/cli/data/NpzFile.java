package org.flatprop.cli.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.flatprop.runtime.Section;

/**
 * Arrays to be written as a NumPy archive: float64, in the order of rows, not compressed, as {@code
 * numpy.savez} does it. The same arrays give the same bytes.
 */
public final class NpzFile {

  /** How many elements are written at once. */
  private static final int CHUNK = 8192;

  private static final LocalDateTime START_OF_ZIP = LocalDateTime.of(1980, 1, 1, 0, 0);

  private record Part(Section section, double[] vector) {}

  private final Map<String, Part> parts = new LinkedHashMap<>();

  /**
   * Adds an array.
   *
   * @param section where it stands in the vector
   * @return whether no other had that name
   */
  public boolean add(String name, Section section, double[] vector) {
    return parts.putIfAbsent(name, new Part(section, vector)) == null;
  }

  public List<String> names() {
    return new ArrayList<>(parts.keySet());
  }

  /** Writes the file, and closes the stream. */
  public void writeTo(OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out))) {
      for (Map.Entry<String, Part> part : parts.entrySet()) {
        zip.putNextEntry(entry(part.getKey(), part.getValue()));
        write(zip, part.getValue());
        zip.closeEntry();
      }
    }
  }

  /** What is not compressed must be announced with its length and check sum. */
  private static ZipEntry entry(String name, Part part) throws IOException {
    CRC32 sum = new CRC32();
    write(new CheckedOutputStream(OutputStream.nullOutputStream(), sum), part);
    long header = NpyHeader.bytes(part.section().sizes()).length;
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(START_OF_ZIP);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(header + (long) Double.BYTES * part.section().length());
    entry.setCrc(sum.getValue());
    return entry;
  }

  private static void write(OutputStream out, Part part) throws IOException {
    Section section = part.section();
    out.write(NpyHeader.bytes(section.sizes()));
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int length = section.length();
    int count;
    for (int at = 0; at < length; at += count) {
      count = Math.min(CHUNK, length - at);
      chunk.asDoubleBuffer().put(part.vector(), section.offset() + at, count);
      out.write(chunk.array(), 0, count * Double.BYTES);
    }
  }
}
