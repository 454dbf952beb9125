package io.crownstone2mqtt.ops;

import io.crownstone2mqtt.bridge.Health;
import io.crownstone2mqtt.bridge.Health.Link;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One line on how the bridge does, as {@code systemctl status} and the command {@code health} show it. */
record StatusLine(ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    String of(Health health) {
        return switch (health.broker()) {
            case Link.Troubled(Instant since, String why) -> "not connected to the broker " + since(since, why);
            case Link.Awaited _ -> "connecting to the broker";
            case Link.Working _ -> cloud(health);
        };
    }

    private String cloud(Health health) {
        return switch (health.cloud()) {
            case Link.Troubled(Instant since, String why) -> "not connected to the cloud " + since(since, why);
            case Link.Awaited _ -> "waiting for the first picture of the home from the cloud";
            case Link.Working _ -> events(health);
        };
    }

    private String events(Health health) {
        return switch (health.events()) {
            case Link.Troubled(Instant since, String why) -> "no events from the cloud " + since(since, why);
            case Link.Awaited _ -> "waiting for the events of the cloud";
            case Link.Working _ ->
                "connected; " + count(health.spheres(), "sphere") + ", " + count(health.crownstones(), "Crownstone");
        };
    }

    /** Names come from outside: none may begin an assignment of its own. */
    private String since(Instant since, String why) {
        return "since " + TIME.withZone(zone).format(since) + ": " + why.replaceAll("\\p{Cntrl}+", " ");
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
