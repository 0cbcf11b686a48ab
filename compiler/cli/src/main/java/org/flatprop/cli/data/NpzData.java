package org.flatprop.cli.data;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.flatprop.source.Diagnostics;

/** The arrays of a NumPy archive: a zip file of .npy files, named after the arrays. */
final class NpzData {

  private static final String ENDING = ".npy";

  /** How many elements are read at once. */
  private static final int CHUNK = 8192;

  /** The best that the compression of zip files does, and more. */
  private static final long MAX_RATIO = 1100;

  private final String file;
  private final ZipFile zip;
  private final Declarations known;
  private final Diagnostics diagnostics;

  private NpzData(String file, ZipFile zip, Declarations known, Diagnostics diagnostics) {
    this.file = file;
    this.zip = zip;
    this.known = known;
    this.diagnostics = diagnostics;
  }

  /** Reads a file; what is wrong with an array is reported, and the others are read. */
  static List<Given> read(Path path, Declarations known, Diagnostics diagnostics)
      throws IOException {
    File archive = path.toFile();
    String file = DataFile.shown(path);
    try (ZipFile zip = new ZipFile(archive)) {
      return new NpzData(file, zip, known, diagnostics).read(archive.length());
    } catch (ZipException e) {
      diagnostics.add(DataErrors.badArchive(file, e.getMessage()));
    } catch (IllegalArgumentException e) {
      // the only way that java.util.zip has to say it
      diagnostics.add(DataErrors.badArchive(file, "a name in it is no text"));
    }
    return List.of();
  }

  private List<Given> read(long fileLength) throws IOException {
    List<Given> values = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (name.endsWith(ENDING)) {
        name = name.substring(0, name.length() - ENDING.length());
      }
      if (!names.add(name)) {
        diagnostics.add(DataErrors.badArray(file, name, "it is there twice"));
        continue;
      }
      Optional<ArrayData> value =
          known.has(name) ? value(name, entry, fileLength) : Optional.empty();
      values.add(new Given(name, Origin.of(file), value));
    }
    return values;
  }

  private Optional<ArrayData> value(String name, ZipEntry entry, long fileLength)
      throws IOException {
    String reason;
    String[] notes = {};
    CRC32 sum = new CRC32();
    try (InputStream raw = zip.getInputStream(entry);
        InputStream in = new CheckedInputStream(raw, sum)) {
      NpyHeader header = NpyHeader.read(in);
      checkLength(header, Math.min(fileLength, entry.getCompressedSize()));
      ArrayData array = new ArrayData(header.sizes(), elements(in, header));
      if (in.read() >= 0) {
        reason = "it holds more elements than its shape " + shape(header) + " has";
      } else if (sum.getValue() != entry.getCrc()) {
        reason = "it is damaged: its check sum is not that of the archive";
      } else {
        return Optional.of(array);
      }
    } catch (WrongFormat e) {
      reason = e.getMessage();
      notes = e.notes();
    } catch (EOFException e) {
      reason = "it ends too early";
    } catch (ZipException e) {
      reason = "it cannot be unpacked: " + e.getMessage();
    }
    diagnostics.add(DataErrors.badArray(file, name, reason, notes));
    return Optional.empty();
  }

  /** Nothing is allocated for elements that cannot be there. */
  private static void checkLength(NpyHeader header, long packed) throws WrongFormat {
    if (header.length() > MAX_RATIO * (packed + 1)) {
      throw new WrongFormat("its shape " + shape(header) + " has more elements than it can hold");
    }
    long needed = header.length() / header.type().bytes() * Double.BYTES;
    if (needed > Runtime.getRuntime().maxMemory()) {
      throw new WrongFormat(
          "its shape " + shape(header) + " takes " + (needed >> 20) + " MB: more than there is",
          "a larger heap: JAVA_TOOL_OPTIONS=-Xmx" + ((needed >> 29) + 1) + "g");
    }
  }

  private static double[] elements(InputStream in, NpyHeader header)
      throws IOException, WrongFormat {
    int size = header.type().bytes();
    double[] elements = new double[(int) (header.length() / size)];
    byte[] chunk = new byte[CHUNK * size];
    ByteBuffer bytes = ByteBuffer.wrap(chunk).order(header.order());
    int count;
    for (int at = 0; at < elements.length; at += count) {
      count = Math.min(CHUNK, elements.length - at);
      if (in.readNBytes(chunk, 0, count * size) < count * size) {
        throw new EOFException();
      }
      bytes.rewind();
      for (int i = at; i < at + count; i++) {
        elements[i] = next(bytes, header, i);
      }
    }
    return header.fortran() ? inRows(elements, header.sizes()) : elements;
  }

  private static double next(ByteBuffer bytes, NpyHeader header, int element) throws WrongFormat {
    try {
      return header.type().next(bytes);
    } catch (ArithmeticException e) {
      WrongFormat wrong = new WrongFormat("element " + element + " of the file: " + e.getMessage());
      wrong.initCause(e);
      throw wrong;
    }
  }

  /** From Fortran's order, where the first axis varies fastest. */
  private static double[] inRows(double[] columns, List<Integer> sizes) {
    int rank = sizes.size();
    int[] place = new int[rank];
    double[] rows = new double[columns.length];
    for (int i = 0; i < rows.length; i++) {
      int from = 0;
      for (int axis = rank - 1; axis >= 0; axis--) {
        from = from * sizes.get(axis) + place[axis];
      }
      rows[i] = columns[from];
      for (int axis = rank - 1; axis >= 0 && ++place[axis] == sizes.get(axis); axis--) {
        place[axis] = 0;
      }
    }
    return rows;
  }

  private static String shape(NpyHeader header) {
    return ArrayData.shape(header.sizes());
  }
}
