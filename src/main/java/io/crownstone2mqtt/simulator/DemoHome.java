package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A home to try things out with. The same numbers give the same home, ids included. */
public final class DemoHome {
    public static final String EMAIL = "demo@example.com";
    public static final String PASSWORD = "demo";
    public static final String MEMBER_EMAIL = "max@example.com";
    public static final String GUEST_EMAIL = "gus@example.com";

    private static final List<String> SPHERES =
            List.of("Home", "Holiday cottage", "Office", "Workshop", "Grandparents", "Boat house");
    private static final List<String> THINGS = List.of(
            "spotlight", "wall lamp", "heater", "fan", "radio", "window light", "shelf light", "charger", "screen");

    private static final Duration METERED_FOR = Duration.ofDays(2);

    private DemoHome() {}

    /**
     * A home with that many spheres, each with that many Crownstones. The first sphere begins with hand-made ones: what
     * dims and what does not, a dongle, a Guidestone, and one that has never reported a state. It has scenes, and a hub
     * that has uploaded the readings of its meters for two days. Ada may do everything and logs in as {@link #EMAIL}; Max is
     * a member and Gus a guest, with the same password.
     */
    public static SimulatedHome create(int spheres, int crownstonesPerSphere) {
        SimulatedHome home = new SimulatedHome(20_261_122, InstantSource.system());
        SimulatedUser ada = home.addAccount(EMAIL, PASSWORD, "Ada", "Admin");
        SimulatedUser max = home.addAccount(MEMBER_EMAIL, PASSWORD, "Max", "Member");
        SimulatedUser gus = home.addAccount(GUEST_EMAIL, PASSWORD, "Gus", "Guest");
        for (int i = 0; i < spheres; i++) {
            SimulatedSphere sphere = home.addSphere(sphereName(i));
            sphere.aiName("Rosii").timezone("Europe/Amsterdam").gpsLocation(51.9, 4.4);
            sphere.member(ada, SphereRole.ADMIN).member(max, SphereRole.MEMBER).member(gus, SphereRole.GUEST);
            furnish(sphere, i == 0, crownstonesPerSphere);
        }
        home.spheres().stream().findFirst().ifPresent(first -> {
            first.location("Study").enter(ada);
            first.location("Kitchen").enter(max);
            addHub(first);
            addScenes(first);
        });
        return home;
    }

    private static void addHub(SimulatedSphere sphere) {
        SimulatedHub hub = sphere.addHub("Hub in the hallway", "192.168.1.5").in(sphere.location("Hallway"));
        sphere.crownstones().stream()
                .filter(crownstone -> crownstone.name().filter("Dongle"::equals).isPresent())
                .forEach(hub::linkedTo);
        sphere.permitEnergyCollection(true);
        sphere.meteredSince(sphere.home.now().minus(METERED_FOR));
    }

    /** Each sets those of its Crownstones that this home is large enough to have. */
    private static void addScenes(SimulatedSphere sphere) {
        addScene(sphere, "Bedtime", Map.of("Desk lamp", 0, "Ceiling light", 0, "Bedside lamp", 30, "Television", 0));
        addScene(sphere, "Film night", Map.of("Ceiling light", 20, "Desk lamp", 0, "Television", 100));
        addScene(sphere, "Breakfast", Map.of("Coffee machine", 100, "Ceiling light", 100));
    }

    private static void addScene(SimulatedSphere sphere, String name, Map<String, Integer> levels) {
        Map<SimulatedCrownstone, Integer> known = new LinkedHashMap<>();
        for (SimulatedCrownstone crownstone : sphere.crownstones()) {
            Integer level = levels.get(crownstone.name().orElse(""));
            if (level != null) {
                known.put(crownstone, level);
            }
        }
        if (!known.isEmpty()) {
            sphere.addScene(name, known);
        }
    }

    private static String sphereName(int index) {
        int round = index / SPHERES.size();
        String name = SPHERES.get(index % SPHERES.size());
        return round == 0 ? name : name + " " + (round + 1);
    }

    private static void furnish(SimulatedSphere sphere, boolean first, int crownstones) {
        Rooms rooms = new Rooms(sphere);
        List<CrownstoneSpec> handMade = first ? handMade(rooms) : List.of();
        for (int i = 0; i < crownstones; i++) {
            sphere.addCrownstone(i < handMade.size() ? handMade.get(i) : generated(rooms, i));
        }
    }

    private static List<CrownstoneSpec> handMade(Rooms rooms) {
        return List.of(
                CrownstoneSpec.plug("Desk lamp")
                        .icon("c1-deskLamp")
                        .in(rooms.study)
                        .dimming(true)
                        .ability("tapToToggle", true)
                        .power(12)
                        .state(40),
                CrownstoneSpec.plug("Coffee machine")
                        .icon("c1-coffee")
                        .in(rooms.kitchen)
                        .power(1_350),
                CrownstoneSpec.dimmer("Ceiling light")
                        .icon("c1-ceiling")
                        .in(rooms.living)
                        .power(60)
                        .state(100),
                CrownstoneSpec.dimmer("Bedside lamp")
                        .icon("c1-bedside")
                        .in(rooms.bedroom)
                        .power(9)
                        .turnOnLevel(30),
                CrownstoneSpec.plug("Fridge")
                        .icon("c1-fridge")
                        .in(rooms.kitchen)
                        .power(85)
                        .state(100),
                CrownstoneSpec.named("Dongle")
                        .type("CROWNSTONE_USB")
                        .firmware("5.7.0")
                        .in(rooms.study),
                CrownstoneSpec.named("Guidestone").type("GUIDESTONE").in(rooms.hallway),
                CrownstoneSpec.plug("Fairy lights").in(rooms.garden).neverReported(),
                CrownstoneSpec.named("Hallway light")
                        .type("BUILTIN")
                        .versions()
                        .in(rooms.hallway)
                        .state(0),
                CrownstoneSpec.plug("Television").icon("c1-tv").in(rooms.living).power(110));
    }

    private static CrownstoneSpec generated(Rooms rooms, int index) {
        List<SimulatedLocation> all = rooms.all();
        SimulatedLocation room = all.get(index % all.size());
        int series = index / all.size();
        int round = series / THINGS.size();
        String name = room.name() + " " + THINGS.get(series % THINGS.size()) + (round == 0 ? "" : " " + (round + 1));
        CrownstoneSpec spec = index % 3 == 0 ? CrownstoneSpec.dimmer(name) : CrownstoneSpec.plug(name);
        return spec.in(room).state(index % 4 == 0 ? 100 : 0);
    }

    private static final class Rooms {
        private final SimulatedLocation living;
        private final SimulatedLocation kitchen;
        private final SimulatedLocation bedroom;
        private final SimulatedLocation study;
        private final SimulatedLocation hallway;
        private final SimulatedLocation garden;

        private Rooms(SimulatedSphere sphere) {
            living = sphere.addLocation("Living room", "c2-bookcase", null);
            kitchen = sphere.addLocation("Kitchen", "c1-foodWine", "kitchen");
            bedroom = sphere.addLocation("Bedroom", "c1-bed", "bedroom");
            study = sphere.addLocation("Study");
            hallway = sphere.addLocation("Hallway");
            garden = sphere.addLocation("Garden");
        }

        private List<SimulatedLocation> all() {
            return List.of(living, kitchen, bedroom, study, hallway, garden);
        }
    }
}
