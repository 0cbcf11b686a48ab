package org.flatprop.cli.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.flatprop.runtime.Section;

/** Arrays to be written as .safetensors: F64, one behind the other, after a header in JSON. */
public final class SafetensorsFile extends ArrayFile {

  /** The key of the header's metadata that holds the text. */
  static final String TEXT = "flatprop";

  /** The member of the header that is no array. */
  static final String METADATA = "__metadata__";

  @Override
  public boolean add(String name, Section section, double[] vector) {
    return !name.equals(METADATA) && super.add(name, section, vector);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] header = header();
    int padding = -header.length & Double.BYTES - 1;
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(header.length + padding);
    try (OutputStream buffered = new BufferedOutputStream(out)) {
      buffered.write(length.array());
      buffered.write(header);
      buffered.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
      for (Part part : parts().values()) {
        part.writeTo(buffered);
      }
    }
  }

  private byte[] header() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      if (text().isPresent()) {
        json.writeObjectFieldStart(METADATA);
        json.writeStringField(TEXT, text().get());
        json.writeEndObject();
      }
      long offset = 0;
      for (Map.Entry<String, Part> part : parts().entrySet()) {
        json.writeObjectFieldStart(part.getKey());
        json.writeStringField("dtype", "F64");
        json.writeArrayFieldStart("shape");
        for (int size : part.getValue().section().sizes()) {
          json.writeNumber(size);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data_offsets");
        json.writeNumber(offset);
        offset += part.getValue().bytes();
        json.writeNumber(offset);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
