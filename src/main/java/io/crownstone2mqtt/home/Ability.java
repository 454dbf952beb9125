package io.crownstone2mqtt.home;

import java.util.Map;

/**
 * Something a Crownstone can be allowed to do.
 *
 * @param type {@code dimming}, {@code switchcraft} or {@code tapToToggle}; others may come
 * @param enabled what the owner asked for in the app
 * @param synced whether that has reached the Crownstone over Bluetooth
 * @param properties settings of the ability, for example {@code softOnSpeed}; the cloud keeps the values as text
 */
public record Ability(String type, boolean enabled, boolean synced, Map<String, String> properties) {
    public static final String DIMMING = "dimming";

    public Ability {
        properties = Map.copyOf(properties);
    }
}
