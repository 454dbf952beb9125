package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.time.Instant;
import java.util.Locale;

/** Homes as the cloud's answers become, without a cloud. */
final class Homes {
    static final UserId SELF = new UserId(id("user", 1));
    private static final int ROOMS = 6;
    private static final Instant SINCE = Instant.parse("2026-11-22T06:00:00Z");

    private Homes() {}

    static Home of(int spheres, int crownstonesEach) {
        Home home = Home.EMPTY;
        for (int i = 0; i < spheres; i++) {
            home = home.with(sphere(i, crownstonesEach));
        }
        return home;
    }

    private static Sphere sphere(int number, int crownstones) {
        Sphere sphere = Sphere.empty(new SphereId(id("sphere", number)), "House " + number)
                .with(new User(SELF, "Ada", "Admin", "ada@example.com", true, Role.ADMIN));
        for (int i = 0; i < ROOMS; i++) {
            sphere = sphere.with(new Location(room(number, i), i, "Room " + i, "c1-room"));
        }
        for (int i = 0; i < crownstones; i++) {
            sphere = sphere.with(crownstone(number, i));
        }
        return sphere;
    }

    private static LocationId room(int sphere, int number) {
        return new LocationId(id("room", sphere * 100 + number));
    }

    private static Crownstone crownstone(int sphere, int number) {
        return Crownstone.builder(new CrownstoneId(id("crownstone", sphere * 100_000 + number)))
                .uid(number)
                .name("Reading lamp " + number)
                .type(number % 3 == 0 ? "BUILTIN" : "PLUG")
                .icon("c1-lamp")
                .firmware("5.7.0")
                .hardware("10104010100QHR1900AG0")
                .location(room(sphere, number % ROOMS))
                .dimming(number % 3 == 0)
                .state(new SwitchState(0, SwitchState.Source.SYNC, SINCE))
                .build();
    }

    /** 24 hexadecimal digits, as the cloud's. */
    private static String id(String kind, int number) {
        return String.format(Locale.ROOT, "%08x%016x", kind.hashCode(), number);
    }
}
