package org.flatprop.load;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.flatprop.source.SourceMap;

/**
 * Rewrites class files so that stack traces and debuggers name the lines of .nn files: the table of
 * line numbers, the name of the source file, and a source map as of JSR 45. All else stays as it
 * is, byte for byte, so that class files of every version can be read.
 */
public final class SourceMapper {

  private static final int MAGIC = 0xcafebabe;
  private static final int MAX_CONSTANTS = 0xffff;
  private static final String EXTENSION = "SourceDebugExtension";

  private final LineNumbers numbers;
  private final String javaFile;
  private final byte[] extension;

  public SourceMapper(SourceMap map) {
    this.numbers = new LineNumbers(map);
    this.javaFile = SourceMap.name(map.className().replace('.', '/')) + ".java";
    this.extension = numbers.forDebuggers().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A class file with the lines of the map. One that comes from another file than the map's class,
   * has been mapped before, or has no line numbers, is given back as it is.
   *
   * @throws IllegalArgumentException if it is no class file
   */
  public byte[] apply(byte[] classFile) {
    try {
      Rewriting rewriting = new Rewriting(classFile);
      return rewriting.rewrite() ? rewriting.bytes.toByteArray() : classFile;
    } catch (IOException e) {
      throw new IllegalArgumentException("no class file", e);
    }
  }

  /** Copies a class file, and replaces what the map says. */
  private final class Rewriting {

    private final DataInputStream in;
    private final ByteArrayOutputStream bytes;
    private DataOutputStream out;

    /** The constants that are texts. */
    private String[] texts;

    private boolean hasLines;
    private boolean isOfTheMap;
    private boolean isMapped;

    Rewriting(byte[] classFile) {
      this.in = new DataInputStream(new ByteArrayInputStream(classFile));
      this.bytes = new ByteArrayOutputStream(classFile.length + 1000);
      this.out = new DataOutputStream(bytes);
    }

    /** Returns whether it was to be done. */
    boolean rewrite() throws IOException {
      if (in.readInt() != MAGIC) {
        throw new IOException("a class file begins with 0xcafebabe");
      }
      out.writeInt(MAGIC);
      copy(4);
      int constants = in.readUnsignedShort();
      if (constants + 2 > MAX_CONSTANTS) {
        return false;
      }
      int mainFile = constants;
      out.writeShort(constants + 2);
      constants(constants);
      add(numbers.mainFile());
      add(EXTENSION);
      copy(6);
      copy(2 * copyShort());
      for (int members = 0; members < 2; members++) {
        for (int i = copyShort(); i > 0; i--) {
          copy(6);
          attributes(copyShort());
        }
      }
      int attributes = in.readUnsignedShort();
      out.writeShort(attributes + 1);
      for (int i = 0; i < attributes; i++) {
        classAttribute(mainFile);
      }
      out.writeShort(mainFile + 1);
      out.writeInt(extension.length);
      out.write(extension);
      return hasLines && isOfTheMap && !isMapped;
    }

    private void constants(int count) throws IOException {
      texts = new String[count];
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        out.writeByte(tag);
        switch (tag) {
          case 1 -> {
            byte[] text = in.readNBytes(copyShort());
            out.write(text);
            texts[i] = new String(text, StandardCharsets.UTF_8);
          }
          case 5, 6 -> {
            copy(8);
            i++;
          }
          case 7, 8, 16, 19, 20 -> copy(2);
          case 15 -> copy(3);
          case 3, 4, 9, 10, 11, 12, 17, 18 -> copy(4);
          default -> throw new IOException("a constant of unknown kind " + tag);
        }
      }
    }

    private void add(String text) throws IOException {
      out.writeByte(1);
      out.writeUTF(text);
    }

    private void classAttribute(int mainFile) throws IOException {
      int name = copyShort();
      int length = copyInt();
      if (text(name).equals("SourceFile")) {
        isOfTheMap = text(in.readUnsignedShort()).equals(javaFile);
        out.writeShort(mainFile);
      } else {
        isMapped |= text(name).equals(EXTENSION);
        copy(length);
      }
    }

    /** The attributes of a member, or of a method's code. */
    private void attributes(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        int name = copyShort();
        switch (text(name)) {
          case "Code" -> code();
          case "LineNumberTable" -> lines();
          default -> copy(copyInt());
        }
      }
    }

    /** Grows shorter where several lines of Java come from one line. */
    private void code() throws IOException {
      in.readInt();
      DataOutputStream outer = out;
      ByteArrayOutputStream code = new ByteArrayOutputStream();
      out = new DataOutputStream(code);
      copy(4);
      copy(copyInt());
      copy(8 * copyShort());
      attributes(copyShort());
      outer.writeInt(code.size());
      code.writeTo(outer);
      out = outer;
    }

    private void lines() throws IOException {
      hasLines = true;
      in.readInt();
      int count = in.readUnsignedShort();
      int[] starts = new int[count];
      int[] lines = new int[count];
      int kept = 0;
      for (int i = 0; i < count; i++) {
        int start = in.readUnsignedShort();
        int line = numbers.of(in.readUnsignedShort());
        boolean same = kept > 0 && line == lines[kept - 1] && start > starts[kept - 1];
        if (line > 0 && !same) {
          starts[kept] = start;
          lines[kept++] = line;
        }
      }
      out.writeInt(2 + 4 * kept);
      out.writeShort(kept);
      for (int i = 0; i < kept; i++) {
        out.writeShort(starts[i]);
        out.writeShort(lines[i]);
      }
    }

    private String text(int constant) throws IOException {
      String text = constant < texts.length ? texts[constant] : null;
      if (text == null) {
        throw new IOException("constant " + constant + " is no text");
      }
      return text;
    }

    private int copyShort() throws IOException {
      int number = in.readUnsignedShort();
      out.writeShort(number);
      return number;
    }

    private int copyInt() throws IOException {
      int number = in.readInt();
      out.writeInt(number);
      return number;
    }

    private void copy(int count) throws IOException {
      if (count < 0 || count > in.available()) {
        throw new EOFException();
      }
      out.write(in.readNBytes(count));
    }
  }
}
