package io.crownstone2mqtt.testing;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneBuilder;
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

/** Homes to test with. */
public final class Homes {
    public static final SphereId HOME = new SphereId("6b028fa75ce0e2108f1182cf");
    public static final LocationId KITCHEN = new LocationId("6b028fa75ce0e2108f1182eb");
    public static final LocationId STUDY = new LocationId("6b028fa75ce0e2108f1182ec");
    public static final CrownstoneId LAMP = new CrownstoneId("6b028fa75ce0e2108f1182ed");
    public static final CrownstoneId KETTLE = new CrownstoneId("6b028fa75ce0e2108f1182f0");
    public static final CrownstoneId DONGLE = new CrownstoneId("6b028fa75ce0e2108f1182f3");
    public static final UserId ADA = new UserId("6b028f805ce0e2108f1182ca");
    public static final UserId GUS = new UserId("6b028f805ce0e2108f1182cc");
    public static final Instant SUNDAY = Instant.parse("2026-11-22T06:46:00Z");

    private Homes() {}

    /** A sphere Home with a dimmable Lamp at 40 %, a Kettle that is off, a Dongle, two rooms, Ada at home and the guest Gus. */
    public static Home small() {
        return Home.EMPTY.with(Sphere.empty(HOME, "Home")
                .with(new Location(KITCHEN, 2, "Kitchen", null))
                .with(new Location(STUDY, 3, "Study", null))
                .with(new User(ADA, "Ada", "Admin", "ada@example.com", true, Role.ADMIN))
                .with(new User(GUS, "Gus", "Guest", "gus@example.com", true, Role.GUEST))
                .with(lamp().build())
                .with(kettle().build())
                .with(Crownstone.builder(DONGLE)
                        .uid(3)
                        .name("Dongle")
                        .type("CROWNSTONE_USB")
                        .build()));
    }

    public static CrownstoneBuilder lamp() {
        return Crownstone.builder(LAMP)
                .uid(1)
                .name("Lamp")
                .type("PLUG")
                .location(STUDY)
                .dimming(true)
                .state(synced(40));
    }

    public static CrownstoneBuilder kettle() {
        return Crownstone.builder(KETTLE)
                .uid(2)
                .name("Kettle")
                .type("PLUG")
                .location(KITCHEN)
                .state(synced(0));
    }

    public static SwitchState synced(int percentage) {
        return new SwitchState(percentage, SwitchState.Source.SYNC, SUNDAY);
    }

    /** One sphere with that many Crownstones, every third dimmable, in ten rooms. */
    public static Home large(int crownstones) {
        Sphere sphere =
                Sphere.empty(HOME, "Home").with(new User(ADA, "Ada", "Admin", "ada@example.com", true, Role.ADMIN));
        for (int room = 1; room <= 10; room++) {
            sphere = sphere.with(new Location(roomId(room), room, "Room " + room, null));
        }
        for (int number = 1; number <= crownstones; number++) {
            sphere = sphere.with(Crownstone.builder(crownstoneId(number))
                    .uid(number)
                    .name("Lamp " + number)
                    .type("PLUG")
                    .firmware("5.7.0")
                    .location(roomId(number % 10 + 1))
                    .dimming(number % 3 == 0)
                    .state(synced(0))
                    .build());
        }
        return Home.EMPTY.with(sphere);
    }

    public static CrownstoneId crownstoneId(int number) {
        return new CrownstoneId("6b028fa75ce0e2108f%06x".formatted(number));
    }

    private static LocationId roomId(int number) {
        return new LocationId("6b028fa75ce0e2108e%06x".formatted(number));
    }
}
