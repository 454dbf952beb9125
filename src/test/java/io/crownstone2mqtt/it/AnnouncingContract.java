package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.TestBroker;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the bridge keeps on every broker: all of the home, nothing else, and not what belongs to others. */
abstract class AnnouncingContract {
    private static final String LAMP = "home/crownstone/desk-lamp";

    private final RunningBridge bridge;

    AnnouncingContract(TestBroker broker) {
        bridge = RunningBridge.on(broker);
    }

    @AfterEach
    void closeBridge() {
        bridge.close();
    }

    @Test
    void theWholeHomeIsOnTheBroker() {
        bridge.startAndMirror();

        assertThat(bridge.held("bridge/state")).isEqualTo("online");
        assertThat(bridge.heldJson("bridge/info").path("counts").toString())
                .isEqualTo("{\"spheres\":1,\"locations\":2,\"crownstones\":4,\"users\":3}");
        assertThat(bridge.held("home/availability")).isEqualTo("online");
        assertThat(bridge.held("home/presence")).isEqualTo("ON");
        assertThat(bridge.held("home/presence/attributes")).isEqualTo("{\"count\":1,\"users\":[\"Ada\"]}");
        assertThat(bridge.held("home/location/kitchen/presence")).isEqualTo("ON");
        assertThat(bridge.held("home/location/kitchen/presence/attributes"))
                .isEqualTo("{\"count\":1,\"users\":[\"Ada\"]}");
        assertThat(bridge.held("home/location/study/presence")).isEqualTo("OFF");
        assertThat(bridge.held("home/user/ada/presence")).isEqualTo("home");
        assertThat(bridge.held("home/user/ada/location")).isEqualTo("Kitchen");
        assertThat(bridge.held("home/user/ada/attributes"))
                .isEqualTo("{\"in_zones\":[\"zone.home\"],\"sphere\":\"Home\",\"locations\":[\"Kitchen\"]}");
        assertThat(bridge.held("home/user/max/presence")).isEqualTo("not_home");
        assertThat(bridge.held("home/user/max/location")).isEqualTo("not_home");
    }

    @Test
    void aCrownstoneHasTheTopicsOfItsAbilities() {
        bridge.startAndMirror();

        assertThat(bridge.held(LAMP + "/state"))
                .startsWith("{\"state\":\"ON\",\"brightness\":40,\"confirmed\":true,\"source\":\"sync\",\"since\":\"");
        assertThat(bridge.held(LAMP + "/switch")).isEqualTo("ON");
        assertThat(bridge.held(LAMP + "/brightness")).isEqualTo("40");
        assertThat(bridge.heldJson(LAMP + "/attributes").path("location").asString())
                .isEqualTo("Study");
        assertThat(bridge.held("home/crownstone/coffee-machine/state"))
                .startsWith("{\"state\":\"OFF\",\"confirmed\":true,");
        assertThat(bridge.held("home/crownstone/coffee-machine/switch")).isEqualTo("OFF");
        assertThat(bridge.held("home/crownstone/coffee-machine/brightness")).isNull();
        assertThat(bridge.held("home/crownstone/fairy-lights/state")).isEqualTo("{\"state\":null}");
        assertThat(bridge.held("home/crownstone/fairy-lights/switch")).isNull();
        assertThat(bridge.held("home/crownstone/dongle/attributes")).contains("\"CROWNSTONE_USB\"");
        assertThat(bridge.held("home/crownstone/dongle/state")).isNull();
    }

    @Test
    void everyThingIsAnnouncedToHomeAssistant() {
        bridge.startAndMirror();

        String sphere = "crownstone_sphere_" + bridge.home.sphere.id();
        assertThat(bridge.observer().payloads())
                .containsKeys(
                        bridge.discovery("light/crownstone_" + bridge.home.lamp.id() + "/light/config"),
                        bridge.discovery("switch/crownstone_" + bridge.home.coffee.id() + "/switch/config"),
                        bridge.discovery("binary_sensor/" + sphere + "/presence/config"),
                        bridge.discovery("sensor/" + sphere + "/people/config"),
                        bridge.discovery("binary_sensor/" + sphere + "/cloud/config"),
                        bridge.discovery(
                                "binary_sensor/crownstone_location_" + bridge.home.kitchen.id() + "/presence/config"),
                        bridge.discovery("device_tracker/crownstone_user_" + bridge.home.ada.id() + "/presence/config"),
                        bridge.discovery("sensor/crownstone_user_" + bridge.home.ada.id() + "/location/config"),
                        bridge.discovery("binary_sensor/" + bridgeNode() + "/connection/config"),
                        bridge.discovery("button/" + bridgeNode() + "/resync/config"));
    }

    private String bridgeNode() {
        return "crownstone2mqtt_" + bridge.settings.base();
    }

    private String lampConfig() {
        return bridge.discovery("light/crownstone_" + bridge.home.lamp.id() + "/light/config");
    }

    @Test
    void aRestartLeavesTheTopicsAndPublishesOnlyWhatIsNew() {
        bridge.startAndMirror();
        bridge.stop();
        bridge.awaitHeld("bridge/state", "offline");
        assertThat(bridge.held(LAMP + "/switch")).isEqualTo("ON");

        bridge.home.coffee.reportState(100);
        bridge.startAndMirror();

        assertThat(bridge.observer().payloads(lampConfig())).hasSize(1);
        assertThat(bridge.payloads(LAMP + "/switch")).containsExactly("ON");
        assertThat(bridge.payloads("home/crownstone/coffee-machine/switch")).containsExactly("OFF", "ON");
        assertThat(bridge.payloads("bridge/state")).containsExactly("online", "offline", "online");
    }

