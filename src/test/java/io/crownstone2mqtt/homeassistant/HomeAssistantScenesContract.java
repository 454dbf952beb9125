package io.crownstone2mqtt.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.simulator.SimulatedHub;
import io.crownstone2mqtt.simulator.SimulatedUser;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Scenes, hubs, and whether anybody can carry out a command, as a user of Home Assistant sees them. */
abstract class HomeAssistantScenesContract extends HomeAssistantTier {
    private final String film = scene("Film night");
    private final String hub =
            "crownstone_hub_" + household.home().hub("Hub in the hallway").id() + "_connectivity";

    HomeAssistantScenesContract(String settings) {
        super(settings);
    }

    /** Its unique id. */
    private String scene(String name) {
        return "crownstone_sphere_" + household.home().id() + "_scene_"
                + household.home().scene(name).id();
    }

    private String switching() {
        return homeAssistant.entityIdOf("crownstone_sphere_" + household.home().id() + "_switching");
    }

    private void resync() {
        homeAssistant.call("button", "press", "{\"entity_id\":\"button.crownstone_bridge_resync\"}");
    }

    @Test
    void aSceneIsTurnedOn() {
        String entity = homeAssistant.entityIdOf(film);
        assertThat(entity).startsWith("scene.");
        assertThat(homeAssistant.attribute(entity, "levels").toString()).contains("\"Ceiling light\":20");

        homeAssistant.call("scene", "turn_on", "{\"entity_id\":\"" + entity + "\"}");

        homeAssistant.awaitState(LAMP, "off");
        homeAssistant.awaitAttribute("light.ceiling_light", "brightness", "51");
        assertThat(household.cloud.requests())
                .filteredOn(request -> request.path().endsWith("/switchCrownstones"))
                .hasSize(1);
    }

    @Test
    void aRenamedSceneStaysTheSameEntityAndARemovedOneGoes() {
        String entity = homeAssistant.entityIdOf(film);
        household.home().scene("Film night").rename("Cinema");
        resync();
        HomeAssistant.await()
                .untilAsserted(() -> assertThat(
                                homeAssistant.attribute(entity, "friendly_name").asString(""))
                        .endsWith("Cinema"));
        assertThat(homeAssistant.entityIdOf(film)).isEqualTo(entity);
        household.settle();

        household.home().scene("Cinema").remove();
        resync();

        homeAssistant.awaitNone(entity);
    }

    @Test
    void aHubGoesOfflineAndIsRemoved() {
        SimulatedHub own = household.home().hub("Hub in the hallway");
        String entity = homeAssistant.entityIdOf(hub);
        String device = "crownstone_hub_" + own.id();
        assertThat(homeAssistant.device(device).via())
                .isEqualTo(homeAssistant
                        .device("crownstone_sphere_" + household.home().id())
                        .id());
        assertThat(homeAssistant.device(device).area()).isEqualTo("hallway");
        homeAssistant.awaitState(entity, "on");
        homeAssistant.awaitState(switching(), "on");

        own.stopAfterSilenceOf(Duration.ofMinutes(40));
        resync();
        homeAssistant.awaitState(entity, "off");
        homeAssistant.awaitState(switching(), "on"); // somebody is at home

        own.remove();
        resync();
        homeAssistant.awaitNone(entity);
        homeAssistant.awaitNone("sensor.fridge_energy"); // the readings were those that it uploaded
        HomeAssistant.await()
                .until(() -> homeAssistant.devices().stream()
                        .noneMatch(each -> each.identifier().equals(device)));
    }

    @Test
    void withNobodyAtHomeAndASilentHubNobodySwitches() {
        household.home().hub("Hub in the hallway").stopAfterSilenceOf(Duration.ofMinutes(40));
        for (SimulatedUser user : household.cloud.home().users()) {
            household.home().exit(user);
        }
        resync();

        homeAssistant.awaitState(switching(), "off");
    }
}
