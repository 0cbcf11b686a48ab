package org.flatprop.cli.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

  /** No text of that length is a preparation. */
  private static final int MAX_TEXT = 1 << 26;

  /** The best that the compression of zip files does, and more. */
  private static final long MAX_RATIO = 1100;

  private final String file;
  private final ZipFile zip;
  private final Diagnostics diagnostics;

  private NpzData(String file, ZipFile zip, Diagnostics diagnostics) {
    this.file = file;
    this.zip = zip;
    this.diagnostics = diagnostics;
  }

  /** What is read of an archive. */
  @FunctionalInterface
  private interface Reading<T> {

    T read(NpzData archive) throws IOException;
  }

  /** Reads a file; what is wrong with an array is reported, and the others are read. */
  static List<Given> read(Path path, Declarations known, Diagnostics diagnostics)
      throws IOException {
    long length = path.toFile().length();
    return open(path, diagnostics, List.of(), archive -> archive.read(known, length));
  }

  /** Reads the text that may stand beside the arrays. */
  static Optional<String> text(Path path, Diagnostics diagnostics) throws IOException {
    return open(path, diagnostics, Optional.empty(), NpzData::text);
  }

  private static <T> T open(Path path, Diagnostics diagnostics, T otherwise, Reading<T> reading)
      throws IOException {
    String file = DataFile.shown(path);
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return reading.read(new NpzData(file, zip, diagnostics));
    } catch (ZipException e) {
      diagnostics.add(DataErrors.badArchive(file, e.getMessage()));
    } catch (IllegalArgumentException e) {
      // the only way that java.util.zip has to say it
      diagnostics.add(DataErrors.badArchive(file, "a name in it is no text"));
    }
    return otherwise;
  }

  private Optional<String> text() throws IOException {
    ZipEntry entry = zip.getEntry(NpzFile.TEXT);
    if (entry == null) {
      return Optional.empty();
    }
    CRC32 sum = new CRC32();
    byte[] bytes;
    try (InputStream in = zip.getInputStream(entry)) {
      bytes = in.readNBytes(MAX_TEXT);
    }
    sum.update(bytes);
    if (sum.getValue() != entry.getCrc()) {
      diagnostics.add(
          DataErrors.badArray(
              file, NpzFile.TEXT, "it is damaged: its check sum is not that of the archive"));
      return Optional.empty();
    }
    return Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }

  private List<Given> read(Declarations known, long fileLength) throws IOException {
    List<Given> values = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (name.equals(NpzFile.TEXT)) {
        continue;
      }
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
    ElementType.checkMemory(header.sizes());
  }

  private static double[] elements(InputStream in, NpyHeader header)
      throws IOException, WrongFormat {
    int length = (int) (header.length() / header.type().bytes());
    double[] elements = header.type().read(in, header.order(), length);
    return header.fortran() ? inRows(elements, header.sizes()) : elements;
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
