package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a value was written. */
record Origin(ConfigOrigin origin) {
    /** What stands for the file in the origin of a default. */
    static final String DEFAULTS = "the defaults of crownstone2mqtt";

    /** The file; null for the environment and for defaults, which have no lines that a person could change. */
    @Nullable
    Path file() {
        var name = origin.description().replaceFirst(": \\d+(-\\d+)?$", "");
        return origin.lineNumber() > 0 && !name.equals(DEFAULTS) ? FilePath.of(name) : null;
    }

    /** {@code FILE:LINE}, or the environment variable; empty for a default. */
    String place() {
        var file = file();
        if (file != null) {
            return FilePath.shown(file) + ":" + origin.lineNumber();
        }
        return origin.lineNumber() > 0 ? "" : origin.description();
    }
}
