package io.crownstone2mqtt.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crownstone2mqtt.homeassistant.HomeAssistant.Device;
import io.crownstone2mqtt.homeassistant.HomeAssistant.Entity;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.simulator.SimulatedUser;
import io.crownstone2mqtt.simulator.SwitchPacket;
import io.crownstone2mqtt.simulator.SwitchPacket.SwitchType;
import io.crownstone2mqtt.testing.PublicationOrder;
import io.crownstone2mqtt.testing.TestClient.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a user of Home Assistant sees, through every change of the home; after each Home Assistant's log has no complaint. */
class HomeAssistantIT extends HomeAssistantTier {
    HomeAssistantIT() {
        super("");
    }

    private static final String COFFEE = "switch.coffee_machine";

    @Test
    void showsTheHome() {
        Map<String, Device> devices =
                homeAssistant.devices().stream().collect(Collectors.toMap(Device::identifier, Function.identity()));
        Device bridge = homeAssistant.device("crownstone2mqtt_crownstone2mqtt");
        Device home =
                homeAssistant.device("crownstone_sphere_" + household.home().id());
        Device lamp = homeAssistant.device(deviceOf("Desk lamp"));

        assertThat(bridge.via()).isEmpty();
        assertThat(home).extracting(Device::via, Device::name).containsExactly(bridge.id(), "Home");
        assertThat(lamp).extracting(Device::via, Device::area).containsExactly(home.id(), "study");
        assertThat(devices.values()).filteredOn(each -> each.via().isEmpty()).containsExactly(bridge);
        assertThat(devices).doesNotContainKey(deviceOf("Dongle"));
        assertThat(homeAssistant.stateOf(LAMP)).isEqualTo("on");
        assertThat(homeAssistant.attribute(LAMP, "brightness").asInt()).isEqualTo(102);
        assertThat(homeAssistant.stateOf(COFFEE)).isEqualTo("off");
        assertThat(homeAssistant.attribute(COFFEE, "device_class").asString("")).isEqualTo("outlet");
        assertThat(homeAssistant.stateOf("switch.fairy_lights")).isEqualTo("unknown");
        assertThat(homeAssistant.stateOf("binary_sensor.study_presence")).isEqualTo("on");
        assertThat(homeAssistant.stateOf("binary_sensor.garden_presence")).isEqualTo("off");
        assertThat(homeAssistant.stateOf("sensor.home_people")).isEqualTo("2");
        assertThat(homeAssistant.stateOf("sensor.ada_location")).isEqualTo("Study");
        assertThat(homeAssistant.stateOf("binary_sensor.home_cloud")).isEqualTo("on");
        assertThat(homeAssistant.stateOf("binary_sensor.crownstone_bridge_connection"))
                .isEqualTo("on");
        assertThat(homeAssistant.entities()).extracting(Entity::uniqueId).doesNotHaveDuplicates();
    }

    /** When the bridge starts, and again when Home Assistant says that it is up, which it also does by itself at any time. */
    @Test
    void hearsEverythingInTheRightOrder() {
        homeAssistant.call("mqtt", "publish", "{\"topic\":\"homeassistant/status\",\"payload\":\"online\"}");

        HomeAssistant.await().until(() -> rounds().size() > 1);
        assertThat(rounds())
                .flatExtracting(round -> PublicationOrder.check(Map.of(), round))
                .isEmpty();
    }

    /** Each time that the bridge published everything: from its own first topic on, up to the first event. */
    private List<List<Message>> rounds() {
        List<List<Message>> rounds = new ArrayList<>();
        for (Received each : household.client.received()) {
            if (each.topic().equals("crownstone2mqtt/bridge/info")) {
                rounds.add(new ArrayList<>());
            }
            if (!rounds.isEmpty() && isOfTheBridge(each.topic())) {
                rounds.getLast().add(Message.retained(each.topic(), each.payload()));
            }
        }
        return rounds.stream()
                .map(round -> round.stream()
                        .takeWhile(each -> !each.payload().contains("\"source\":\"event\""))
                        .toList())
                .filter(round -> round.size() > 100)
                .toList();
    }

    private static boolean isOfTheBridge(String topic) {
        return topic.startsWith("crownstone2mqtt/")
                || (topic.startsWith("homeassistant/") && !topic.equals("homeassistant/status"));
    }

    @Test
    void switchesFromHomeAssistant() {
        homeAssistant.call("light", "turn_on", "{\"entity_id\":\"" + LAMP + "\",\"brightness_pct\":20}");
        homeAssistant.awaitAttribute(LAMP, "brightness", "51");
        awaitConfirmed("desk-lamp", "{\"state\":\"ON\",\"brightness\":20");
        homeAssistant.call("light", "turn_off", "{\"entity_id\":\"" + LAMP + "\"}");
        homeAssistant.awaitState(LAMP, "off");
        awaitConfirmed("desk-lamp", "{\"state\":\"OFF\"");
        homeAssistant.call("light", "turn_on", "{\"entity_id\":\"" + LAMP + "\",\"transition\":2,\"flash\":\"short\"}");
        homeAssistant.awaitState(LAMP, "on");
        awaitConfirmed("desk-lamp", "{\"state\":\"ON\"");
        homeAssistant.call("switch", "turn_on", "{\"entity_id\":\"" + COFFEE + "\"}");
        homeAssistant.awaitState(COFFEE, "on");
        awaitConfirmed("coffee-machine", "{\"state\":\"ON\"");
        homeAssistant.call("switch", "turn_off", "{\"entity_id\":\"" + COFFEE + "\"}");
        homeAssistant.awaitState(COFFEE, "off");
        awaitConfirmed("coffee-machine", "{\"state\":\"OFF\"");

        assertThat(household.cloud.switchCommands())
                .extracting(each -> each.crownstone().name().orElse(""), SwitchPacket::type, SwitchPacket::percentage)
                .containsExactly(
                        tuple("Desk lamp", SwitchType.PERCENTAGE, 20.0),
                        tuple("Desk lamp", SwitchType.TURN_OFF, null),
                        tuple("Desk lamp", SwitchType.TURN_ON, null),
                        tuple("Coffee machine", SwitchType.TURN_ON, null),
                        tuple("Coffee machine", SwitchType.TURN_OFF, null));
    }

