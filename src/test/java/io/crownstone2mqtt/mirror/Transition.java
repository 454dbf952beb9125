package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchState.Source;
import io.crownstone2mqtt.mirror.MirrorOptions.DiscoveryOptions;
import io.crownstone2mqtt.mirror.MirrorOptions.PeopleOptions;
import io.crownstone2mqtt.mirror.MirrorOptions.TopicOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * From one mirror to another.
 *
 * @param options those of the mirror after it
 */
record Transition(String name, MirrorOptions options, Mirror before, Mirror after, boolean isOfTheHome) {
    static final DiscoveryOptions DEVICE = new DiscoveryOptions(true, "homeassistant", true, false);

    private static final MirrorOptions DEFAULTS = MirrorOptions.defaults();

    static Stream<MirrorOptions> formats() {
        return Stream.of(
                DEFAULTS,
                DEFAULTS.with(DEVICE),
                DEFAULTS.with(new TopicOptions("crownstone2mqtt", true)),
                DEFAULTS.with(new PeopleOptions(false, true)));
    }

    static Transition of(String name, MirrorOptions options, Home before, Home after) {
        return new Transition(name, options, mirror(options, before), mirror(options, after), true);
    }

    private static Transition of(String name, MirrorOptions before, MirrorOptions after) {
        return new Transition(
                name, after, mirror(before, ExampleHome.home()), mirror(after, ExampleHome.home()), false);
    }

    private static Mirror mirror(MirrorOptions options, Home home) {
        return new MirrorRenderer(options).render(ExampleHome.snapshot(home));
    }

    static Stream<Transition> all() {
        return Stream.concat(ofHomes(), ofOptions());
    }

    private static Stream<Transition> ofHomes() {
        return formats()
                .flatMap(options -> homes().entrySet().stream().flatMap(entry -> {
                    String format = " (" + (options.discovery().deviceFormat() ? "device" : "component")
                            + (options.topics().byId() ? ", ids" : "")
                            + (options.people().mirrored() ? ")" : ", no presence)");
                    Home other = entry.getValue();
                    return Stream.of(
                            of(entry.getKey() + format, options, ExampleHome.home(), other),
                            of(entry.getKey() + ", and back" + format, options, other, ExampleHome.home()));
                }));
    }

    /** Homes that differ from the example in one way, which every format shows in some topic. */
    private static Map<String, Home> homes() {
        Map<String, Home> homes = new LinkedHashMap<>();
        homes.put("all removed", Home.EMPTY);
        homes.put("renamed", ExampleHome.with(ExampleHome.DESK_LAMP, lamp -> lamp.name("Reading lamp")));
        homes.put("name of another", ExampleHome.with(ExampleHome.COFFEE, coffee -> coffee.name("Desk lamp")));
        homes.put("light to switch", ExampleHome.with(ExampleHome.DESK_LAMP, lamp -> lamp.dimming(false)));
        homes.put("never heard to light", ExampleHome.with(ExampleHome.FAIRY_LIGHTS, lights -> lights.dimming(true)));
        homes.put(
                "first state",
                ExampleHome.with(
                        ExampleHome.FAIRY_LIGHTS, lights -> lights.state(ExampleHome.state(100, Source.EVENT))));
        homes.put("no switch", ExampleHome.with(ExampleHome.DESK_LAMP, lamp -> lamp.type("GUIDESTONE")));
        homes.put("other room", ExampleHome.with(ExampleHome.DESK_LAMP, lamp -> lamp.location(ExampleHome.KITCHEN)));
        homes.put("removed", ExampleHome.without(ExampleHome.DESK_LAMP));
        homes.put("sphere removed", ExampleHome.home().without(ExampleHome.COTTAGE));
        homes.put("main sphere removed", ExampleHome.home().without(ExampleHome.HOME));
        homes.put("sphere renamed", changed(sphere -> sphere.withName("Villa")));
        homes.put("room renamed", changed(sphere -> sphere.with(new Location(ExampleHome.STUDY, 1, "Office", null))));
        homes.put(
                "room removed",
                changed(sphere -> sphere.withLocations(sphere.locations().without(ExampleHome.STUDY))));
        homes.put(
                "users removed",
                changed(sphere -> sphere.withUsers(
                                sphere.users().without(ExampleHome.ADA).without(ExampleHome.OTHER_MAX))
                        .withPresence(Presence.NOBODY)));
        homes.put(
                "all moved at once",
                ExampleHome.with(
                        ExampleHome.DESK_LAMP,
                        lamp -> lamp.name("Coffee machine").dimming(false).location(null)));
        homes.put(
                "two swapped names",
                ExampleHome.with(ExampleHome.DESK_LAMP, lamp -> lamp.name("Coffee machine"))
                        .change(
                                ExampleHome.HOME,
                                ExampleHome.COFFEE,
                                coffee -> coffee.toBuilder().name("Desk lamp").build()));
        homes.put("nothing but spheres", changed(sphere -> sphere.withCrownstones(PersistentMap.empty())));
        return homes;
    }

    private static Home changed(UnaryOperator<Sphere> change) {
        return ExampleHome.home().change(ExampleHome.HOME, change);
    }

    private static Stream<Transition> ofOptions() {
        DiscoveryOptions lights = new DiscoveryOptions(true, "homeassistant", false, true);
        DiscoveryOptions lightsInDevices = new DiscoveryOptions(true, "homeassistant", true, true);
        DiscoveryOptions off = new DiscoveryOptions(false, "homeassistant", false, false);
        MirrorOptions ids = DEFAULTS.with(new TopicOptions("crownstone2mqtt", true));
        Map<String, MirrorOptions> others = new LinkedHashMap<>();
        others.put("device format", DEFAULTS.with(DEVICE));
        others.put("topics by id", ids);
        others.put("topics by id and device format", ids.with(DEVICE));
        others.put("everything a light", DEFAULTS.with(lights));
        others.put("everything a light in device format", DEFAULTS.with(lightsInDevices));
        others.put("no discovery", DEFAULTS.with(off));
        others.put("no presence", DEFAULTS.with(new PeopleOptions(false, true)));
        others.put("no presence and device format", DEFAULTS.with(DEVICE).with(new PeopleOptions(false, true)));
        others.put("no names", DEFAULTS.with(new PeopleOptions(true, false)));
        return others.entrySet().stream()
                .flatMap(entry -> Stream.of(
                        of("to " + entry.getKey(), DEFAULTS, entry.getValue()),
                        of("from " + entry.getKey(), entry.getValue(), DEFAULTS)));
    }

    @Override
    public String toString() {
        return name;
    }
}
