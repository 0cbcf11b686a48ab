package org.flatprop.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.flatprop.derive.Derivative.Adjoint;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.graph.Operation;
import org.flatprop.graph.Operation.Code;
import org.flatprop.loops.SourcePlaces.Role;
import org.flatprop.runtime.Variable;
import org.flatprop.script.Script;
import org.flatprop.source.Span;

/** What a page knows of its model, as JSON: see {@code page.js}. */
final class PageData {

  private final Circuit circuit;
  private final Views views;
  private final Script script;
  private final Readings readings;
  private final Map<Gate, Adjoint> adjoints = new HashMap<>();
  private final Map<Node, String> names = new HashMap<>();
  private final JsonGenerator json;

  private PageData(
      Circuit circuit, Views views, Script script, Readings readings, JsonGenerator json) {
    this.circuit = circuit;
    this.views = views;
    this.script = script;
    this.readings = readings;
    this.json = json;
    for (Adjoint adjoint : circuit.model().derivative().adjoints()) {
      circuit.gate(adjoint.of()).ifPresent(gate -> adjoints.put(gate, adjoint));
    }
    circuit
        .program()
        .places()
        .values()
        .forEach(
            (name, value) -> {
              if (value.node() != null && value.element() < 0 && script.slots().containsKey(name)) {
                names.merge(value.node(), name, (a, b) -> a.compareTo(b) <= 0 ? a : b);
              }
            });
  }

