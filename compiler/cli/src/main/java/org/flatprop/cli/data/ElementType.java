package org.flatprop.cli.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types of elements that are read from files: all whose values a double holds. */
enum ElementType {
  FLOAT64("f8", "F64", 8) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getDouble();
    }
  },
  FLOAT32("f4", "F32", 4) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  FLOAT16("f2", "F16", 2) {
    @Override
    double next(ByteBuffer bytes) {
      return half(bytes.getShort());
    }
  },
  /** NumPy has no such type of its own. */
  BFLOAT16("bfloat16", "BF16", 2) {
    @Override
    double next(ByteBuffer bytes) {
      return Float.intBitsToFloat(bytes.getShort() << Short.SIZE);
    }
  },
  INT8("i1", "I8", 1) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.get();
    }
  },
  INT16("i2", "I16", 2) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getShort();
    }
  },
  INT32("i4", "I32", 4) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getInt();
    }
  },
  INT64("i8", "I64", 8) {
    @Override
    double next(ByteBuffer bytes) {
      long value = bytes.getLong();
      return exact(Math.abs(value)) ? value : inexact(Long.toString(value));
    }
  },
  UINT8("u1", "U8", 1) {
    @Override
    double next(ByteBuffer bytes) {
      return Byte.toUnsignedInt(bytes.get());
    }
  },
  UINT16("u2", "U16", 2) {
    @Override
    double next(ByteBuffer bytes) {
      return Short.toUnsignedInt(bytes.getShort());
    }
  },
  UINT32("u4", "U32", 4) {
    @Override
    double next(ByteBuffer bytes) {
      return Integer.toUnsignedLong(bytes.getInt());
    }
  },
  UINT64("u8", "U64", 8) {
    @Override
    double next(ByteBuffer bytes) {
      long value = bytes.getLong();
      if (!exact(value)) {
        return inexact(Long.toUnsignedString(value));
      }
      return value >= 0 ? value : (value >>> 1) * 2.0;
    }
  },
  BOOL("b1", "BOOL", 1) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.get() == 0 ? 0 : 1;
    }
  };

  private static final int DIGITS = 53;

  /** How many elements are read at once. */
  private static final int CHUNK = 8192;

  private final String npy;
  private final String safetensors;
  private final int bytes;

  ElementType(String npy, String safetensors, int bytes) {
    this.npy = npy;
    this.safetensors = safetensors;
    this.bytes = bytes;
  }

  /** The type of a code such as {@code f8}, which follows the byte order in a .npy header. */
  static Optional<ElementType> ofNpy(String code) {
    return Arrays.stream(values()).filter(type -> type.npy.equals(code)).findFirst();
  }

  /** The type that a .safetensors file calls {@code F64}. */
  static Optional<ElementType> ofSafetensors(String name) {
    return Arrays.stream(values()).filter(type -> type.safetensors.equals(name)).findFirst();
  }

  /**
   * Nothing is allocated that there is no memory for.
   *
   * @param sizes of an array that is to be read
   */
  static void checkMemory(List<Integer> sizes) throws WrongFormat {
    long needed = (long) ArrayData.count(sizes).orElseThrow() * Double.BYTES;
    if (needed > Runtime.getRuntime().maxMemory()) {
      throw new WrongFormat(
          "its shape "
              + ArrayData.shape(sizes)
              + " takes "
              + (needed >> 20)
              + " MB: more than there is",
          "a larger heap: JAVA_TOOL_OPTIONS=-Xmx" + ((needed >> 29) + 1) + "g");
    }
  }

  /** Reads elements that follow one another. */
  double[] read(InputStream in, ByteOrder order, int length) throws IOException, WrongFormat {
    double[] elements = new double[length];
    byte[] chunk = new byte[CHUNK * bytes];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(order);
    int count;
    for (int at = 0; at < length; at += count) {
      count = Math.min(CHUNK, length - at);
      if (in.readNBytes(chunk, 0, count * bytes) < count * bytes) {
        throw new EOFException();
      }
      buffer.rewind();
      for (int i = at; i < at + count; i++) {
        elements[i] = next(buffer, i);
      }
    }
    return elements;
  }

  private double next(ByteBuffer buffer, int element) throws WrongFormat {
    try {
      return next(buffer);
    } catch (ArithmeticException e) {
      WrongFormat wrong = new WrongFormat("element " + element + " of the file: " + e.getMessage());
      wrong.initCause(e);
      throw wrong;
    }
  }

  /** How many bytes a value takes. */
  int bytes() {
    return bytes;
  }

  /**
   * Reads the next value.
   *
   * @throws ArithmeticException if no double is exactly that
   */
  abstract double next(ByteBuffer bytes);

  /** Whether a double has digits enough for a number without sign. */
  private static boolean exact(long number) {
    int leading = Long.numberOfLeadingZeros(number);
    return number == 0 || Long.SIZE - leading - Long.numberOfTrailingZeros(number) <= DIGITS;
  }

  private static double inexact(String value) {
    throw new ArithmeticException(value + " is more exact than a double");
  }

  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double size =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
        };
    return bits < 0 ? -size : size;
  }
}
