package io.crownstone2mqtt.config;

import java.time.Duration;
import java.util.List;

/** Reads the block {@code cloud}. */
record CloudReader(Environment environment, Report report, KnownKeys knownKeys) {
    Settings.Cloud read(Section cloud) {
        var settings = new Settings.Cloud(
                cloud.get("url", "CROWNSTONE_CLOUD_URL", Urls::http),
                cloud.get("events-url", "CROWNSTONE_EVENTS_URL", Urls::http),
                new AccountsReader(environment, report, knownKeys).read(cloud),
                cloud.get("resync-interval", Values.duration(Duration.ofSeconds(1), Duration.ofHours(24))),
                cloud.get("request-timeout", Values.duration(Duration.ofMillis(100), Duration.ofMinutes(5))),
                cloud.get("offline-grace", Values.duration(Duration.ZERO, Duration.ofHours(1))),
                spheres(cloud.child("spheres")));
        cloud.refuseOthers(knownKeys);
        return settings;
    }

    private Settings.Spheres spheres(Section block) {
        var include = block.texts("include", Values::sphere);
        var exclude = block.texts("exclude", Values::sphere);
        List<String> both =
                include.stream().filter(exclude::contains).distinct().toList();
        if (!both.isEmpty()) {
            block.problem(
                    "exclude",
                    "names " + Text.shown(both.getFirst()) + ", which include names too; remove it from one");
        }
        block.refuseOthers(knownKeys);
        return new Settings.Spheres(include, exclude);
    }
}
