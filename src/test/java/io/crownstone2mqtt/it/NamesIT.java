package io.crownstone2mqtt.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.simulator.SimulatedSphere;
import io.crownstone2mqtt.simulator.SimulatedUser;
import io.crownstone2mqtt.simulator.SphereRole;
import io.crownstone2mqtt.testing.HiveMqBroker;
import org.junit.jupiter.api.Test;

/** Names that are missing, shared, or not made for topics. */
class NamesIT extends WithHiveMq {
    NamesIT(HiveMqBroker broker) {
        super(broker);
    }

    private SimulatedCrownstone plug(String name) {
        return bridge.home.sphere.addCrownstone(CrownstoneSpec.plug(name).state(0));
    }

    private void assertObeys(String thing, SimulatedCrownstone crownstone) {
        int before = bridge.cloud().switchCommands().size();
        bridge.publish(thing + "/set", "ON");
        bridge.awaitStatuses(thing, "accepted", "confirmed");
        assertThat(bridge.cloud().switchCommands())
                .hasSize(before + 1)
                .last()
                .satisfies(command -> assertThat(command.crownstone()).isEqualTo(crownstone));
    }

    @Test
    void twoOfOneNameAreDistinguished() {
        SimulatedCrownstone one = plug("Spot");
        SimulatedCrownstone other = plug("spot!");
        bridge.startAndMirror();

        assertObeys("home/crownstone/spot", one);
        assertObeys("home/crownstone/spot-" + other.uid(), other);

        other.rename("Beam");
        bridge.awaitHeld("home/crownstone/beam/switch", "ON");
        bridge.awaitHeld("home/crownstone/spot/switch", "ON");
        bridge.awaitMirror();
    }

    @Test
    void whatMqttReservesIsInNoTopic() {
        SimulatedCrownstone wild = plug("a/b +# \"c\" 💡");
        SimulatedCrownstone emoji = plug("💡");
        SimulatedCrownstone accents = plug("Ünïcode Ægir №5");
        bridge.startAndMirror();

        assertObeys("home/crownstone/a-b-c", wild);
        assertObeys("home/crownstone/crownstone-" + emoji.uid(), emoji);
        assertObeys("home/crownstone/unicode-aegir-no5", accents);
        assertThat(bridge.heldJson("home/crownstone/a-b-c/attributes")
                        .path("name")
                        .asString())
                .isEqualTo("a/b +# \"c\" 💡");
        bridge.awaitMirror();
    }

    @Test
    void aCrownstoneOfWhichNothingIsKnownWorks() {
        SimulatedCrownstone bare = bridge.home.sphere.addCrownstone(CrownstoneSpec.bare());
        bridge.startAndMirror();

        String thing = "home/crownstone/crownstone-" + bare.uid();
        assertThat(bridge.held(thing + "/state")).isEqualTo("{\"state\":null}");
        assertObeys(thing, bare);
        bridge.awaitHeld(thing + "/switch", "ON");
    }

    @Test
    void whatWasClearedIsAsWhatWasNeverSet() {
        bridge.startAndMirror();

        for (String field : new String[] {"icon", "type", "firmwareVersion", "locationId", "description"}) {
            bridge.home.lamp.setText(field, null);
        }
        bridge.home.lamp.rename(null);

        bridge.awaitHeld("home/crownstone/crownstone-" + bridge.home.lamp.uid() + "/brightness", "40");
        bridge.awaitMirror();
        assertObeys("home/crownstone/crownstone-" + bridge.home.lamp.uid(), bridge.home.lamp);
    }

    @Test
    void aStaleRoomIsNoRoom() {
        bridge.startAndMirror();

        bridge.home.study.delete();
        bridge.awaitCleared("home/location/study/presence");

        bridge.awaitMirror();
        assertThat(bridge.heldJson("home/crownstone/desk-lamp/attributes").has("location"))
                .isFalse();
    }

    @Test
    void peopleWithoutNamesAndOfOneNameAreDistinguished() {
        SimulatedUser nobody = bridge.home.home.addAccount("nobody@example.com", TestHome.PASSWORD, null, null);
        SimulatedUser otherAda = bridge.home.home.addAccount("ada2@example.com", TestHome.PASSWORD, "Ada", "Byron");
        bridge.home.sphere.member(nobody, SphereRole.MEMBER).member(otherAda, SphereRole.MEMBER);
        bridge.startAndMirror();

        bridge.home.sphere.enter(nobody);
        bridge.home.kitchen.enter(otherAda);

        bridge.awaitHeld("home/user/user-" + tail(nobody.id()) + "/presence", "home");
        bridge.awaitHeld("home/user/ada-" + tail(otherAda.id()) + "/location", "Kitchen");
        assertThat(bridge.held("home/user/ada/presence")).isEqualTo("home");
        bridge.awaitMirror();
    }

    @Test
    void spheresOfOneNameAndOneCalledBridgeAreDistinguished() {
        SimulatedSphere second = bridge.home.home.addSphere("HOME").member(bridge.home.ada, SphereRole.ADMIN);
        SimulatedSphere reserved = bridge.home.home.addSphere("Bridge").member(bridge.home.ada, SphereRole.ADMIN);
        SimulatedSphere emoji = bridge.home.home.addSphere("🏠").member(bridge.home.ada, SphereRole.ADMIN);
        bridge.startAndMirror();

        for (String level : new String[] {
            "home", "home-" + tail(second.id()), "bridge-" + tail(reserved.id()), "sphere-" + tail(emoji.id())
        }) {
            assertThat(bridge.held(level + "/availability")).as(level).isEqualTo("online");
        }
    }

    @Test
    void aSnapshotOfNullsIsAHomeToo() {
        String sphere = bridge.home.sphere.id();
        String lamp = bridge.home.lamp.id();
        String nulls = """
                [{"id":"%s","name":null,"uid":null,"gpsLocation":null,
                  "ownedStones":[
                    {"id":"%s","name":null,"uid":null,"type":null,"icon":null,"locationId":null,"firmwareVersion":null,
                     "hardwareVersion":null,"address":null,"locked":null,"currentSwitchState":null,"abilities":null},
                    {"id":"ffffffffffffffffffffffff"}],
                  "ownedLocations":[{"id":"eeeeeeeeeeeeeeeeeeeeeeee","name":null,"uid":null,"icon":null}]}]
                """.formatted(sphere, lamp);
        bridge.faults().failAll(bridge.home.ada.id() + "/spheres", Failure.answer(200, "application/json", nulls));
        bridge.startAndMirror();

        String level = "sphere-" + tail(sphere);
        assertThat(bridge.held(level + "/availability")).isEqualTo("online");
        assertThat(bridge.held(level + "/crownstone/crownstone-" + tail(lamp) + "/state"))
                .isEqualTo("{\"state\":null}");
        assertThat(bridge.held(level + "/crownstone/crownstone-ffffff/state")).isEqualTo("{\"state\":null}");
        assertThat(bridge.held(level + "/location/location-eeeeee/presence")).isEqualTo("OFF");
        bridge.publish(level + "/crownstone/crownstone-" + tail(lamp) + "/set", "ON");
        bridge.awaitHeld(level + "/crownstone/crownstone-" + tail(lamp) + "/switch", "ON");
    }

    private static String tail(String id) {
        return id.substring(id.length() - 6);
    }
}
