package io.crownstone2mqtt.testing;

import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.bridge.LogLevel;
import io.crownstone2mqtt.mirror.MirrorOptions;
import java.net.URI;
import java.time.Duration;

/** Options of a bridge as its user gets them who configures nothing. */
public final class UsualOptions {
    private UsualOptions() {}

    public static BridgeOptions of(MirrorOptions mirror, int accounts) {
        return of(mirror, accounts, BridgeOptions.EnergyCollection.OFF);
    }

    public static BridgeOptions of(MirrorOptions mirror, int accounts, BridgeOptions.EnergyCollection energy) {
        return new BridgeOptions(
                mirror,
                accounts,
                BridgeOptions.SphereFilter.ALL,
                "homeassistant/status",
                Duration.ofMinutes(15),
                Duration.ofMinutes(3),
                energy,
                Duration.ofSeconds(60),
                new BridgeOptions.Commanding(
                        Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofMillis(300), Duration.ofMillis(20)),
                new BridgeOptions.Addresses(
                        URI.create("https://cloud.example/api"), URI.create("mqtt://broker.example"), Homes.SUNDAY),
                LogLevel.INFO);
    }
}
