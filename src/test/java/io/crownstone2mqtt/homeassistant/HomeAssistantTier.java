package io.crownstone2mqtt.homeassistant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** A household of its own for each test; at the end Home Assistant's log must have no complaint. */
@Tag("home-assistant")
abstract class HomeAssistantTier {
    static final String LAMP = "light.desk_lamp";

    final Household household;
    final HomeAssistant homeAssistant;

    /** @param settings lines of HOCON below {@code crownstone2mqtt} */
    HomeAssistantTier(String settings) {
        household = new Household(settings);
        homeAssistant = household.homeAssistant;
    }

    @BeforeEach
    void settle() {
        household.settle();
    }

    @AfterEach
    void end() {
        try (household) {
            household.complainsOfNothing();
        }
    }

    String deviceOf(String name) {
        return "crownstone_" + household.crownstone(name).id();
    }
}
