package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Ability;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneBuilder;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.HubId;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.SceneId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.SwitchState.Source;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A home with one of everything that the cloud is known to have: what dims, what does not, what is unknown or strange. */
public final class ExampleHome {
    public static final SphereId HOME = new SphereId("5e0000000000000000000001");
    static final SphereId COTTAGE = new SphereId("5e0000000000000000000002");
    static final LocationId STUDY = new LocationId("10c000000000000000000001");
    static final LocationId KITCHEN = new LocationId("10c000000000000000000002");
    static final LocationId NAMELESS_ROOM = new LocationId("10c000000000000000000003");
    static final LocationId COTTAGE_STUDY = new LocationId("10c000000000000000000004");
    static final UserId ADA = new UserId("05e000000000000000000001");
    static final UserId MAX = new UserId("05e000000000000000000002");
    static final UserId OTHER_MAX = new UserId("05e000000000000000000003");
    static final UserId NAMELESS_USER = new UserId("05e000000000000000000004");
    static final CrownstoneId DESK_LAMP = crownstone(1);
    static final CrownstoneId COFFEE = crownstone(2);
    static final CrownstoneId FAIRY_LIGHTS = crownstone(3);

    private static final Instant THEN = Instant.parse("2026-11-22T06:46:00Z");

    private ExampleHome() {}

    static MirrorSource snapshot() {
        return snapshot(home());
    }

    /** The cottage is offline. */
    public static MirrorSource snapshot(Home home) {
        return new MirrorSource(
                home,
                PersistentMap.<SphereId, Boolean>empty().with(HOME, Boolean.TRUE),
                new MirrorSource.BridgeInfo(
                        THEN,
                        URI.create("https://cloud.example.com/api"),
                        URI.create("mqtt://broker.example.com:1883"),
                        THEN.plusSeconds(60),
                        MirrorSource.Monitor.well(1, "info")));
    }

    public static Home home() {
        return Home.EMPTY.with(mainSphere()).with(cottage());
    }

    /** The example with one of its Crownstones changed. */
    static Home with(CrownstoneId id, UnaryOperator<CrownstoneBuilder> change) {
        return home().change(
                        HOME,
                        id,
                        crownstone -> change.apply(crownstone.toBuilder()).build());
    }

    static Home without(CrownstoneId id) {
        return home().change(
                        HOME,
                        sphere -> sphere.withCrownstones(sphere.crownstones().without(id)));
    }

    private static Sphere mainSphere() {
        Sphere sphere = Sphere.empty(HOME, "Home")
                .with(new Location(STUDY, 1, "Study", "c1-desk"))
                .with(new Location(KITCHEN, 2, "Küche / Kitchen", null))
                .with(new Location(NAMELESS_ROOM, 3, null, null))
                .with(user(ADA, "Ada", "Admin", Role.ADMIN))
                .with(user(MAX, "Max", "Member", Role.MEMBER))
                .with(user(OTHER_MAX, "Max", "Guest", Role.GUEST))
                .with(user(NAMELESS_USER, null, null, Role.MEMBER))
                .with(new Scene(new SceneId("5ce000000000000000000001"), "Bedtime", Map.of(1, 10, 2, 0, 77, 100)))
                .with(new Scene(new SceneId("5ce000000000000000000002"), "bedtime!", Map.of(8, 35, 9, 100)))
                .with(new Scene(new SceneId("5ce000000000000000000003"), "💡", Map.of()))
                .with(new Hub(new HubId("4b0000000000000000000001"), "Hub", STUDY, THEN, Duration.ofMinutes(3)))
                .with(new Hub(new HubId("4b0000000000000000000002"), null, null, null, null))
                .withPresence(Presence.NOBODY.entered(ADA, STUDY).entered(MAX).entered(new UserId("gone")));
        for (Crownstone each : crownstones()) {
            sphere = sphere.with(each);
        }
        return sphere;
    }

    private static List<Crownstone> crownstones() {
        return List.of(
                plug(1, "Desk lamp")
                        .icon("c1-deskLamp")
                        .abilities(List.of(
                                new Ability(Ability.DIMMING, true, true, Map.of("softOnSpeed", "8")),
                                new Ability("tapToToggle", false, true, Map.of())))
                        .location(STUDY)
                        .state(state(40, Source.EVENT))
                        .build(),
                plug(2, "Coffee machine")
                        .location(KITCHEN)
                        .state(state(100, Source.SYNC))
                        .build(),
                plug(3, "Fairy lights").build(),
                unknown(4).dimming(true).state(state(0, Source.SYNC)).build(),
                unknown(5).uid(null).build(),
                unknown(6)
                        .name("Dongle")
                        .type("CROWNSTONE_USB")
                        .firmware("5.7.0")
                        .build(),
                unknown(7)
                        .name("💡")
                        .location(NAMELESS_ROOM)
                        .state(state(0, Source.EVENT))
                        .build(),
                unknown(8)
                        .name("Lamp")
                        .type("BUILTIN")
                        .dimming(true)
                        .state(state(100, Source.COMMAND))
                        .build(),
                unknown(9)
                        .name("Lamp")
                        .type("BUILTIN_ONE")
                        .locked(true)
                        .state(state(100, Source.SYNC))
                        .build(),
                unknown(10)
                        .name("Lamp + #2 / \"west\"")
                        .type("PLUG_TWO")
                        .location(new LocationId("gone"))
                        .build());
    }

    private static Sphere cottage() {
        return Sphere.empty(COTTAGE, "Bridge")
                .with(new Location(COTTAGE_STUDY, 1, "Study", null))
                .with(user(ADA, "Ada", "Admin", Role.MEMBER))
                .with(user(MAX, "Max", "Member", Role.ADMIN))
                .with(plug(11, "Desk lamp")
                        .location(COTTAGE_STUDY)
                        .state(state(0, Source.SYNC))
                        .build());
    }

    static CrownstoneId crownstone(int number) {
        return new CrownstoneId("c00000000000000000000%03d".formatted(number));
    }

    private static CrownstoneBuilder unknown(int number) {
        return Crownstone.builder(crownstone(number)).uid(number);
    }

    private static CrownstoneBuilder plug(int number, String name) {
        return unknown(number)
                .name(name)
                .type("PLUG")
                .firmware("5.7.0")
                .hardware("10104010100QHR1900AG0")
                .address("AA:BB:CC:DD:EE:%02d".formatted(number))
                .dimming(false);
    }

    private static User user(UserId id, @Nullable String first, @Nullable String last, Role role) {
        return new User(id, first, last, id.tail() + "@example.com", true, role);
    }

    static SwitchState state(int percentage, Source source) {
        return new SwitchState(percentage, source, THEN);
    }
}
