package org.flatprop.cli.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands before the elements of a .npy file: a magic word, a version, and a dictionary in the
 * notation of Python.
 *
 * @param fortran whether the first axis varies fastest
 */
record NpyHeader(ElementType type, ByteOrder order, boolean fortran, List<Integer> sizes) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** NumPy's own limit is below this. */
  private static final int MAX_LENGTH = 1 << 16;

  private static final int ALIGNMENT = 64;

  private static final Pattern DESCR =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*(?:['\"]([^'\"]*)['\"]|(\\[))");
  private static final Pattern FORTRAN =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([^)]*)\\)");

  private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

  /** How many bytes the elements take. */
  long length() {
    return (long) ArrayData.count(sizes).orElseThrow() * type.bytes();
  }

  /**
   * Reads a header, and no byte of the elements.
   *
   * @throws WrongFormat if it is not of the format, or the elements are no numbers
   */
  static NpyHeader read(InputStream in) throws IOException, WrongFormat {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new WrongFormat("it does not begin as a .npy file does");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new WrongFormat(
          "it is of version " + version + " of the .npy format: 1, 2 and 3 are read");
    }
    long length = littleEndian(in, version == 1 ? 2 : 4);
    if (length > MAX_LENGTH) {
      throw new WrongFormat("its header would be " + length + " bytes long");
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw new EOFException();
    }
    return parse(
        new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
  }

  private static long littleEndian(InputStream in, int bytes) throws IOException {
    byte[] number = in.readNBytes(bytes);
    if (number.length < bytes) {
      throw new EOFException();
    }
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | number[i] & 0xff;
    }
    return value;
  }

  private static NpyHeader parse(String text) throws WrongFormat {
    Matcher descr = DESCR.matcher(text);
    Matcher fortran = FORTRAN.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!descr.find() || !fortran.find() || !shape.find()) {
      throw new WrongFormat("its header does not say what it holds");
    }
    if (descr.group(2) != null) {
      throw new WrongFormat(
          "it holds records, not numbers", "save each field as an array of its own");
    }
    String type = descr.group(1);
    boolean ordered = !type.isEmpty() && "<>=|".indexOf(type.charAt(0)) >= 0;
    String code = ordered ? type.substring(1) : type;
    ElementType known = ElementType.ofNpy(code).orElse(null);
    if (known == null) {
      throw unreadable(code);
    }
    ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(known, order, fortran.group(1).equals("True"), sizes(shape.group(1)));
  }

  private static WrongFormat unreadable(String code) {
    return switch (code.isEmpty() ? ' ' : code.charAt(0)) {
      case 'O' ->
          new WrongFormat("it holds Python objects, not numbers", "array.astype(float) may help");
      case 'U', 'S', 'a' -> new WrongFormat("it holds text, not numbers");
      case 'c' -> new WrongFormat("it holds complex numbers", "save array.real and array.imag");
      case 'M', 'm' -> new WrongFormat("it holds dates or times, not numbers");
      case 'V' -> new WrongFormat("it holds records or raw bytes, not numbers");
      default ->
          new WrongFormat(
              "its type `" + code + "` is not read", "array.astype(numpy.float64) helps");
    };
  }

  private static List<Integer> sizes(String tuple) throws WrongFormat {
    List<Integer> sizes = new ArrayList<>();
    for (String part : tuple.split(",")) {
      // Python 2 wrote 64L
      String size = part.strip().replaceFirst("L$", "");
      if (size.isEmpty()) {
        continue;
      }
      if (!SIZE.matcher(size).matches()) {
        throw new WrongFormat("its shape is (" + tuple + "), which is none");
      }
      sizes.add((int) Math.min(Integer.MAX_VALUE, Long.parseLong(size)));
    }
    boolean fits = sizes.stream().noneMatch(size -> size == Integer.MAX_VALUE);
    if (!fits || ArrayData.count(sizes).isEmpty()) {
      throw new WrongFormat("its shape is (" + tuple + "): it has too many elements to be read");
    }
    return sizes;
  }

  /** A header for float64 in the order of rows, padded as NumPy does. */
  static byte[] bytes(List<Integer> sizes) {
    String tuple = sizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String shape = sizes.size() == 1 ? tuple + "," : tuple;
    String text = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + shape + "), }";
    int before = MAGIC.length + 2 + 2;
    int padding = ALIGNMENT - 1 - (before + text.length()) % ALIGNMENT;
    String padded = text + " ".repeat(padding) + "\n";
    ByteBuffer header =
        ByteBuffer.allocate(before + padded.length()).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
    return header.put(padded.getBytes(StandardCharsets.ISO_8859_1)).array();
  }
}
