package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.testing.DiscoveryValidator;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readings of energy meters, from the cloud's second API to the broker. */
class EnergyMetersIT extends WithHiveMq {
    private static final String ENERGY = "home/crownstone/heater/energy";
    private static final String POWER = "home/crownstone/heater/power";

    private final LogLines log = new LogLines();
    private final SimulatedCrownstone heater;

    EnergyMetersIT(HiveMqBroker broker) {
        super(broker);
        heater = bridge.home.sphere.addCrownstone(CrownstoneSpec.plug("Heater").state(100));
        bridge.home
                .sphere
                .timezone("Europe/Amsterdam")
                .permitEnergyCollection(true)
                .addHub("Hub", "192.168.1.5");
        bridge.with("cloud.energy.interval", "1s").with("cloud.resync-interval", "2s");
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void start() {
        bridge.with("cloud.energy.url", "\"" + bridge.cloud().apiV2Url() + "\"").start();
    }

    private long asked(String pathEnd) {
        return bridge.cloud().requests().stream()
                .filter(request -> request.path().endsWith(pathEnd))
                .count();
    }

    @Test
    void energyIsPublishedAndRises() {
        heater.uploadEnergy(7_200_000);
        start();
        bridge.awaitHeld(ENERGY, "2");
        heater.uploadEnergy(10_800_000);
        bridge.awaitHeld(ENERGY, "3");

        assertThat(bridge.held("home/crownstone/coffee-machine/energy")).isNull();
        assertThat(DiscoveryValidator.withPrefix(bridge.settings.prefix()).problemsOf(bridge.retained()))
                .isEmpty();
        assertThat(bridge.retained().keySet())
                .anyMatch(topic -> topic.endsWith("crownstone_" + heater.id() + "/energy/config"))
                .anyMatch(topic -> topic.endsWith("crownstone_" + heater.id() + "/power/config"));
    }

    @Test
    void aWithdrawnPermissionClearsIt() {
        heater.uploadEnergy(7_200_000);
        start();
        bridge.awaitHeld(ENERGY, "2");

        bridge.home.sphere.permitEnergyCollection(false);
        bridge.awaitHeld(ENERGY, null);

        assertThat(bridge.retained().keySet()).noneMatch(topic -> topic.endsWith("/energy/config"));
    }

    @Test
    void withoutTheSecondApiAllElseIsThereAndARestartTakesNothingAway() {
        heater.uploadEnergy(7_200_000);
        start();
        bridge.awaitHeld(ENERGY, "2");
        bridge.stop();

        bridge.cloud().apiV2Runs(false);
        bridge.start();
        bridge.awaitHeld("bridge/state", "online");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.all())
                        .filteredOn(line -> line.contains("energy:"))
                        .hasSize(1));
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> "2".equals(bridge.held(ENERGY))
                        && "online".equals(bridge.held("home/availability"))
                        && "online".equals(bridge.held("bridge/account/1/cloud")));
        assertThat(log.all()).filteredOn(line -> line.contains("energy:")).hasSize(1);
        assertThat(bridge.health().ready()).isTrue();

        bridge.cloud().apiV2Runs(true);
        heater.uploadEnergy(10_800_000);
        bridge.awaitHeld(ENERGY, "3");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 424, 429, 500, 503})
    void whateverTheSecondApiAnswersNobodyLogsInForItAndTheHomeStands(int status) {
        bridge.with("cloud.energy.enabled", "true").faults().failAll("/energyUsage", Failure.status(status));
        start();
        await().atMost(PATIENCE).until(() -> asked("/energyUsage") >= 4);

        assertThat(bridge.held("home/availability")).isEqualTo("online");
        assertThat(bridge.cloud().logins()).hasSize(1);
        assertThat(log.all()).filteredOn(line -> line.contains("energy:")).hasSize(1);
        assertThat(bridge.held(POWER)).isNull();
    }

    @Test
    void aGuestIsNotAskedFor() {
        bridge.withAccounts(TestHome.GUS);
        start();
        bridge.awaitHeld("home/availability", "online");
        await().atMost(PATIENCE).until(() -> asked("/energyUsageCollectionPermission") >= 2);

        assertThat(asked("/energyUsage")).isZero();
    }

    @Test
    void switchedOffNothingIsAsked() {
        bridge.with("cloud.energy.enabled", "false");
        start();
        bridge.awaitHeld("home/availability", "online");
        await().atMost(PATIENCE).until(() -> asked("/presentPeople") >= 3);

        assertThat(bridge.cloud().requests())
                .noneMatch(request -> request.path().contains("energyUsage"));
    }
}
