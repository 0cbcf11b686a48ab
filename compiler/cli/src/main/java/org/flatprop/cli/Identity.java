package org.flatprop.cli;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.flatprop.CompiledModel;
import org.flatprop.Stage;
import org.flatprop.cli.ExampleReader.Parts;
import org.flatprop.emit.Profile;
import org.flatprop.runtime.Section;

/** What of a run must not change when it goes on. */
record Identity(CompiledModel model, Parts parts, int batch, boolean ordered, Profile profile) {

  /**
   * All of it, by the options that say it.
   *
   * @param recipe what of the recipe must not change
   */
  Map<String, String> of(Map<String, String> recipe) {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("model", modelSum());
    identity.put("data", Long.toHexString(parts.all().checksum()));
    identity.put("validation", parts.heldOutSum());
    identity.put("wrt", trained());
    identity.put("batch", String.valueOf(batch));
    identity.put("no-shuffle", String.valueOf(ordered));
    identity.put("profile", profile.toString());
    identity.putAll(recipe);
    return identity;
  }

  private String trained() {
    return parts.all().one().signature().gradients().stream()
        .map(Section::toString)
        .collect(Collectors.joining(" "));
  }

  /** Comments and the names of files are no part of it. */
  private String modelSum() {
    CRC32 sum = new CRC32();
    sum.update(Stage.GRAPH.print(model).getBytes(StandardCharsets.UTF_8));
    sum.update(parts.all().one().signature().toString().getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }
}
