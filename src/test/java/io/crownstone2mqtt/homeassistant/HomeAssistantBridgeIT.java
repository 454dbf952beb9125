package io.crownstone2mqtt.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.homeassistant.HomeAssistant.Entity;
import io.crownstone2mqtt.simulator.Failure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a user of Home Assistant sees of the bridge itself, and can do with it. */
class HomeAssistantBridgeIT extends HomeAssistantTier {
    private static final String PROBLEMS = "sensor.crownstone_bridge_problems";
    private static final String VERSION = "update.crownstone_bridge_version";
    private static final String FAILED_COMMAND = "event.crownstone_bridge_failed_command";
    private static final String LAST_SYNC = "sensor.crownstone_bridge_last_sync";
    private static final String LOG_LEVEL = "select.crownstone_bridge_log_level";
    private static final String RESTART = "button.crownstone_bridge_restart";

    HomeAssistantBridgeIT() {
        super("");
    }

    /** Before 2025.10 Home Assistant makes the entity id of the name that is shown. */
    private String link(String key) {
        return homeAssistant.entityIdOf("crownstone2mqtt_crownstone2mqtt_" + key);
    }

    private String info(String member) {
        String info = household.retained().getOrDefault("crownstone2mqtt/bridge/info", "{}");
        return JsonMapper.shared().readTree(info).path(member).asString("");
    }

    private void press(String button) {
        homeAssistant.call("button", "press", "{\"entity_id\":\"" + button + "\"}");
    }

    @Test
    void showsThatAllIsWell() {
        assertThat(homeAssistant.stateOf(link("cloud_1"))).isEqualTo("on");
        assertThat(homeAssistant.stateOf(link("events_1"))).isEqualTo("on");
        assertThat(homeAssistant.stateOf(PROBLEMS)).isEqualTo("0");
        assertThat(homeAssistant.stateOf(VERSION)).isEqualTo("off");
        assertThat(homeAssistant.attribute(VERSION, "installed_version").asString(""))
                .isEqualTo(info("version"))
                .isNotEmpty();
        assertThat(homeAssistant.stateOf(FAILED_COMMAND)).isEqualTo("unknown");
        assertThat(homeAssistant.entities())
                .filteredOn(Entity::disabled)
                .extracting(Entity::entityId)
                .containsExactlyInAnyOrder(LAST_SYNC, LOG_LEVEL, RESTART);
    }

    @Test
    void tellsWhatIsWrongWhileItIs() {
        String cloud = link("cloud_1");
        String events = link("events_1");
        household.cloud.faults().failAll("/", Failure.status(503));
        household.cloud.faults().stream().refuseConnections(true);
        household.cloud.faults().stream().cutAll();
        press("button.crownstone_bridge_resync");

        homeAssistant.awaitState(events, "off");
        homeAssistant.awaitState(cloud, "off");
        homeAssistant.awaitState(PROBLEMS, "1");
        assertThat(homeAssistant.attribute(PROBLEMS, "problems").toString()).contains("account 1: ");
        household.cloud.faults().clear();
        homeAssistant.awaitState(events, "on");
        homeAssistant.awaitState(cloud, "on");
        homeAssistant.awaitState(PROBLEMS, "0");
        homeAssistant.awaitAttribute(PROBLEMS, "problems", "[]");
    }

    @Test
    void showsThatOnlyTheEventStreamIsDown() {
        household.cloud.faults().stream().refuseConnections(true);
        household.cloud.faults().stream().cutAll();

        homeAssistant.awaitState(link("events_1"), "off");
        homeAssistant.awaitState(PROBLEMS, "1");
        assertThat(homeAssistant.stateOf(link("cloud_1"))).isEqualTo("on");
        household.cloud.faults().clear();
        homeAssistant.awaitState(link("events_1"), "on");
        homeAssistant.awaitState(PROBLEMS, "0");
    }

    @Test
    void tellsOfACommandThatFails() {
        Instant before = Instant.now();

        household.client.publish("crownstone2mqtt/home/crownstone/coffee-machine/set", "40");

        homeAssistant.awaitAttribute(FAILED_COMMAND, "event_type", "\"rejected\"");
        homeAssistant.awaitAttribute(FAILED_COMMAND, "thing", "\"Coffee machine\"");
        assertThat(homeAssistant.attribute(FAILED_COMMAND, "reason").asString(""))
                .contains("dimming");
        assertThat(Instant.parse(homeAssistant.stateOf(FAILED_COMMAND))).isBetween(before, Instant.now());
    }

    @Test
    void logsAsMuchAsIsChosen() {
        homeAssistant.enable(LOG_LEVEL, LAST_SYNC);
        homeAssistant.awaitState(LOG_LEVEL, "info");
        assertThat(Instant.parse(homeAssistant.stateOf(LAST_SYNC)))
                .isEqualTo(Instant.parse(info("last_sync")).truncatedTo(ChronoUnit.SECONDS));

        homeAssistant.call("select", "select_option", "{\"entity_id\":\"" + LOG_LEVEL + "\",\"option\":\"debug\"}");

        homeAssistant.awaitState(LOG_LEVEL, "debug");
        household.stopBridge();
        assertThat(household.bridgeLog()).contains(" DEBUG ");
        household.startBridge("");
        homeAssistant.awaitState(LOG_LEVEL, "info");
    }

    @Test
    void restartsAtThePressOfAButton() {
        homeAssistant.enable(RESTART);
        homeAssistant.awaitState(RESTART, "unknown");
        String started = info("started");

        press(RESTART);

        HomeAssistant.await().until(() -> Instant.parse(info("started")).isAfter(Instant.parse(started)));
        homeAssistant.awaitState("binary_sensor.crownstone_bridge_connection", "on");
        homeAssistant.awaitState(LAMP, "on");
        homeAssistant.awaitState("device_tracker.ada", "home");
    }
}
