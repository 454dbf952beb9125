package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.simulator.SimulatedLocation;
import io.crownstone2mqtt.simulator.SimulatedSphere;
import io.crownstone2mqtt.simulator.SimulatedUser;
import io.crownstone2mqtt.simulator.SphereRole;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The home is changed in the app while the bridge runs. */
class ChangesIT extends WithHiveMq {
    private static final String LAMP = "home/crownstone/desk-lamp";

    ChangesIT(HiveMqBroker broker) {
        super(broker);
    }

    private String config(String component, SimulatedCrownstone crownstone) {
        return bridge.discovery(component + "/crownstone_" + crownstone.id() + "/" + component + "/config");
    }

    /** Where in the stream of messages the topic was last set or, with an empty payload, cleared. */
    private int lastOf(String topic, boolean cleared) {
        List<WireClient.Received> all = bridge.observer().received();
        for (int at = all.size() - 1; at >= 0; at--) {
            WireClient.Received message = all.get(at);
            if (message.topic().equals(topic) && message.payload().isEmpty() == cleared) {
                return at;
            }
        }
        throw new AssertionError("nothing received on " + topic);
    }

    @Test
    void aNewCrownstoneAppearsAndObeys() {
        bridge.startAndMirror();

        bridge.home.sphere.addCrownstone(
                CrownstoneSpec.dimmer("Ceiling").in(bridge.home.kitchen).state(100));
        bridge.awaitHeld("home/crownstone/ceiling/brightness", "100");
        bridge.publish("home/crownstone/ceiling/set", "20");

        bridge.awaitStatuses("home/crownstone/ceiling", "accepted", "confirmed");
        bridge.awaitMirror();
    }

    @Test
    void aRenamedCrownstoneMovesWithNewTopicsBeforeTheOldOnesGo() {
        bridge.startAndMirror();

        bridge.home.lamp.rename("Leselampe für Ada");
        bridge.awaitHeld("home/crownstone/leselampe-fur-ada/switch", "ON");
        bridge.awaitCleared(LAMP + "/switch");
        bridge.awaitMirror();

        String config = config("light", bridge.home.lamp);
        assertThat(RunningBridge.json(bridge.observer().payloads(config).getLast())
                        .path("device")
                        .path("name")
                        .asString())
                .isEqualTo("Leselampe für Ada");
        assertThat(lastOf(bridge.topic("home/crownstone/leselampe-fur-ada/state"), false))
                .isLessThan(lastOf(config, false));
        assertThat(lastOf(config, false)).isLessThan(lastOf(bridge.topic(LAMP + "/state"), true));
    }

    @Test
    void aCommandToTheOldNameIsRejected() {
        bridge.startAndMirror();
        bridge.home.lamp.rename("Reading lamp");
        bridge.awaitHeld("home/crownstone/reading-lamp/switch", "ON");

        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "rejected");

