package io.crownstone2mqtt.homeassistant;

/** In the device format. */
class HomeAssistantScenesDeviceFormatIT extends HomeAssistantScenesContract {
    HomeAssistantScenesDeviceFormatIT() {
        super("home-assistant.discovery-format = device");
    }
}