    private void awaitConfirmed(String crownstone, String begin) {
        HomeAssistant.await()
                .until(
                        () -> household
                                .client
                                .payloads()
                                .getOrDefault("crownstone2mqtt/home/crownstone/" + crownstone + "/state", ""),
                        state -> state.startsWith(begin) && state.contains("\"confirmed\":true"));
    }

    @Test
    void takesTheSnapshotAgainAtThePressOfAButton() {
        int before = household.cloud.requests().size();

        homeAssistant.call("button", "press", "{\"entity_id\":\"button.crownstone_bridge_resync\"}");

        HomeAssistant.await().until(() -> household.cloud.requests().size() > before);
    }

    @Test
    void showsWhoIsHome() {
        SimulatedUser ada = household.cloud.home().user("demo@example.com");
        homeAssistant.addPerson("Ada", "device_tracker.ada");
        homeAssistant.awaitState("person.ada", "home");
        homeAssistant.awaitState("zone.home", "1");

        household.home().location("Study").exit(ada);
        household.home().exit(ada);

        homeAssistant.awaitState("device_tracker.ada", "not_home");
        homeAssistant.awaitState("person.ada", "not_home");
        homeAssistant.awaitState("zone.home", "0");
        homeAssistant.awaitState("sensor.ada_location", "not_home");
        homeAssistant.awaitState("binary_sensor.study_presence", "off");
        homeAssistant.awaitState("sensor.home_people", "1");
        household.home().location("Kitchen").enter(ada);
        homeAssistant.awaitState("person.ada", "home");
        homeAssistant.awaitState("zone.home", "1");
        homeAssistant.awaitState("sensor.ada_location", "Kitchen");
    }

    @Test
    void keepsTheEntityOfACrownstoneThatIsRenamed() {
        Entity before = homeAssistant.entity(LAMP);

        household.crownstone("Desk lamp").rename("Reading lamp 💡");

        HomeAssistant.await()
                .until(() -> homeAssistant.device(deviceOf("Reading lamp 💡")).name(), "Reading lamp 💡"::equals);
        household.settle();
        assertThat(homeAssistant.entity(LAMP)).isEqualTo(before);
        homeAssistant.awaitAttribute(LAMP, "friendly_name", "\"Reading lamp 💡\"");
        household.crownstone("Reading lamp 💡").reportState(100);
        homeAssistant.awaitAttribute(LAMP, "brightness", "255");
        assertThat(household.retained().keySet()).noneMatch(topic -> topic.contains("desk-lamp"));
    }

    @Test
    void keepsTheDeviceOfACrownstoneThatChangesBetweenLightAndSwitch() {
        SimulatedCrownstone lamp = household.crownstone("Desk lamp");
        Device before = homeAssistant.moveToNewArea(homeAssistant.device(deviceOf("Desk lamp")), "Attic");

        lamp.setDimming(false);
        homeAssistant.awaitState("switch.desk_lamp", "on");
        homeAssistant.awaitNone(LAMP);
        household.settle();
        assertThat(homeAssistant.device(deviceOf("Desk lamp"))).isEqualTo(before);
        homeAssistant.call("switch", "turn_off", "{\"entity_id\":\"switch.desk_lamp\"}");
        homeAssistant.awaitState("switch.desk_lamp", "off");
        lamp.setDimming(true);
        homeAssistant.awaitState(LAMP, "off");
        homeAssistant.awaitNone("switch.desk_lamp");
        household.settle();
        assertThat(homeAssistant.device(deviceOf("Desk lamp"))).isEqualTo(before);
    }

    @Test
    void knowsTheOtherRoomOfACrownstone() {
        Device before = homeAssistant.device(deviceOf("Desk lamp"));

        household.crownstone("Desk lamp").moveTo(household.home().location("Kitchen"));

        homeAssistant.awaitAttribute(LAMP, "location", "\"Kitchen\"");
        household.settle();
        assertThat(homeAssistant.device(deviceOf("Desk lamp"))).isEqualTo(before);
    }

    @Test
    void forgetsACrownstoneThatIsRemovedAndKnowsANewOne() {
        String device = deviceOf("Desk lamp");
        household.crownstone("Desk lamp").remove();
        homeAssistant.awaitNone(LAMP);
        HomeAssistant.await()
                .until(() -> homeAssistant.devices().stream()
                        .noneMatch(each -> each.identifier().equals(device)));

        household
                .home()
                .addCrownstone(CrownstoneSpec.plug("Desk lamp").dimming(true).state(100));

        homeAssistant.awaitAttribute(LAMP, "brightness", "255");
    }

    @Test
    void forgetsASphereThatIsRemoved() {
        household.cloud.home().sphere("Holiday cottage").remove();

        homeAssistant.awaitNone("binary_sensor.holiday_cottage_cloud");
        household.settle();
        assertThat(homeAssistant.devices()).extracting(Device::name).doesNotContain("Holiday cottage");
        assertThat(household.retained().keySet()).noneMatch(topic -> topic.contains("holiday-cottage"));
    }
}
