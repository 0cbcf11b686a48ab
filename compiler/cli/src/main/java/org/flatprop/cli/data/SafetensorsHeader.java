package org.flatprop.cli.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands before the elements of a .safetensors file: its length in bytes, eight of them, and
 * an object in JSON.
 *
 * @param tensors by name; their elements follow one another without gaps
 * @param metadata texts by name
 * @param start where the elements begin in the file
 */
record SafetensorsHeader(Map<String, Tensor> tensors, Map<String, String> metadata, long start) {

  /** The format's own limit. */
  private static final int MAX_LENGTH = 100_000_000;

  /**
   * An array.
   *
   * @param type as the file calls it; it may be unknown here
   * @param from where its elements begin, counted from the first array's
   * @param to where they end
   */
  record Tensor(String type, List<Long> shape, long from, long to) {

    /**
     * The shape of an array that is to be read.
     *
     * @throws WrongFormat if no array here can have it
     */
    List<Integer> sizes() throws WrongFormat {
      List<Integer> sizes =
          shape.stream().map(size -> (int) Math.min(Integer.MAX_VALUE, size)).toList();
      if (sizes.contains(Integer.MAX_VALUE) || ArrayData.count(sizes).isEmpty()) {
        throw new WrongFormat("its shape " + shape + " has too many elements to be read");
      }
      return sizes;
    }

    private void check(String name) throws WrongFormat {
      Optional<ElementType> known = ElementType.ofSafetensors(type);
      if (known.isPresent()) {
        long bytes = known.get().bytes();
        try {
          for (long size : shape) {
            bytes = Math.multiplyExact(bytes, size);
          }
        } catch (ArithmeticException e) {
          bytes = -1; // more than there can be
        }
        if (bytes != to - from) {
          throw new WrongFormat(
              "`"
                  + name
                  + "` has "
                  + (to - from)
                  + " bytes, which are not those of "
                  + type
                  + shape);
        }
      }
    }
  }

  /**
   * Reads a header.
   *
   * @throws WrongFormat if it is not of the format, or does not fit the file
   */
  static SafetensorsHeader read(FileChannel channel) throws IOException, WrongFormat {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw new WrongFormat("it ends too early");
    }
    long length = bytes(channel, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > MAX_LENGTH) {
      throw new WrongFormat("its header would be " + Long.toUnsignedString(length) + " bytes long");
    }
    if (length > size - Long.BYTES) {
      throw new WrongFormat("it ends too early: its header is " + length + " bytes long");
    }
    SafetensorsHeader header = new Parser((int) length).parse(bytes(channel, (int) length).array());
    header.check(size - header.start);
    return header;
  }

  private static ByteBuffer bytes(FileChannel channel, int count) throws IOException, WrongFormat {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new WrongFormat("it ends too early");
      }
    }
    return bytes.flip();
  }

  /** Every byte behind the header belongs to one array. */
  private void check(long length) throws WrongFormat {
    List<Map.Entry<String, Tensor>> inOrder = new ArrayList<>(tensors.entrySet());
    inOrder.sort(
        Comparator.<Map.Entry<String, Tensor>>comparingLong(entry -> entry.getValue().from())
            .thenComparingLong(entry -> entry.getValue().to()));
    long end = 0;
    for (Map.Entry<String, Tensor> entry : inOrder) {
      Tensor tensor = entry.getValue();
      if (tensor.from() != end || tensor.to() < end) {
        throw new WrongFormat(
            "`"
                + entry.getKey()
                + "` begins at "
                + tensor.from()
                + ", but what is before ends at "
                + end);
      }
      tensor.check(entry.getKey());
      end = tensor.to();
    }
    if (end != length) {
      throw new WrongFormat("its arrays have " + end + " bytes, but " + length + " are there");
    }
  }

  /** Reads the object. */
  private static final class Parser {

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final int length;

    private Parser(int length) {
      this.length = length;
    }

    private SafetensorsHeader parse(byte[] text) throws IOException, WrongFormat {
      if (length == 0 || text[0] != '{') {
        throw new WrongFormat("its header does not begin with `{`");
      }
      JsonFactory factory =
          JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
      try (JsonParser json = factory.createParser(text)) {
        json.nextToken();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          member(json);
        }
        if (json.nextToken() != null) {
          throw new WrongFormat("something follows the object in its header");
        }
      } catch (JsonProcessingException e) {
        WrongFormat wrong = new WrongFormat("its header is not JSON: " + JsonData.reason(e));
        wrong.initCause(e);
        throw wrong;
      }
      return new SafetensorsHeader(tensors, metadata, Long.BYTES + (long) length);
    }

    private void member(JsonParser json) throws IOException, WrongFormat {
      String name = json.currentName();
      expect(json.nextToken() == JsonToken.START_OBJECT, name);
      if (name.equals(SafetensorsFile.METADATA)) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String key = json.currentName();
          expect(json.nextToken() == JsonToken.VALUE_STRING, name);
          metadata.put(key, json.getText());
        }
      } else {
        tensors.put(name, tensor(json, name));
      }
    }

    private static Tensor tensor(JsonParser json, String name) throws IOException, WrongFormat {
      String type = null;
      List<Long> shape = null;
      List<Long> offsets = null;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        json.nextToken();
        switch (key) {
          case "dtype" -> {
            expect(json.currentToken() == JsonToken.VALUE_STRING, name);
            type = json.getText();
          }
          case "shape" -> shape = numbers(json, name);
          case "data_offsets" -> offsets = numbers(json, name);
          default -> throw new WrongFormat("`" + name + "` has a member `" + key + "`");
        }
      }
      expect(type != null && shape != null && offsets != null && offsets.size() == 2, name);
      return new Tensor(type, shape, offsets.get(0), offsets.get(1));
    }

    private static List<Long> numbers(JsonParser json, String name)
        throws IOException, WrongFormat {
      expect(json.currentToken() == JsonToken.START_ARRAY, name);
      List<Long> numbers = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        expect(json.currentToken() == JsonToken.VALUE_NUMBER_INT, name);
        expect(json.getNumberType() != JsonParser.NumberType.BIG_INTEGER, name);
        expect(json.getLongValue() >= 0, name);
        numbers.add(json.getLongValue());
      }
      return numbers;
    }

    private static void expect(boolean right, String name) throws WrongFormat {
      if (!right) {
        throw new WrongFormat(
            name.equals(SafetensorsFile.METADATA)
                ? "its metadata are not texts by name"
                : "`" + name + "` does not say its dtype, shape and data_offsets");
      }
    }
  }
}