    @Test
    void whatWasRenamedOrRemovedWhileTheBridgeWasDownIsClearedAtTheNextStart() {
        bridge.startAndMirror();
        bridge.stop();

        bridge.home.lamp.rename("Reading lamp");
        bridge.home.coffee.remove();
        bridge.home.study.delete();
        bridge.startAndMirror();

        assertThat(bridge.held("home/crownstone/reading-lamp/switch")).isEqualTo("ON");
        assertThat(bridge.held(LAMP + "/switch")).isNull();
        assertThat(bridge.held("home/crownstone/coffee-machine/switch")).isNull();
        assertThat(bridge.held("home/location/study/presence")).isNull();
        assertThat(bridge.observer().payloads(lampConfig())).hasSize(2);
    }

    @Test
    void whatBelongsToOthersIsNotTouched() {
        String ours = """
                {"name":null,"origin":{"name":"crownstone2mqtt"},"availability":[{"topic":"%s"}]}""";
        String orphan = bridge.discovery("light/crownstone_ffffffffffffffffffffffff/light/config");
        bridge.observer().publishRetained(orphan, ours.formatted(bridge.topic("bridge/state")));
        bridge.observer().publishRetained(bridge.topic("home/crownstone/gone/switch"), "ON");
        bridge.publishForeign(
                bridge.discovery("light/crownstone_eeeeeeeeeeeeeeeeeeeeeeee/light/config"),
                ours.formatted("other-bridge/bridge/state"));
        bridge.publishForeign(
                bridge.discovery("light/crownstone_dddddddddddddddddddddddd/light/config"),
                "{\"name\":\"by hand\",\"origin\":{\"name\":\"somebody\"}}");
        bridge.publishForeign(bridge.discovery("sensor/thermometer/temperature/config"), "{\"name\":\"Warm\"}");
        bridge.publishForeign(bridge.discovery("light/crownstone_cccccccccccccccccccccccc/light/config"), "no JSON");
        bridge.publishForeign(bridge.topic("notes"), "of the owner");
        bridge.publishForeign(bridge.topic("home/crownstone/desk-lamp/note"), "of the owner");

        bridge.startAndMirror();

        assertThat(bridge.observer().payloads(orphan).getLast()).isEmpty();
        assertThat(bridge.held("home/crownstone/gone/switch")).isNull();
    }

    @Test
    void aDiscoveryMessageThatSomebodyClearsComesBack() {
        bridge.startAndMirror();

        bridge.observer().publishRetained(lampConfig(), "");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(bridge.observer().payloads(lampConfig())).hasSize(3));

        bridge.awaitMirror();
    }

    @Test
    void aRetainedCommandIsIgnoredAtEveryStart() {
        try (LogLines log = new LogLines()) {
            bridge.publishForeign(bridge.topic(LAMP + "/set"), "OFF");
            bridge.publishForeign(bridge.topic("home/set"), "OFF");
            bridge.startAndMirror();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(log.starting("WARN a retained message on "))
                            .hasSize(2));

            bridge.publish(LAMP + "/set", "60");
            bridge.awaitStatuses(LAMP, "accepted", "confirmed");
            assertThat(bridge.switched()).containsExactly("Desk lamp PERCENTAGE 60");
        }
    }

    @Test
    void whenHomeAssistantStartsEverythingIsAnnouncedOnce() {
        bridge.startAndMirror();

        List.of("offline", "online", "online", "online")
                .forEach(payload -> bridge.observer().publish(bridge.settings.status(), payload));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(bridge.payloads(LAMP + "/brightness")).hasSize(2));
        bridge.publish(LAMP + "/set", "70");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");

        assertThat(bridge.observer().payloads(lampConfig())).hasSize(2);
        assertThat(bridge.payloads("home/availability")).containsExactly("online", "online");
        assertThat(bridge.payloads(LAMP + "/brightness")).containsExactly("40", "40", "70");
        bridge.awaitMirror();
    }

    @Test
    void theOtherDiscoveryFormatTakesThePlaceOfTheFirst() {
        bridge.startAndMirror();
        bridge.stop();

        bridge.with("home-assistant.discovery-format", "device").startAndMirror();
        assertThat(bridge.observer().payloads())
                .containsKey(bridge.discovery("device/crownstone_" + bridge.home.lamp.id() + "/config"))
                .doesNotContainKey(lampConfig());
        bridge.stop();

        bridge.with("home-assistant.enabled", "false").startAndMirror();
        assertThat(bridge.observer().payloads())
                .noneSatisfy((topic, _) -> assertThat(topic).startsWith(bridge.settings.prefix()));
    }

    @Test
    void theOtherTopicStyleTakesThePlaceOfTheFirst() {
        bridge.startAndMirror();
        bridge.stop();

        bridge.with("mqtt.topic-style", "id").startAndMirror();

        String lamp = bridge.home.sphere.id() + "/crownstone/" + bridge.home.lamp.id();
        assertThat(bridge.held(lamp + "/switch")).isEqualTo("ON");
        assertThat(bridge.held(LAMP + "/switch")).isNull();
        bridge.publish(lamp + "/set", "OFF");
        bridge.awaitStatuses(lamp, "accepted", "confirmed");
        bridge.awaitMirror();
    }

    @Test
    void nothingIsRetainedThatIsNoTopicOfTheContract() {
        bridge.startAndMirror();
        bridge.publish(LAMP + "/set", "OFF");
        bridge.publish(LAMP + "/set", "nonsense");
        bridge.awaitHeld(LAMP + "/switch", "OFF");

        assertThat(bridge.retained().keySet()).noneMatch(topic -> topic.matches(".*/(result|set|survey|resync)"));
        bridge.awaitMirror();
    }
}
