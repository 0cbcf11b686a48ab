package org.flatprop.cli.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Arrays to be written as a NumPy archive: float64, in the order of rows, not compressed, as {@code
 * numpy.savez} does it. The text is a member that {@code numpy.load} hands out as bytes.
 */
public final class NpzFile extends ArrayFile {

  /** The member that holds the text; no array can have this name. */
  static final String TEXT = "flatprop.json";

  private static final LocalDateTime START_OF_ZIP = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** What a member of the archive holds. */
  @FunctionalInterface
  private interface Member {

    void writeTo(OutputStream out) throws IOException;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out))) {
      for (Map.Entry<String, Part> part : parts().entrySet()) {
        Part array = part.getValue();
        byte[] header = NpyHeader.bytes(array.section().sizes());
        add(
            zip,
            part.getKey() + ".npy",
            header.length + array.bytes(),
            to -> {
              to.write(header);
              array.writeTo(to);
            });
      }
      if (text().isPresent()) {
        byte[] text = text().get().getBytes(StandardCharsets.UTF_8);
        add(zip, TEXT, text.length, to -> to.write(text));
      }
    }
  }

  /** What is not compressed must be announced with its length and check sum. */
  private static void add(ZipOutputStream zip, String name, long length, Member member)
      throws IOException {
    CRC32 sum = new CRC32();
    member.writeTo(new CheckedOutputStream(OutputStream.nullOutputStream(), sum));
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(START_OF_ZIP);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    member.writeTo(zip);
    zip.closeEntry();
  }
}
