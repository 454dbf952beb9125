package io.crownstone2mqtt.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readings from the cloud's second API; whatever happens there, all else goes on. */
class EnergyIT extends CloudInTrouble {
    private static final String ENERGY = LAMP + "/energy";
    private static final String READINGS = "/energyUsage";
    private static final String PERMISSION = "/energyUsageCollectionPermission";

    EnergyIT(HiveMqBroker broker) {
        super(broker);
        bridge.with("cloud.energy.interval", "1s")
                .with("cloud.energy.url", "\"" + bridge.cloud().apiV2Url() + "\"");
    }

    @BeforeEach
    void collect() {
        bridge.home.sphere.timezone("Europe/Amsterdam").permitEnergyCollection(true);
        bridge.home.sphere.addHub("Hallway hub", "192.168.1.5");
        bridge.home.lamp.uploadEnergy(3_600_000);
    }

    private void startAndFollow() {
        bridge.start();
        bridge.awaitHeld(LAMP + "/switch", "ON");
    }

    private void assertAllElseWorks(int logins) {
        bridge.publish("home/crownstone/coffee-machine/set", "ON");
        bridge.awaitStatuses("home/crownstone/coffee-machine", "accepted", "confirmed");
        assertThat(bridge.payloads("home/availability")).containsExactly("online");
        assertThat(bridge.cloud().logins()).hasSize(logins);
        assertThat(log.starting("ERROR")).isEmpty();
        assertThat(log.starting("WARN cloud")).isEmpty();
    }

    private void awaitPolls(int more) {
        long before = bridge.requests(READINGS);
        await().atMost(RunningBridge.PATIENCE).until(() -> bridge.requests(READINGS) >= before + more);
    }

    private List<String> energyLines() {
        return log.all().stream().filter(line -> line.contains("energy: ")).toList();
    }

    @Test
    void readingsAppearAndRise() {
        startAndFollow();
        bridge.awaitHeld(ENERGY, "1");

        bridge.home.lamp.uploadEnergy(3_960_000);

        bridge.awaitHeld(ENERGY, "1.1");
        await().atMost(RunningBridge.PATIENCE)
                .untilAsserted(() -> assertThat(bridge.held(LAMP + "/power")).matches("[0-9]+(\\.[0-9])?"));
        assertThat(bridge.held("home/crownstone/coffee-machine/energy")).isNull();
        assertThat(energyLines()).isEmpty();
    }

    @Test
    void withoutTheSecondApiAllElseWorks() {
        bridge.cloud().apiV2Runs(false);
        startAndFollow();
        int logins = bridge.cloud().logins().size();
        await().atMost(RunningBridge.PATIENCE)
                .untilAsserted(() -> assertThat(energyLines()).hasSize(1));
        assertAllElseWorks(logins);
        assertThat(bridge.held(ENERGY)).isNull();

        bridge.cloud().apiV2Runs(true);
        bridge.publish("bridge/request/resync", "PRESS");

        bridge.awaitHeld(ENERGY, "1");
        assertThat(energyLines()).hasSize(2);
    }

    @Test
    void theSecondApiGoesAndComesBack() {
        startAndFollow();
        bridge.awaitHeld(ENERGY, "1");
        int logins = bridge.cloud().logins().size();

        bridge.cloud().apiV2Runs(false);
        await().atMost(RunningBridge.PATIENCE)
                .untilAsserted(() -> assertThat(energyLines()).hasSize(1));
        assertAllElseWorks(logins);
        assertThat(bridge.held(ENERGY)).isEqualTo("1");
        bridge.home.lamp.uploadEnergy(3_960_000);
        bridge.cloud().apiV2Runs(true);

        bridge.awaitHeld(ENERGY, "1.1");
        assertThat(energyLines()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 424, 500, 503})
    void anErrorOfTheSecondApiIsSaidOnceAndMakesNoLogin(int status) {
        startAndFollow();
        bridge.awaitHeld(ENERGY, "1");
        int logins = bridge.cloud().logins().size();

        bridge.faults().failAll(READINGS, Failure.status(status));
        awaitPolls(3);

        assertThat(energyLines()).hasSize(1);
        assertAllElseWorks(logins);
        assertThat(bridge.held(ENERGY)).isEqualTo("1");
    }

    @Test
    void readingsAreAskedForByTheIntervalAndThePermissionWithEachSnapshot() {
        bridge.with("cloud.energy.interval", "1h");
        startAndFollow();
        bridge.awaitHeld(ENERGY, "1");

        bridge.publish("bridge/request/resync", "PRESS");

        await().atMost(RunningBridge.PATIENCE).until(() -> bridge.requests(PERMISSION) == 2);
        assertThat(bridge.requests(READINGS)).isEqualTo(1);
    }

    @Test
    void switchedOffNothingIsAsked() {
        bridge.with("cloud.energy.enabled", "false");
        assertNothingIsAsked();
    }

    /** The public server never gets the token of another cloud. */
    @Test
    void thePublicSecondApiIsNotAskedForAnotherCloud() {
        bridge.with("cloud.energy.url", "\"https://next.ownstone.org/api\"");
        assertNothingIsAsked();
        assertThat(energyLines()).isEmpty();
    }

    private void assertNothingIsAsked() {
        bridge.startAndMirror();

        bridge.publish("bridge/request/resync", "PRESS");
        bridge.home.lamp.reportState(70);
        bridge.awaitHeld(LAMP + "/brightness", "70");

        assertThat(bridge.requests(PERMISSION) + bridge.requests(READINGS)).isZero();
    }
}
