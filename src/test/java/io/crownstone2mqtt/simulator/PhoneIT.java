package io.crownstone2mqtt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneIT {
    private final RecordedHome recorded = new RecordedHome();
    private final SimulatedCloud cloud = SimulatedCloud.start(
            recorded.home, SimulatorOptions.standard().phoneDelay(Duration.ofMillis(10), Duration.ofMillis(60)));
    private final PlainClient client = new PlainClient(cloud);
    private final SimulatedCrownstone cosy =
            recorded.sphere.addCrownstone(CrownstoneSpec.dimmer("Cosy").turnOnLevel(30));

    @AfterEach
    void close() {
        client.close();
        cloud.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Lamp, '{\"type\":\"TURN_ON\"}', 100",
        "Lamp, '{\"type\":\"TURN_OFF\"}', 0",
        "Lamp, '{\"type\":\"PERCENTAGE\",\"percentage\":55}', 55",
        "Cosy, '{\"type\":\"TURN_ON\"}', 30",
        "Bare, '{\"type\":\"PERCENTAGE\",\"percentage\":55}', 100",
        "Bare, '{\"type\":\"PERCENTAGE\",\"percentage\":0}', 0",
    })
    void reportsWhatTheDeviceDid(String name, String command, double state) throws Exception {
        SimulatedCrownstone crownstone = recorded.sphere.crownstone(name);
        command(crownstone, command);
        await().untilAsserted(() -> assertThat(crownstone.state()).hasValue(state));
    }

    @Test
    void executesInOrder() throws Exception {
        for (int percentage = 20; percentage <= 60; percentage++) {
            command(cosy, "{\"type\":\"PERCENTAGE\",\"percentage\":" + percentage + "}");
        }
        EventReader stream = client.events(client.login("admin@example.com"));
        await().until(() -> cosy.state().orElse(0) == 60);
        recorded.lamp.reportState(77);
        await().until(() -> stream.lines().stream().anyMatch(line -> line.contains("77")));
        assertThat(cosy.state()).hasValue(60);
        assertThat(cloud.switchCommands()).hasSize(41);
    }

    @Test
    void leavesWhatCannotSwitchAlone() throws Exception {
        command(recorded.dongle, "{\"type\":\"TURN_ON\"}");
        command(recorded.lamp, "{\"type\":\"TURN_ON\"}");
        await().until(() -> recorded.lamp.state().orElse(0) == 100);
        assertThat(recorded.dongle.state()).isEmpty();
    }

    @Test
    void doesNothingWhenNobodyIsInRange() throws Exception {
        cloud.phone().inRange(false);
        command(recorded.lamp, "{\"type\":\"TURN_OFF\"}");
        cloud.phone().inRange(true);
        command(cosy, "{\"type\":\"TURN_ON\"}");
        await().until(() -> cosy.state().orElse(0) == 30);
        assertThat(recorded.lamp.state()).hasValue(40);
    }

    private void command(SimulatedCrownstone crownstone, String json) throws Exception {
        String token = client.login("member@example.com");
        assertThat(client.post("/Stones/" + crownstone.id() + "/switch", token, json)
                        .statusCode())
                .isEqualTo(204);
    }
}
