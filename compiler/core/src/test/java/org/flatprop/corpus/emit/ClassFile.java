package org.flatprop.corpus.emit;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What matters here of a class file.
 *
 * @param constants the size of its constant pool
 * @param codeLengths bytes of bytecode by method, with its descriptor
 */
record ClassFile(int constants, Map<String, Integer> codeLengths) {

  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  static ClassFile read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.skipNBytes(8);
      int constants = in.readUnsignedShort();
      String[] texts = constants(in, constants);
      in.skipNBytes(6);
      in.skipNBytes(2L * in.readUnsignedShort());
      members(in, texts, new TreeMap<>());
      Map<String, Integer> lengths = new TreeMap<>();
      members(in, texts, lengths);
      return new ClassFile(constants, lengths);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] constants(DataInputStream in, int count) throws IOException {
    String[] texts = new String[count];
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case UTF8 -> texts[i] = in.readUTF();
        case LONG, DOUBLE -> {
          in.skipNBytes(8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> in.skipNBytes(4);
      }
    }
    return texts;
  }

  /** Reads the fields or the methods. */
  private static void members(DataInputStream in, String[] texts, Map<String, Integer> lengths)
      throws IOException {
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      in.skipNBytes(2);
      String name = texts[in.readUnsignedShort()] + texts[in.readUnsignedShort()];
      int attributes = in.readUnsignedShort();
      for (int k = 0; k < attributes; k++) {
        boolean code = texts[in.readUnsignedShort()].equals("Code");
        int size = in.readInt();
        if (code) {
          in.skipNBytes(4);
          lengths.put(name, in.readInt());
          in.skipNBytes(size - 8);
        } else {
          in.skipNBytes(size);
        }
      }
    }
  }
}