        assertThat(bridge.switched()).isEmpty();
    }

    @Test
    void aCrownstoneInAnotherRoomIsSwitchedWithThatRoom() {
        bridge.startAndMirror();

        bridge.home.lamp.moveTo(bridge.home.kitchen);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.heldJson(LAMP + "/attributes")
                                .path("location")
                                .asString())
                        .isEqualTo("Kitchen"));
        bridge.publish("home/location/study/set", "OFF");
        bridge.publish("home/location/kitchen/set", "OFF");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");

        assertThat(bridge.switched()).containsExactlyInAnyOrder("Desk lamp TURN_OFF", "Coffee machine TURN_OFF");
        assertThat(bridge.statuses("home/location/study")).containsExactly("rejected");
        bridge.awaitMirror();
    }

    @Test
    void dimmingTurnsASwitchIntoALightAndBack() {
        String asSwitch = config("switch", bridge.home.coffee);
        String asLight = config("light", bridge.home.coffee);
        bridge.startAndMirror();

        bridge.home.coffee.setDimming(true);
        bridge.awaitHeld("home/crownstone/coffee-machine/brightness", "0");
        bridge.awaitMirror();
        assertThat(bridge.observer().payloads()).containsKey(asLight).doesNotContainKey(asSwitch);
        assertThat(lastOf(asLight, false)).isLessThan(lastOf(asSwitch, true));
        bridge.publish("home/crownstone/coffee-machine/set", "30");
        bridge.awaitStatuses("home/crownstone/coffee-machine", "accepted", "confirmed");

        bridge.home.coffee.setDimming(false);
        bridge.awaitCleared("home/crownstone/coffee-machine/brightness");
        bridge.awaitMirror();
        assertThat(bridge.observer().payloads()).containsKey(asSwitch).doesNotContainKey(asLight);
        assertThat(lastOf(asSwitch, false)).isLessThan(lastOf(asLight, true));
    }

    @Test
    void aRemovedCrownstoneIsGoneDiscoveryFirst() {
        bridge.startAndMirror();

        bridge.home.lamp.remove();
        bridge.awaitCleared(LAMP + "/attributes");
        bridge.awaitMirror();

        assertThat(lastOf(config("light", bridge.home.lamp), true))
                .isLessThan(lastOf(bridge.topic(LAMP + "/state"), true));
    }

    @Test
    void roomsComeAndGoAndAreRenamed() {
        bridge.startAndMirror();

        SimulatedLocation attic = bridge.home.sphere.addLocation("Attic");
        bridge.awaitHeld("home/location/attic/presence", "OFF");
        attic.rename("Loft");
        bridge.awaitHeld("home/location/loft/presence", "OFF");
        bridge.awaitCleared("home/location/attic/presence");
        bridge.home.kitchen.rename("Galley");
        bridge.awaitHeld("home/user/ada/location", "Galley");
        attic.delete();
        bridge.awaitCleared("home/location/loft/presence");

        bridge.awaitMirror();
    }

    @Test
    void usersComeAndGo() {
        bridge.startAndMirror();
        SimulatedUser eve = bridge.home.home.addAccount("eve@example.com", TestHome.PASSWORD, "Eve", null);

        bridge.home.sphere.member(eve, SphereRole.MEMBER);
        bridge.publish("bridge/request/resync", "PRESS");
        bridge.awaitHeld("home/user/eve/presence", "not_home");
        bridge.home.sphere.enter(eve);
        bridge.awaitHeld("home/user/eve/presence", "home");
        bridge.home.sphere.removeUser(eve);
        bridge.awaitCleared("home/user/eve/presence");

        bridge.awaitMirror();
        assertThat(bridge.held("home/presence/attributes")).doesNotContain("Eve");
    }

    @Test
    void aNewRoleCountsAtOnce() {
        bridge.withAccounts(TestHome.MAX).startAndMirror();
        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");

        long snapshots = bridge.requests("/spheres");
        bridge.home.sphere.changeRole(bridge.home.max, SphereRole.GUEST);
        await().atMost(PATIENCE).until(() -> bridge.requests("/spheres") > snapshots);
        await().atMost(PATIENCE).untilAsserted(() -> {
            bridge.publish(LAMP + "/set", "ON");
            assertThat(bridge.statuses(LAMP)).contains("rejected");
        });
    }

    @Test
    void aRenamedSphereMovesAsAWhole() {
        bridge.startAndMirror();

        bridge.home.sphere.rename("Zuhause");
        bridge.awaitHeld("zuhause/crownstone/desk-lamp/switch", "ON");
        bridge.awaitCleared("home/availability");
        bridge.publish("zuhause/crownstone/desk-lamp/set", "OFF");
        bridge.awaitStatuses("zuhause/crownstone/desk-lamp", "accepted", "confirmed");

        bridge.awaitMirror();
    }

    @Test
    void eventsOfANewSphereArriveAfterTheStreamWasReopened() {
        bridge.startAndMirror();
        int streams = bridge.cloud().streamRequests().size();

        SimulatedSphere cottage = bridge.home.home.addSphere("Cottage").member(bridge.home.ada, SphereRole.ADMIN);
        SimulatedCrownstone stove =
                cottage.addCrownstone(CrownstoneSpec.plug("Stove").state(0));
        bridge.publish("bridge/request/resync", "PRESS");
        bridge.awaitHeld("cottage/crownstone/stove/switch", "OFF");
        await().atMost(PATIENCE).until(() -> bridge.cloud().streamRequests().size() > streams);
        bridge.awaitHeld("cottage/availability", "online");
        bridge.awaitMirror();
        stove.reportState(100);

        bridge.awaitHeld("cottage/crownstone/stove/switch", "ON");
        assertThat(bridge.payloads("home/availability")).containsExactly("online");
        assertThat(bridge.payloads("cottage/availability")).containsExactly("online");
        bridge.awaitMirror();
    }

    @Test
    void aRemovedSphereIsGone() {
        SimulatedSphere cottage = bridge.home.home.addSphere("Cottage").member(bridge.home.ada, SphereRole.ADMIN);
        cottage.addCrownstone(CrownstoneSpec.plug("Stove").state(0));
        bridge.startAndMirror();
        assertThat(bridge.held("cottage/crownstone/stove/switch")).isEqualTo("OFF");

        cottage.remove();
        bridge.awaitCleared("cottage/availability");

        bridge.awaitMirror();
    }

    @Test
    void aSphereFromWhichTheAccountWasRemovedIsGone() {
        SimulatedSphere cottage = bridge.home.home.addSphere("Cottage").member(bridge.home.ada, SphereRole.ADMIN);
        bridge.startAndMirror();

        cottage.removeUser(bridge.home.ada);
        bridge.awaitCleared("cottage/availability");

        bridge.awaitMirror();
    }

    @Test
    void aChangedTypeCanTakeTheSwitchAway() {
        bridge.startAndMirror();

        bridge.home.coffee.setText("type", "GUIDESTONE");
        bridge.awaitCleared("home/crownstone/coffee-machine/state");
        bridge.awaitMirror();
        bridge.home.coffee.setText("type", null);

        bridge.awaitHeld("home/crownstone/coffee-machine/switch", "OFF");
        bridge.awaitMirror();
    }
}
