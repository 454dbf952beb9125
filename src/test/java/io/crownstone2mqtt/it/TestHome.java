package io.crownstone2mqtt.it;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.simulator.SimulatedHome;
import io.crownstone2mqtt.simulator.SimulatedLocation;
import io.crownstone2mqtt.simulator.SimulatedSphere;
import io.crownstone2mqtt.simulator.SimulatedUser;
import io.crownstone2mqtt.simulator.SphereRole;

/** A small home with one of each: what dims and what does not, what never reported, and what has no switch. */
final class TestHome {
    static final String PASSWORD = "correct horse";
    static final String ADA = "ada@example.com";
    static final String MAX = "max@example.com";
    static final String GUS = "gus@example.com";

    final SimulatedHome home = new SimulatedHome();
    final SimulatedUser ada = home.addAccount(ADA, PASSWORD, "Ada", "Admin");
    final SimulatedUser max = home.addAccount(MAX, PASSWORD, "Max", "Member");
    final SimulatedUser gus = home.addAccount(GUS, PASSWORD, "Gus", "Guest");
    final SimulatedSphere sphere = home.addSphere("Home")
            .member(ada, SphereRole.ADMIN)
            .member(max, SphereRole.MEMBER)
            .member(gus, SphereRole.GUEST);
    final SimulatedLocation kitchen = sphere.addLocation("Kitchen");
    final SimulatedLocation study = sphere.addLocation("Study");
    /** Dims; at 40 %. */
    final SimulatedCrownstone lamp =
            sphere.addCrownstone(CrownstoneSpec.dimmer("Desk lamp").in(study).state(40));
    /** Switches only; off. */
    final SimulatedCrownstone coffee =
            sphere.addCrownstone(CrownstoneSpec.plug("Coffee machine").in(kitchen));
    /** Switches only, and never reported a state. */
    final SimulatedCrownstone fairyLights =
            sphere.addCrownstone(CrownstoneSpec.plug("Fairy lights").neverReported());
    /** Has no switch. */
    final SimulatedCrownstone dongle =
            sphere.addCrownstone(CrownstoneSpec.named("Dongle").type("CROWNSTONE_USB"));

    TestHome() {
        kitchen.enter(ada);
    }
}
