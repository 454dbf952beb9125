package io.crownstone2mqtt.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.homeassistant.HomeAssistant.Device;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import org.junit.jupiter.api.Test;

/** The changes that take several messages of one device. */
class HomeAssistantDeviceFormatIT extends HomeAssistantTier {
    HomeAssistantDeviceFormatIT() {
        super("home-assistant.discovery-format = device");
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
        lamp.setDimming(true);
        homeAssistant.awaitState(LAMP, "on");
        homeAssistant.awaitNone("switch.desk_lamp");
        household.settle();
        assertThat(homeAssistant.device(deviceOf("Desk lamp"))).isEqualTo(before);
    }

    /** While the bridge is away, so that both changes come in one snapshot. */
    @Test
    void keepsTheDeviceOfACrownstoneThatIsRenamedAndChangesToASwitch() {
        String id = homeAssistant.device(deviceOf("Desk lamp")).id();
        household.stopBridge();
        SimulatedCrownstone lamp = household.crownstone("Desk lamp");
        lamp.setDimming(false);
        lamp.rename("Fan");
        household.startBridge("home-assistant.discovery-format = device");
        homeAssistant.awaitState("switch.fan", "on");
        homeAssistant.awaitNone(LAMP);
        HomeAssistant.await()
                .until(() -> household.retained().keySet().stream().noneMatch(topic -> topic.contains("desk-lamp")));
        household.settle();
        assertThat(homeAssistant.device(deviceOf("Fan")))
                .extracting(Device::id, Device::name)
                .containsExactly(id, "Fan");
    }

    @Test
    void forgetsASphereThatIsRemoved() {
        household.cloud.home().sphere("Holiday cottage").remove();
        homeAssistant.awaitNone("binary_sensor.holiday_cottage_cloud");
        household.settle();
        assertThat(homeAssistant.devices()).extracting(Device::name).doesNotContain("Holiday cottage");
    }
}
