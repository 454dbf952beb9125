package io.crownstone2mqtt.config;

/** What the command {@code health} has to know to find the bridge. */
public record HealthSettings(String clientId, String baseTopic, Settings.Http http) {
    /** Those of a bridge with these settings. */
    public static HealthSettings of(Settings settings) {
        return new HealthSettings(settings.mqtt().clientId(), settings.mqtt().baseTopic(), settings.http());
    }
}
