package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.SimulatedHub;
import io.crownstone2mqtt.simulator.SimulatedScene;
import io.crownstone2mqtt.simulator.SimulatedSphere;
import io.crownstone2mqtt.simulator.SphereRole;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Scenes, hubs and whether anybody can switch, through the whole bridge. */
class ScenesAndHubsIT extends WithHiveMq {
    private static final String LAMP = "home/crownstone/desk-lamp";
    private static final String COFFEE = "home/crownstone/coffee-machine";
    private static final String SCENE = "home/scene/film-night";
    private static final String HUB = "home/hub/hallway-hub/connectivity";

    private final SimulatedScene scene;

    ScenesAndHubsIT(HiveMqBroker broker) {
        super(broker);
        scene = bridge.home.sphere.addScene("Film night", Map.of(bridge.home.lamp, 20, bridge.home.coffee, 100));
    }

    private void resync() {
        bridge.publish("bridge/request/resync", "PRESS");
    }

    @Test
    void aSceneIsPressedWithOneRequest() {
        bridge.startAndMirror();

        bridge.publish(SCENE + "/set", "{\"state\":\"ON\",\"id\":\"film\"}");

        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        bridge.awaitStatuses(COFFEE, "accepted", "confirmed");
        assertThat(bridge.results(LAMP))
                .allMatch(result -> result.path("id").asString("").equals("film"));
        assertThat(bridge.switched()).containsExactlyInAnyOrder("Desk lamp PERCENTAGE 20", "Coffee machine TURN_ON");
        assertThat(bridge.requests("/switchCrownstones")).isEqualTo(1);
        assertThat(bridge.requests("/switch")).isZero();
        assertThat(bridge.statuses(SCENE)).isEmpty();
        bridge.awaitMirror();
    }

    @Test
    void aSceneOfTheOldScaleAndShapeIsPressed() {
        var old = JsonNodeFactory.instance.objectNode();
        old.put(Integer.toString(bridge.home.lamp.uid()), 0.6).put(Integer.toString(bridge.home.coffee.uid()), 1);
        old.put("999", 1);
        scene.setData(old);
        bridge.startAndMirror();

        bridge.publish(SCENE + "/set", "on");

        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        assertThat(bridge.switched()).containsExactlyInAnyOrder("Desk lamp PERCENTAGE 60", "Coffee machine TURN_ON");
    }

    @Test
    void aGuestPressesNoScene() {
        bridge.withAccounts(TestHome.GUS).startAndMirror();
        assertThat(bridge.held(SCENE + "/attributes")).contains("\"Desk lamp\":20");

        bridge.publish(SCENE + "/set", "ON");

        bridge.awaitStatuses(SCENE, "rejected");
        assertThat(bridge.switched()).isEmpty();
    }

    @Test
    void whatIsChangedInTheAppIsFoundByTheNextSnapshot() {
        SimulatedHub hub =
                bridge.home.sphere.addHub("Hallway hub", "192.168.1.5").in(bridge.home.kitchen);
        bridge.startAndMirror();
        assertThat(bridge.held(HUB)).isEqualTo("ON");

        scene.rename("Cinema");
        hub.rename("Attic hub");
        bridge.home.sphere.addScene("Bedtime", Map.of(bridge.home.lamp, 0));
        resync();
        bridge.awaitHeld("home/hub/attic-hub/connectivity", "ON");
        bridge.awaitCleared(SCENE + "/attributes");
        bridge.awaitMirror();
        assertThat(bridge.held("home/scene/bedtime/attributes")).isNotNull();
        bridge.publish("home/scene/cinema/set", "ON");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");

        scene.remove();
        hub.remove();
        resync();
        bridge.awaitCleared("home/scene/cinema/attributes");
        bridge.awaitCleared("home/hub/attic-hub/connectivity");
        bridge.awaitMirror();
    }

    @Test
    void aHubThatTheCloudDoesNotHearIsOffUntilItDoes() {
        SimulatedHub hub = bridge.home.sphere.addHub("Hallway hub", "192.168.1.5");
        bridge.startAndMirror();
        assertThat(bridge.held(HUB)).isEqualTo("ON");

        hub.stopAfterSilenceOf(Duration.ofMinutes(36));
        resync();
        bridge.awaitHeld(HUB, "OFF");
        bridge.awaitMirror();
        hub.start();
        resync();

        bridge.awaitHeld(HUB, "ON");
        bridge.awaitMirror();
        assertThat(bridge.observer().said()).noneMatch(said -> said.contains("192.168.1.5"));
    }

    @Test
    void switchingTellsWhetherACommandHasAChance() {
        SimulatedHub hub = bridge.home.sphere.addHub("Hallway hub", "192.168.1.5");
        bridge.home.sphere.exit(bridge.home.ada);
        bridge.cloud().phone().requirePresence(true);
        bridge.startAndMirror();
        assertThat(bridge.held("home/switching")).isEqualTo("ON");
        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");

        hub.stopAfterSilenceOf(Duration.ofMinutes(36));
        resync();
        bridge.awaitHeld("home/switching", "OFF");
        bridge.publish(LAMP + "/set", "ON");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed", "accepted", "unconfirmed");
        assertThat(bridge.results(LAMP).getLast().path("reason").asString(""))
                .endsWith("; nobody is at home and there is no hub that the cloud hears");

        bridge.home.sphere.enter(bridge.home.ada);
        bridge.awaitHeld("home/switching", "ON");
        bridge.publish(LAMP + "/set", "ON");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.statuses(LAMP)).endsWith("accepted", "confirmed"));
    }

    /** Scenes and hubs come with the home: per snapshot one request, and two for the people of each sphere. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void scenesAndHubsCostNoRequest(int spheres) {
        for (int number = 2; number <= spheres; number++) {
            SimulatedSphere more =
                    bridge.home.home.addSphere("House " + number).member(bridge.home.ada, SphereRole.ADMIN);
            var stove = more.addCrownstone(CrownstoneSpec.plug("Stove").state(0));
            more.addScene("Evening", Map.of(stove, 100));
            more.addHub("Hub", "192.168.1." + number);
        }
        bridge.start();
        bridge.awaitHeld(SCENE + "/attributes", sceneAttributes());
        await().atMost(PATIENCE).until(() -> bridge.held("bridge/info") != null);
        long before = bridge.cloud().requests().size();

        scene.rename("Cinema");
        resync();
        bridge.awaitCleared(SCENE + "/attributes");

        List<String> asked = bridge.cloud().requests().stream()
                .skip(before)
                .map(request -> request.path())
                .toList();
        assertThat(asked).hasSize(1 + 2 * spheres);
        assertThat(asked.stream().map(path -> path.replaceFirst(".*/", "")).collect(Collectors.toSet()))
                .isEqualTo(Set.of("spheres", "users", "presentPeople"));
        assertThat(bridge.requests("/scenes") + bridge.requests("/hubs")).isZero();
        bridge.awaitMirror();
    }

    private String sceneAttributes() {
        return "{\"name\":\"Film night\",\"id\":\"" + scene.id()
                + "\",\"levels\":{\"Desk lamp\":20,\"Coffee machine\":100}}";
    }
}
