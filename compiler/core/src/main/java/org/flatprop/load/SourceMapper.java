package org.flatprop.load;

import java.nio.ByteBuffer;
import org.flatprop.source.SourceMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites class files so that stack traces and debuggers name the lines of .nn files: the table of
 * line numbers, the name of the source file, and a source map as of JSR 45. All else stays as it
 * is.
 */
public final class SourceMapper {

  private static final int API = Opcodes.ASM9;
  private static final int MAGIC = 0xcafebabe;

  /** A class file begins with its magic number and its version, and holds more than that. */
  private static final int MIN_LENGTH = 24;

  private final LineNumbers numbers;
  private final String javaFile;
  private final String extension;

  public SourceMapper(SourceMap map) {
    this.numbers = new LineNumbers(map);
    this.javaFile = SourceMap.name(map.className().replace('.', '/')) + ".java";
    this.extension = numbers.forDebuggers();
  }

  /**
   * A class file with the lines of the map. One that comes from another file than the map's class,
   * has been mapped before, has no line numbers, or is for a Java that is not known yet, is given
   * back as it is.
   *
   * @throws IllegalArgumentException if it is no class file
   */
  public byte[] apply(byte[] classFile) {
    if (classFile.length < MIN_LENGTH || ByteBuffer.wrap(classFile).getInt() != MAGIC) {
      throw new IllegalArgumentException("a class file begins with 0xcafebabe");
    }
    ClassReader reader;
    try {
      reader = new ClassReader(classFile);
    } catch (IllegalArgumentException e) {
      return classFile;
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("no class file", e);
    }
    try {
      Mapping mapping = new Mapping(new ClassWriter(reader, 0));
      reader.accept(mapping, 0);
      return mapping.isWanted() ? mapping.writer.toByteArray() : classFile;
    } catch (ClassTooLargeException e) {
      return classFile;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("no class file", e);
    }
  }

  /** Copies a class file, and replaces what the map says. */
  private final class Mapping extends ClassVisitor {

    private final ClassWriter writer;
    private boolean hasLines;
    private boolean isOfTheMap;
    private boolean isMapped;

    Mapping(ClassWriter writer) {
      super(API, writer);
      this.writer = writer;
    }

    boolean isWanted() {
      return hasLines && isOfTheMap && !isMapped;
    }

    @Override
    public void visitSource(String source, String debug) {
      isOfTheMap = javaFile.equals(source);
      isMapped = debug != null;
      super.visitSource(numbers.mainFile(), extension);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(
          API, super.visitMethod(access, name, descriptor, signature, exceptions)) {

        private int last;

        @Override
        public void visitLineNumber(int line, Label start) {
          hasLines = true;
          int number = numbers.of(line);
          if (number > 0 && number != last) {
            super.visitLineNumber(number, start);
            last = number;
          }
        }
      };
    }
  }
}