  /**
   * The data of a page.
   *
   * @param vector the inputs vector of a kernel
   * @param live whether the page computes by itself
   */
  static String of(
      Circuit circuit,
      Views views,
      Script script,
      Readings readings,
      double[] vector,
      boolean live) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setCharacterEscapes(new ForScript());
      new PageData(circuit, views, script, readings, json).write(vector, live);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** So that no text of a user's ends the element that the data stands in. */
  private static final class ForScript extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
      for (char c : new char[] {'<', '>', '&', '\''}) {
        codes[c] = CharacterEscapes.ESCAPE_STANDARD;
      }
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      return c == 0x2028 || c == 0x2029
          ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c))
          : null;
    }
  }

  private void write(double[] vector, boolean live) throws IOException {
    json.writeStartObject();
    json.writeStringField("objective", circuit.model().model().objective().name());
    json.writeStringField("source", visible(circuit.model().file().text()));
    json.writeBooleanField("live", live);
    json.writeStringField("vector", live ? base64(vector) : "");
    json.writeArrayFieldStart("dims");
    for (String dim : circuit.model().dims()) {
      json.writeStartArray();
      json.writeString(dim);
      json.writeNumber(readings.dims().get(dim));
      json.writeEndArray();
    }
    json.writeEndArray();
    inputs();
    json.writeArrayFieldStart("gates");
    for (Gate gate : circuit.gates()) {
      gate(gate, live);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("parts");
    for (Part part : views.parts()) {
      json.writeStartObject();
      json.writeNumberField("id", part.number());
      json.writeStringField("title", part.toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    Listing listing = Listing.of(circuit);
    lines("forward", listing.forward());
    lines("backward", listing.backward());
    json.writeEndObject();
  }

  /** What turns the direction of writing would show a text as another than it is. */
  private static String visible(String text) {
    return text.replaceAll("[\\u202a-\\u202e\\u2066-\\u2069]", "\ufffd");
  }

  private static String base64(double[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private void inputs() throws IOException {
    json.writeArrayFieldStart("inputs");
    int offset = 0;
    for (Variable input : circuit.model().signature(readings.dims()).inputs()) {
      json.writeStartObject();
      json.writeStringField("name", input.name());
      json.writeNumberField("offset", offset);
      json.writeNumberField("length", input.length());
      ints("sizes", input.sizes());
      if (input.isIndex()) {
        json.writeNumberField("range", input.range().orElse(0));
      }
      Node node = circuit.model().model().values().get(input.name());
      Optional<Gate> gate = Optional.ofNullable(node).flatMap(circuit::gate);
      if (gate.isPresent()) {
        json.writeNumberField("gate", gate.get().number());
      }
      json.writeEndObject();
      offset += input.length();
    }
    json.writeEndArray();
  }

  private void gate(Gate gate, boolean live) throws IOException {
    Node node = gate.node();
    json.writeStartObject();
    json.writeStringField("name", gate.label());
    json.writeStringField("kind", gate.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("symbol", gate.symbol());
    json.writeStringField("doc", doc(node.operation()));
    json.writeStringField("shape", gate.isScalar() ? "" : node.shape().toString());
    List<Integer> sizes = new ArrayList<>();
    for (int size : node.shape().values(readings.dims())) {
      sizes.add(size);
    }
    ints("sizes", sizes);
    json.writeArrayFieldStart("places");
    for (Span place : gate.places()) {
      json.writeStartArray();
      json.writeNumber(place.start());
      json.writeNumber(place.end());
      json.writeEndArray();
    }
    json.writeEndArray();
    ints("parts", views.path(gate).stream().map(Part::number).toList());
    if (gate.flow().isPresent()) {
      json.writeStringField("flow", gate.flow().get().toString());
    }
    wires(gate);
    readings(gate, live);
    json.writeEndObject();
  }

  /** A function's sentence; an operator needs none. */
  private static String doc(Operation operation) {
    Code code = operation.forward().code();
    boolean function = code instanceof Code.MathCall || code instanceof Code.FunctionCall;
    return function && !operation.name().equals("^") ? operation.doc().replace("`", "") : "";
  }

  private void ints(String name, List<Integer> numbers) throws IOException {
    json.writeArrayFieldStart(name);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  private void wires(Gate gate) throws IOException {
    json.writeArrayFieldStart("wires");
    boolean pointwise = !gate.node().isLeaf() && gate.node().operation().isPointwise();
    for (Gate.Wire wire : gate.wires()) {
      json.writeStartObject();
      json.writeNumberField("from", wire.from().number());
      json.writeNumberField("operand", wire.operand());
      json.writeStringField("how", wire.how());
      if (pointwise) {
        json.writeStringField("local", LocalDerivative.of(gate, wire.operand()));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    // what the row's functions are called with: a constant, or the number of a gate
    boolean scalar =
        pointwise
            && gate.isScalar()
            && gate.node().operands().stream()
                .allMatch(o -> o.isConstant() || circuit.gate(o).isPresent());
    if (scalar) {
      json.writeArrayFieldStart("operands");
      for (Node operand : gate.node().operands()) {
        if (operand.isConstant()) {
          json.writeStartObject();
          json.writeStringField("constant", base64(new double[] {operand.value()}));
          json.writeEndObject();
        } else {
          json.writeNumber(circuit.gate(operand).orElseThrow().number());
        }
      }
      json.writeEndArray();
    }
  }

  /** Where the script keeps a gate's value and gradient; without a script, what there is to say. */
  private void readings(Gate gate, boolean live) throws IOException {
    Optional<double[]> constant = Evaluation.constant(circuit.model().model().graph(), gate.node());
    if (constant.isPresent()) {
      json.writeStringField("constant", base64(constant.get()));
    }
    slot("value", gate.node());
    if (readings.gradient(gate).isPresent()) {
      gradient(adjoints.get(gate));
    }
    if (!live) {
      summary("valueSummary", readings.value(gate));
      if (readings.gradient(gate).isPresent()) {
        summary("gradientSummary", readings.gradient(gate).get());
      }
    }
  }

  /**
   * @param adjoint null where nothing flows back to a value that the objective is differentiated by
   */
  private void gradient(Adjoint adjoint) throws IOException {
    Node value = adjoint == null ? null : adjoint.value().withoutShape();
    if (value == null || value.isConstant() || isSeed(value)) {
      double number = value == null ? 0 : isSeed(value) ? 1 : value.value();
      json.writeStringField("constantGradient", base64(new double[] {number}));
    } else {
      slot("gradient", adjoint.value());
    }
  }

  /** Each element of an objective that is an array is differentiated. */
  private static boolean isSeed(Node node) {
    return node.payload() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.SEED;
  }

  private void slot(String field, Node node) throws IOException {
    String name = names.get(node);
    if (name != null) {
      json.writeNumberField(field, script.slots().get(name));
    }
  }

  private void summary(String field, double[] elements) throws IOException {
    json.writeFieldName(field);
    json.writeString(
        base64(elements.length == 1 ? elements : new double[] {Readings.norm(elements)}));
  }

  /** Whether the backward pass begins there. */
  private boolean isSeed(Listing.Line line) {
    return line.role() == Role.ADJOINT
        && line.by().isEmpty()
        && line.gate().filter(adjoints::containsKey).isPresent();
  }

  private void lines(String field, List<Listing.Line> lines) throws IOException {
    json.writeArrayFieldStart(field);
    for (Listing.Line line : lines) {
      json.writeStartObject();
      json.writeStringField("code", line.code());
      json.writeStringField("remark", line.remark());
      if (line.gate().isPresent()) {
        json.writeNumberField("gate", line.gate().get().number());
      }
      json.writeBooleanField("adjoint", line.role() == Role.ADJOINT);
      json.writeBooleanField("seed", isSeed(line));
      ints("by", line.by().stream().map(Gate::number).toList());
      json.writeArrayFieldStart("loops");
      for (String loop : line.loops()) {
        json.writeString(loop);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
