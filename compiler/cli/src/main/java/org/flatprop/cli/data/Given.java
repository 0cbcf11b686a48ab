package org.flatprop.cli.data;

import java.util.Optional;

/**
 * A value with its name.
 *
 * @param value empty where it is wrong, which has been reported, or where nothing has that name
 */
public record Given(String name, Origin origin, Optional<ArrayData> value) {}
