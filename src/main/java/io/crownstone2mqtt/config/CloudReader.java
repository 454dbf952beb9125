package io.crownstone2mqtt.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads the block {@code cloud}. */
record CloudReader(Environment environment, Report report, KnownKeys knownKeys) {
    Settings.Cloud read(Section cloud) {
        var url = cloud.get("url", "CROWNSTONE_CLOUD_URL", Urls::http);
        var eventsUrl = cloud.get("events-url", "CROWNSTONE_EVENTS_URL", Urls::http);
        var settings = new Settings.Cloud(
                url,
                eventsUrl,
                new AccountsReader(environment, report, knownKeys).read(cloud),
                cloud.get("resync-interval", Values.duration(Duration.ofSeconds(1), Duration.ofHours(24))),
                cloud.get("request-timeout", Values.duration(Duration.ofMillis(100), Duration.ofMinutes(5))),
                cloud.get("offline-grace", Values.duration(Duration.ZERO, Duration.ofHours(1))),
                spheres(cloud.child("spheres")),
                tls(cloud.child("tls"), url, eventsUrl),
                new ProxyReader(environment, report).read(cloud, List.of(url, eventsUrl)));
        cloud.refuseOthers(knownKeys);
        return settings;
    }

    private Settings.Tls tls(Section block, URI url, URI eventsUrl) {
        boolean encrypted =
                Stream.of(url, eventsUrl).anyMatch(address -> "https".equalsIgnoreCase(address.getScheme()));
        return new TlsReader(report, knownKeys)
                .read(
                        block,
                        encrypted
                                ? null
                                : "has no effect with http://; use https:// in cloud.url and cloud.events-url");
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
