package io.crownstone2mqtt.monitoring;

import io.crownstone2mqtt.bridge.Connection;
import io.crownstone2mqtt.bridge.Health;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One line on the health of the bridge, as {@code systemctl status} and the command {@code health} show it. */
record StatusLine(ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    String of(Health health) {
        return switch (health.broker()) {
            case Connection.Troubled trouble -> "not connected to the broker " + since(trouble);
            case Connection.Awaited _ -> "connecting to the broker";
            case Connection.Working _ -> cloud(health);
        };
    }

    private String cloud(Health health) {
        return switch (health.cloud()) {
            case Connection.Troubled trouble -> "not connected to the cloud " + since(trouble);
            case Connection.Awaited _ -> "waiting for the first snapshot of the home from the cloud";
            case Connection.Working _ -> events(health);
        };
    }

    private String events(Health health) {
        return switch (health.events()) {
            case Connection.Troubled trouble -> "no events from the cloud " + since(trouble);
            case Connection.Awaited _ -> "waiting for the events of the cloud";
            case Connection.Working _ ->
                "connected; " + count(health.spheres(), "sphere") + ", " + count(health.crownstones(), "Crownstone")
                        + refused(health);
        };
    }

    private static String refused(Health health) {
        return health.refused().isEmpty() ? "" : "; " + oneLine(String.join("; ", health.refused()));
    }

    private String since(Connection.Troubled trouble) {
        return "since " + TIME.withZone(zone).format(trouble.at()) + ": " + oneLine(trouble.problem());
    }

    /** Names come from outside: none may begin an assignment of its own. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
