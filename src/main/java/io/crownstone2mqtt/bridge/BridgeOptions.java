package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.mirror.MirrorOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the user decides, and what never changes while the bridge runs.
 *
 * @param accounts how many accounts there are
 * @param statusTopic where Home Assistant says that it is online
 * @param logLevel at the start
 * @param presenceInterval how often who is present is read: no event tells of people who are timed out, nor of their return
 * @param energy whether and how often readings of energy meters are asked for
 * @param offlineGrace how long a lost event stream does not count as offline
 */
public record BridgeOptions(
        MirrorOptions mirror,
        int accounts,
        SphereFilter spheres,
        String statusTopic,
        Duration resyncInterval,
        Duration presenceInterval,
        EnergyCollection energy,
        Duration offlineGrace,
        Commanding commanding,
        Addresses addresses,
        LogLevel logLevel) {
    /** Times of commands; what each means stands in {@code reference.conf}. */
    public record Commanding(
            Duration expireAfter, Duration confirmWithin, Duration minInterval, Duration batchWindow) {}

    /** Whether readings of energy meters are asked for, and how often. */
    public record EnergyCollection(Mode mode, Duration interval) {
        public static final EnergyCollection OFF = new EnergyCollection(Mode.OFF, Duration.ofMinutes(10));

        public enum Mode {
            OFF,
            /** Where the owner of the sphere permitted the collection. */
            WHERE_PERMITTED,
            ALWAYS
        }
    }

    /** Names or ids of spheres; no include means all. */
    public record SphereFilter(List<String> include, List<String> exclude) {
        public static final SphereFilter ALL = new SphereFilter(List.of(), List.of());

        /** Whether that sphere is mirrored. */
        public boolean takes(Sphere sphere) {
            return (include.isEmpty() || include.stream().anyMatch(each -> isNamed(sphere, each)))
                    && exclude.stream().noneMatch(each -> isNamed(sphere, each));
        }

        /** What is to be included, but is not there. */
        List<String> unmatched(Home home) {
            return include.stream()
                    .filter(each -> home.spheres().values().stream().noneMatch(sphere -> isNamed(sphere, each)))
                    .toList();
        }

        private static boolean isNamed(Sphere sphere, String nameOrId) {
            return nameOrId.equalsIgnoreCase(sphere.label())
                    || nameOrId.equals(sphere.id().value());
        }
    }

    /** For {@code bridge/info}; without user names, passwords or queries. */
    public record Addresses(URI cloud, URI broker, Instant started) {}
}
