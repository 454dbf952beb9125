package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A value that was given, and where.
 *
 * @param path as in the file, such as {@code crownstone2mqtt.cloud.accounts[0].email}
 */
record Given(String path, ConfigValue value) {
    /** {@code FILE:LINE}, or the environment variable; empty for a default. */
    String place() {
        return new Origin(value.origin()).place();
    }

    /** The file; null for the environment and for defaults. */
    @Nullable
    Path file() {
        return new Origin(value.origin()).file();
    }

    /** Its line in the file, from 1. */
    int line() {
        return value.origin().lineNumber();
    }

    boolean isNull() {
        return value.valueType() == ConfigValueType.NULL;
    }

    /** As it was written, so that a password 0123 keeps its zero; null for lists, blocks and null. */
    @Nullable
    String text() {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> value.atKey("value").getString("value");
            case LIST, OBJECT, NULL -> null;
        };
    }

    String type() {
        return switch (value.valueType()) {
            case LIST -> "a list";
            case OBJECT -> "a block";
            case NULL -> "null";
            case STRING, NUMBER, BOOLEAN -> "a single value";
        };
    }

    /** A path in a file is meant relative to that file's folder, one in the environment to the working folder. What is no path is an {@link IllegalArgumentException}. */
    Path resolve(String text) {
        var file = file();
        return file == null ? FilePath.of(text) : file.resolveSibling(FilePath.relative(text));
    }
}
