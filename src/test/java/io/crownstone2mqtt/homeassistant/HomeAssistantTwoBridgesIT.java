package io.crownstone2mqtt.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.homeassistant.HomeAssistant.Entity;
import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.simulator.SimulatedSphere;
import io.crownstone2mqtt.simulator.SimulatedUser;
import io.crownstone2mqtt.simulator.SphereRole;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bridges of two accounts on one broker: neither touches what is the other's. */
class HomeAssistantTwoBridgesIT extends HomeAssistantTier {
    private static final String NEIGHBOURS_LAMP = "light.porch_light";
    private static final String NEIGHBOURS_CONNECTION = "binary_sensor.crownstone_bridge_connection_2";
    private static final String NEIGHBOURS = """
            cloud.accounts = [ { email = "nora@example.com", password = "secret" } ]
            mqtt { client-id = "neighbours", base-topic = "neighbours" }
            """;

    private final SimulatedCrownstone porchLight;
    private Map<String, String> before = Map.of();
    private List<Entity> entitiesBefore = List.of();
    private BridgeProcess neighbours;

    HomeAssistantTwoBridgesIT() {
        super("");
        SimulatedUser nora = household.cloud.home().addAccount("nora@example.com", "secret", "Nora", "Neighbour");
        SimulatedSphere nextDoor = household.cloud.home().addSphere("Next door").member(nora, SphereRole.ADMIN);
        porchLight = nextDoor.addCrownstone(CrownstoneSpec.dimmer("Porch light")
                .in(nextDoor.addLocation("Kitchen"))
                .state(40));
        nextDoor.enter(nora);
    }

    @BeforeEach
    void moveIn() {
        before = held(topic -> true);
        entitiesBefore = homeAssistant.entities();
        neighbours = household.launch("neighbours", NEIGHBOURS);
        homeAssistant.awaitState(NEIGHBOURS_LAMP, "on");
        household.settle();
    }

    @AfterEach
    void moveOut() {
        neighbours.close();
    }

    /** What the broker holds, but for the lamp that shows that all has settled. */
    private Map<String, String> held(Predicate<String> topics) {
        Map<String, String> held = new TreeMap<>(household.retained());
        held.keySet().removeIf(topic -> topic.contains("/night-light/") || !topics.test(topic));
        return held;
    }

    private Map<String, String> heldOfTheNeighbours() {
        return held(topic -> !before.containsKey(topic) && !topic.equals("neighbours/bridge/state"));
    }

    /** What is cleared comes back, for whose it is publishes it again; but Home Assistant forgets the device meanwhile. */
    private void nothingWasEverCleared() {
        assertThat(household.client.received())
                .filteredOn(each -> each.payload().isEmpty() && !each.topic().startsWith("test-client/"))
                .isEmpty();
    }

    private void dim(String lamp, String topic) {
        homeAssistant.call("light", "turn_on", "{\"entity_id\":\"" + lamp + "\",\"brightness_pct\":20}");
        homeAssistant.awaitAttribute(lamp, "brightness", "51");
        HomeAssistant.await()
                .until(
                        () -> household.retained().getOrDefault(topic + "/state", ""),
                        state -> state.contains("\"brightness\":20,\"confirmed\":true"));
    }

    private void dimTheirs() {
        dim(NEIGHBOURS_LAMP, "neighbours/next-door/crownstone/porch-light");
    }

    private void dimOurs() {
        dim(LAMP, "crownstone2mqtt/home/crownstone/desk-lamp");
    }

    @Test
    void eachHasItsOwnDevicesAndCommands() {
        assertThat(held(before::containsKey)).isEqualTo(before);
        assertThat(homeAssistant.entities()).containsAll(entitiesBefore);
        assertThat(homeAssistant.device("crownstone_" + porchLight.id()).via())
                .isEqualTo(homeAssistant
                        .device("crownstone_sphere_"
                                + household.cloud.home().sphere("Next door").id())
                        .id());

        dimTheirs();
        assertThat(homeAssistant.attribute(LAMP, "brightness").asInt()).isEqualTo(102);
        dimOurs();
        assertThat(household.cloud.switchCommands())
                .extracting(each -> each.crownstone().name().orElse(""))
                .containsExactly("Porch light", "Desk lamp");
        nothingWasEverCleared();
    }

    @Test
    void oneGoesOnWithoutTheOther() {
        neighbours.close();
        homeAssistant.awaitState(NEIGHBOURS_LAMP, "unavailable");
        homeAssistant.awaitState(NEIGHBOURS_CONNECTION, "unavailable");
        dimOurs();
        assertThat(homeAssistant.stateOf("binary_sensor.crownstone_bridge_connection"))
                .isEqualTo("on");

        neighbours = household.launch("neighbours", NEIGHBOURS);
        homeAssistant.awaitState(NEIGHBOURS_LAMP, "on");
        Map<String, String> theirs = heldOfTheNeighbours();
        household.killBridge();
        homeAssistant.awaitState(LAMP, "unavailable");
        homeAssistant.awaitState("device_tracker.ada", "unavailable");
        dimTheirs();
        household.startBridge("");
        homeAssistant.awaitState(LAMP, "on");
        household.settle();
        assertThat(theirs).isNotEmpty();
        assertThat(heldOfTheNeighbours().keySet()).isEqualTo(theirs.keySet());
        nothingWasEverCleared();
    }
}
