package io.crownstone2mqtt.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crownstone2mqtt.homeassistant.HomeAssistant.Device;
import io.crownstone2mqtt.homeassistant.HomeAssistant.Entity;
import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.simulator.SwitchPacket;
import io.crownstone2mqtt.simulator.SwitchPacket.SwitchType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user of Home Assistant sees when parts of it all stop, start, or are configured otherwise. */
class HomeAssistantRestartsIT extends HomeAssistantTier {
    HomeAssistantRestartsIT() {
        super("");
    }

    @Test
    void isCompleteAfterARestartOfHomeAssistant() {
        List<Entity> before = homeAssistant.entities();

        homeAssistant.restart();

        homeAssistant.awaitState(LAMP, "on");
        homeAssistant.awaitState("device_tracker.ada", "home");
        household.settle();
        assertThat(homeAssistant.entities()).containsExactlyInAnyOrderElementsOf(before);
        awaitBirth();
    }

    private void awaitBirth() {
        HomeAssistant.await()
                .until(() -> household.client.payloads("homeassistant/status"), said -> said.contains("online"));
    }

    /** What the broker held in memory is gone with it. */
    @Test
    void isCompleteAfterARestartOfTheBroker() {
        List<Entity> before = homeAssistant.entities();
        Map<String, String> states = homeAssistant.states();
        homeAssistant.expectComplaint("Disconnected from MQTT server");
        homeAssistant.expectComplaint("Error returned from MQTT server: The connection was lost");
        awaitBirth();

        household.broker.stop();
        homeAssistant.awaitState(LAMP, "unavailable");
        household.crownstone("Desk lamp").reportState(80);
        household.broker.start();

        homeAssistant.awaitAttribute(LAMP, "brightness", "204");
        household.settle();
        assertThat(homeAssistant.states()).isEqualTo(states).doesNotContainValue("unavailable");
        assertThat(homeAssistant.entities()).containsExactlyInAnyOrderElementsOf(before);

        homeAssistant.call("light", "turn_on", "{\"entity_id\":\"" + LAMP + "\",\"brightness_pct\":20}");
        homeAssistant.awaitAttribute(LAMP, "brightness", "51");
        HomeAssistant.await()
                .untilAsserted(() -> assertThat(household.cloud.switchCommands())
                        .extracting(SwitchPacket::type, SwitchPacket::percentage)
                        .containsExactly(tuple(SwitchType.PERCENTAGE, 20.0)));
    }

    @Test
    void keepsEverythingThroughChangesOfTheFormat() {
        List<Entity> before = homeAssistant.entities();
        List<Device> devices = homeAssistant.devices();
        for (String format : List.of("device", "component")) {
            household.stopBridge();
            household.startBridge("home-assistant.discovery-format = " + format);
            homeAssistant.awaitState(LAMP, "on");
            HomeAssistant.await()
                    .until(() -> household.retained().keySet().stream()
                            .filter(topic -> topic.startsWith("homeassistant/"))
                            .allMatch(topic -> topic.startsWith("homeassistant/device/") == format.equals("device")));
            household.settle();

            assertThat(homeAssistant.entities()).containsExactlyInAnyOrderElementsOf(before);
            assertThat(homeAssistant.devices()).containsExactlyInAnyOrderElementsOf(devices);
        }
    }

    @Test
    void keepsEverythingThroughAChangeOfTheTopicStyle() {
        List<Entity> before = homeAssistant.entities();
        household.stopBridge();

        household.startBridge("mqtt.topic-style = id");

        homeAssistant.awaitState(LAMP, "on");
        HomeAssistant.await()
                .until(() -> household.retained().keySet().stream()
                        .noneMatch(topic -> topic.startsWith("crownstone2mqtt/home/")));
        household.settle();
        assertThat(homeAssistant.entities()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void isUnavailableWithoutTheBridge() {
        household.stopBridge();
        homeAssistant.awaitState(LAMP, "unavailable");
        homeAssistant.awaitState("device_tracker.ada", "unavailable");
        household.startBridge("");
        homeAssistant.awaitState(LAMP, "on");
        household.killBridge();
        homeAssistant.awaitState(LAMP, "unavailable");
        household.crownstone("Desk lamp").reportState(80);
        household.startBridge("");
        homeAssistant.awaitAttribute(LAMP, "brightness", "204");
        homeAssistant.awaitState("device_tracker.ada", "home");
    }

    @Test
    void isUnavailableWithoutTheCloud() {
        household.cloud.faults().failAll("/", Failure.status(503));
        household.cloud.faults().stream().refuseConnections(true);
        household.cloud.faults().stream().cutAll();

        homeAssistant.awaitState("binary_sensor.home_cloud", "off");
        homeAssistant.awaitState(LAMP, "unavailable");
        assertThat(homeAssistant.stateOf("binary_sensor.crownstone_bridge_connection"))
                .isEqualTo("on");
        household.cloud.faults().clear();
        homeAssistant.awaitState("binary_sensor.home_cloud", "on");
        homeAssistant.awaitState(LAMP, "on");
    }
}
