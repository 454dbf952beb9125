package io.crownstone2mqtt.config;

import java.net.URI;

/** What the command {@code health} has to know to find the bridge. */
public record HealthSettings(URI broker, String clientId, String baseTopic, Settings.Http http) {
    /** Those of a bridge with these settings. */
    public static HealthSettings of(Settings settings) {
        return new HealthSettings(
                settings.mqtt().url(),
                settings.mqtt().clientId(),
                settings.mqtt().baseTopic(),
                settings.http());
    }
}
