package org.flatprop.ahead;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.flatprop.source.CompilerBug;

/** Short texts that differ where files differ. Each file is read once. */
final class Digests {

  /** The digest of a file that cannot be read. */
  static final String NONE = "";

  private final Map<Path, String> known = new HashMap<>();

  static String of(String text) {
    return of(text.getBytes(UTF_8));
  }

  String of(Path file) {
    return known.computeIfAbsent(file, Digests::read);
  }

  /** Whether a file has a digest; none has {@link #NONE}. */
  boolean match(Path file, String digest) {
    return !digest.equals(NONE) && of(file).equals(digest);
  }

  private static String read(Path file) {
    try {
      return Files.isRegularFile(file) ? of(Files.readAllBytes(file)) : NONE;
    } catch (IOException e) {
      return NONE;
    }
  }

  private static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new CompilerBug("every JDK has SHA-256", e);
    }
  }
}
