package io.crownstone2mqtt.homeassistant;

class HomeAssistantEnergyIT extends HomeAssistantEnergyContract {
    HomeAssistantEnergyIT() {
        super("");
    }
}
