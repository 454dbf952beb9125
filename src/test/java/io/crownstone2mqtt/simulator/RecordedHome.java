package io.crownstone2mqtt.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** The home of the recordings, built again, with its recorded ids and those it has here. */
final class RecordedHome {
    /** The SHA-1 of the password that the recorded accounts had. */
    static final String PASSWORD_HASH = "1561482c1292222496d39bb43eb61619184a51c9";

    final SimulatedHome home = new SimulatedHome();
    final SimulatedUser ada = account("admin@example.com", "Ada", "Admin");
    final SimulatedUser max = account("member@example.com", "Max", "Member");
    final SimulatedUser gus = account("guest@example.com", "Gus", "Guest");
    final SimulatedUser unverified = account("unverified@example.com", "Una", "Verified");
    final SimulatedSphere sphere = home.addSphere("Home").aiName("Rosii").timezone("Europe/Amsterdam");
    final SimulatedSphere office = home.addSphere("Office").gpsLocation(51.9, 4.4);
    final SimulatedSphere foreign = home.addSphere("Elsewhere");
    final SimulatedLocation livingRoom = sphere.addLocation("Living room", "c2-bookcase", null);
    final SimulatedLocation kitchen = sphere.addLocation("Kitchen", "c1-foodWine", "kitchen");
    final SimulatedLocation attic = sphere.addLocation("Attic");
    final SimulatedCrownstone lamp = sphere.addCrownstone(CrownstoneSpec.named("Lamp")
            .address("AA:BB:CC:DD:EE:01")
            .type("PLUG")
            .icon("c1-tableLamp")
            .versions()
            .in(livingRoom)
            .dimming(true)
            .ability("switchcraft", false)
            .ability("tapToToggle", true)
            .state(40));
    final SimulatedCrownstone ceiling = sphere.addCrownstone(CrownstoneSpec.named("Ceiling é \"q\"")
            .type("BUILTIN_ONE")
            .icon("c1-ceiling")
            .firmware("5.7.0")
            .in(kitchen)
            .dimming(false)
            .state(100));
    final SimulatedCrownstone bare =
            sphere.addCrownstone(CrownstoneSpec.named("Bare").type("BUILTIN"));
    final SimulatedCrownstone dongle = sphere.addCrownstone(
            CrownstoneSpec.named("Dongle").type("CROWNSTONE_USB").firmware("5.7.0"));
    final SimulatedCrownstone guide =
            sphere.addCrownstone(CrownstoneSpec.named("Guide").type("GUIDESTONE"));
    final SimulatedCrownstone hubstone =
            sphere.addCrownstone(CrownstoneSpec.named("Hubstone").type("CROWNSTONE_HUB"));
    final SimulatedCrownstone nameless = sphere.addCrownstone(CrownstoneSpec.bare());

    private final Map<String, String> ids = new LinkedHashMap<>();

    RecordedHome() {
        unverified.emailVerified(false);
        sphere.member(ada, SphereRole.ADMIN).member(max, SphereRole.MEMBER).member(gus, SphereRole.GUEST);
        office.member(ada, SphereRole.ADMIN);
        ids.put("6b028f805ce0e2108f1182ca", ada.id());
        ids.put("6b028f805ce0e2108f1182cb", max.id());
        ids.put("6b028f805ce0e2108f1182cc", gus.id());
        ids.put("6b028f815ce0e2108f1182ce", unverified.id());
        ids.put("6b028fa75ce0e2108f1182cf", sphere.id());
        ids.put("6b028fa75ce0e2108f1182d8", office.id());
        ids.put("6b028fa75ce0e2108f1182e1", foreign.id());
        ids.put("6b028fa75ce0e2108f1182ea", livingRoom.id());
        ids.put("6b028fa75ce0e2108f1182eb", kitchen.id());
        ids.put("6b028fa75ce0e2108f1182ec", attic.id());
        ids.put("6b028fa75ce0e2108f1182ed", lamp.id());
        ids.put("6b028fa75ce0e2108f1182f0", ceiling.id());
        ids.put("6b028fa75ce0e2108f1182f3", bare.id());
        ids.put("6b028fa75ce0e2108f1182f6", dongle.id());
        ids.put("6b028fa75ce0e2108f1182f9", guide.id());
        ids.put("6b028fa75ce0e2108f1182fc", hubstone.id());
        ids.put("6b028fa75ce0e2108f1182ff", nameless.id());
        // The recordings with several devices come from a second, smaller copy of the same home.
        ids.put("6b0293407b85b4331241aa79", sphere.id());
        ids.put("6b02933e7b85b4331241aa74", ada.id());
        ids.put("6b0293407b85b4331241aa95", kitchen.id());
        ids.put("6b0293407b85b4331241aa97", lamp.id());
    }

    /** The text with the ids that its things have here. */
    String here(String recorded) {
        String text = recorded;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            text = text.replace(id.getKey(), id.getValue());
        }
        return text;
    }

    private SimulatedUser account(String email, String firstName, String lastName) {
        SimulatedUser user = home.addAccount(email, "", firstName, lastName);
        user.usePasswordHash(PASSWORD_HASH);
        return user;
    }
}
