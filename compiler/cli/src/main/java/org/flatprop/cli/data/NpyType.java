package org.flatprop.cli.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of NumPy whose values are read: all that a double holds. */
enum NpyType {
  FLOAT64("f8", 8) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getDouble();
    }
  },
  FLOAT32("f4", 4) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  FLOAT16("f2", 2) {
    @Override
    double next(ByteBuffer bytes) {
      return half(bytes.getShort());
    }
  },
  INT8("i1", 1) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.get();
    }
  },
  INT16("i2", 2) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getShort();
    }
  },
  INT32("i4", 4) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getInt();
    }
  },
  INT64("i8", 8) {
    @Override
    double next(ByteBuffer bytes) {
      long value = bytes.getLong();
      return exact(Math.abs(value)) ? value : inexact(Long.toString(value));
    }
  },
  UINT8("u1", 1) {
    @Override
    double next(ByteBuffer bytes) {
      return Byte.toUnsignedInt(bytes.get());
    }
  },
  UINT16("u2", 2) {
    @Override
    double next(ByteBuffer bytes) {
      return Short.toUnsignedInt(bytes.getShort());
    }
  },
  UINT32("u4", 4) {
    @Override
    double next(ByteBuffer bytes) {
      return Integer.toUnsignedLong(bytes.getInt());
    }
  },
  UINT64("u8", 8) {
    @Override
    double next(ByteBuffer bytes) {
      long value = bytes.getLong();
      if (!exact(value)) {
        return inexact(Long.toUnsignedString(value));
      }
      return value >= 0 ? value : (value >>> 1) * 2.0;
    }
  },
  BOOL("b1", 1) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.get() == 0 ? 0 : 1;
    }
  };

  private static final int DIGITS = 53;

  private final String code;
  private final int bytes;

  NpyType(String code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The type of a code such as {@code f8}, which follows the byte order in a header. */
  static Optional<NpyType> of(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
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
