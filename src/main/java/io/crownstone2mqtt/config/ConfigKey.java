package io.crownstone2mqtt.config;

import org.jspecify.annotations.Nullable;

/**
 * One row of the table of keys. What the key means and its default stand in {@code reference.conf}.
 *
 * @param path such as {@code crownstone2mqtt.mqtt.url}; a key of a block in a list goes without an index
 * @param type what it takes
 * @param variable the environment variable that wins over the file; null if there is none
 * @param credential the systemd credential that gives the value where nothing else does; null if there is none
 * @param mask what of its value others may see
 */
record ConfigKey(
        String path,
        ValueType type,
        @Nullable String variable,
        @Nullable String credential,
        Setting.Mask mask) {
    ConfigKey(String path, ValueType type) {
        this(path, type, null, null, new Setting.Mask.Shown());
    }

    ConfigKey from(String environmentVariable) {
        return new ConfigKey(path, type, environmentVariable, credential, mask);
    }

    ConfigKey orCredential(String name) {
        return new ConfigKey(path, type, variable, name, mask);
    }

    ConfigKey masked(Setting.Mask other) {
        return new ConfigKey(path, type, variable, credential, other);
    }

    /** Its name in its block, such as {@code url}. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
