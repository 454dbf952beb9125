package io.crownstone2mqtt.homeassistant;

/** In the device format. */
class HomeAssistantEnergyDeviceFormatIT extends HomeAssistantEnergyContract {
    HomeAssistantEnergyDeviceFormatIT() {
        super("home-assistant.discovery-format = device");
    }
}
