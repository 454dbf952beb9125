package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables; an empty one counts as not set, as Docker Compose passes many. A byte-order mark and line ends,
 * which come along from files, are no part of a value.
 */
record Environment(Map<String, String> variables) implements ConfigResolver {
    Environment {
        variables = Map.copyOf(variables);
    }

    @Nullable
    String get(String name) {
        var value = ConfigText.withoutTransportMarks(variables.getOrDefault(name, ""));
        return value.isEmpty() ? null : value;
    }

    @Nullable
    ConfigValue value(String name) {
        var value = get(name);
        return value == null ? null : ConfigValueFactory.fromAnyRef(value, "environment variable " + name);
    }

    /** What <code>${NAME}</code> in a file stands for. */
    @Override
    public @Nullable ConfigValue lookup(String name) {
        return value(name);
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
        return this;
    }
}
