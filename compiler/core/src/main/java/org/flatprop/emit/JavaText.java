package org.flatprop.emit;

import java.util.Optional;
import org.flatprop.source.SourceMap;

/**
 * An emitted class.
 *
 * @param map where its lines come from; empty for large graphs as tables
 */
public record JavaText(String text, Optional<SourceMap> map) {}
