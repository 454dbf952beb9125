package io.crownstone2mqtt.homeassistant;

class HomeAssistantScenesIT extends HomeAssistantScenesContract {
    HomeAssistantScenesIT() {
        super("");
    }
}
