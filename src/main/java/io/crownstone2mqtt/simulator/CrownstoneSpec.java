package io.crownstone2mqtt.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a new Crownstone is like. {@link #bare()} is the least the cloud knows of one: no name, no type, no state, no
 * abilities. The setters change this object and return it.
 */
public final class CrownstoneSpec {
    final ObjectNode fields = Json.object();
    final Map<String, Boolean> abilities = new LinkedHashMap<>();

    @Nullable
    Double state;

    double turnOnLevel = 100;

    @Nullable
    Double fullPower;

    private CrownstoneSpec() {}

    public static CrownstoneSpec bare() {
        return new CrownstoneSpec();
    }

    public static CrownstoneSpec named(String name) {
        return bare().text("name", name);
    }

    /** A plug with firmware, off, without dimming. */
    public static CrownstoneSpec plug(String name) {
        return named(name).type("PLUG").versions().state(0).dimming(false);
    }

    /** A built-in Crownstone One with firmware, off, with dimming. */
    public static CrownstoneSpec dimmer(String name) {
        return named(name).type("BUILTIN_ONE").versions().state(0).dimming(true);
    }

    public CrownstoneSpec type(String type) {
        return text("type", type);
    }

    public CrownstoneSpec icon(String icon) {
        return text("icon", icon);
    }

    public CrownstoneSpec in(SimulatedLocation location) {
        return text("locationId", location.id());
    }

    public CrownstoneSpec firmware(String version) {
        return text("firmwareVersion", version);
    }

    public CrownstoneSpec versions() {
        return firmware("5.7.0").text("bootloaderVersion", "2.1.0").text("hardwareVersion", "10104010100QHR1900AG0");
    }

    public CrownstoneSpec dimming(boolean enabled) {
        return ability("dimming", enabled);
    }

    /** Adds or replaces an ability: dimming, switchcraft or tapToToggle. */
    public CrownstoneSpec ability(String type, boolean enabled) {
        abilities.remove(type);
        abilities.put(type, enabled);
        return this;
    }

    /** The stored state, 0 to 100; 0 to 1 as very old rows hold it is kept as it is. */
    public CrownstoneSpec state(double percentage) {
        state = percentage;
        return this;
    }

    public CrownstoneSpec neverReported() {
        state = null;
        return this;
    }

    /** The percentage that TURN_ON leads to: behaviours may choose less than 100. */
    public CrownstoneSpec turnOnLevel(double percentage) {
        turnOnLevel = percentage;
        return this;
    }

    /** What is plugged in, in W at 100 %; a meter counts what it consumes. Without it nothing is metered. */
    public CrownstoneSpec power(double watts) {
        fullPower = watts;
        return this;
    }

    /** The MAC address; without it the simulator makes one up. */
    public CrownstoneSpec address(String macAddress) {
        return text("address", macAddress);
    }

    private CrownstoneSpec text(String field, String value) {
        fields.put(field, value);
        return this;
    }
}
