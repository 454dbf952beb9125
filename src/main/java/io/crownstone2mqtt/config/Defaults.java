package io.crownstone2mqtt.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What stands in {@code reference.conf}. */
final class Defaults {
    private static final String RESOURCE = "/reference.conf";
    private static final ConfigObject VALUES = parse();

    private Defaults() {}

    static ConfigObject values() {
        return VALUES;
    }

    private static ConfigObject parse() {
        try (var in = requireNonNull(Defaults.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var options = ConfigParseOptions.defaults().setOriginDescription(Origin.DEFAULTS);
            return ConfigFactory.parseString(HoconText.withIncludeAsKey(text), options)
                    .resolve()
                    .root();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
