package org.flatprop.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A {@link PeerReport} as JSON. */
final class PeerJson {

  private PeerJson() {}

  /** All medians, and whether they reach their figures. */
  static String of(PeerReport report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("machine", PeerReport.machine());
      json.writeStringField("simd", report.avx2() ? "avx2" : "any");
      json.writeNumberField("rounds", report.rounds());
      json.writeObjectFieldStart("versions");
      for (Map.Entry<String, String> version : report.versions().entrySet()) {
        json.writeStringField(version.getKey(), version.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("works");
      for (Comparison comparison : report.comparisons()) {
        write(json, report.jvms(), comparison);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator json, List<Jvm> jvms, Comparison comparison)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", comparison.work().name());
    json.writeStringField("title", comparison.work().title());
    json.writeArrayFieldStart("flatprop");
    for (Jvm jvm : jvms) {
      json.writeStartObject();
      json.writeStringField("jvm", jvm.title());
      write(json, "ns", comparison.time(jvm));
      Outcome.Figures costs = comparison.costs().get(jvm);
      if (costs != null) {
        json.writeNumberField("first_compilation_ms", costs.values().get(0));
        json.writeNumberField("later_compilation_ms", costs.values().get(1));
        json.writeNumberField("bytes", costs.values().get(2));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("peers");
    for (Peer peer : comparison.peers()) {
      write(json, jvms, comparison, peer);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, List<Jvm> jvms, Comparison comparison, Peer peer)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("peer", peer.title());
    write(json, "ns", comparison.time(peer));
    json.writeArrayFieldStart("ratios");
    for (Jvm jvm : jvms) {
      OptionalDouble ratio = comparison.ratio(peer, jvm);
      OptionalDouble atMost = Goal.atMost(comparison.work(), peer, jvm);
      json.writeStartObject();
      json.writeStringField("jvm", jvm.title());
      write(json, "ratio", ratio);
      write(json, "at_most", atMost);
      if (ratio.isPresent() && atMost.isPresent()) {
        json.writeBooleanField("met", ratio.getAsDouble() <= atMost.getAsDouble());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, OptionalDouble number)
      throws IOException {
    if (number.isPresent()) {
      json.writeNumberField(name, number.getAsDouble());
    }
  }
}
