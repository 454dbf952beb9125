package io.crownstone2mqtt.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.testing.ExactReader;
import io.crownstone2mqtt.testing.TestBroker;
import io.crownstone2mqtt.testing.TestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is gone stays on a broker that shows nobody more than its queue takes. */
abstract class SurveyContract {
    private static final Duration LONG = Duration.ofSeconds(150);

    private final RunningBridge bridge;

    /** With a broker that is closed afterwards. */
    SurveyContract(TestBroker broker) {
        bridge = RunningBridge.on(broker);
    }

    @AfterEach
    void closeBridge() {
        bridge.close();
        bridge.broker.close();
    }

    private List<SimulatedCrownstone> add(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> bridge.home.sphere.addCrownstone(CrownstoneSpec.dimmer(name + " " + i)
                        .in(bridge.home.study)
                        .state(i % 100)))
                .toList();
    }

    /** What the bridge has of those, as docs/mqtt.md says. */
    private List<String> topics(String format, List<SimulatedCrownstone> crownstones) {
        List<String> topics = new ArrayList<>();
        for (SimulatedCrownstone each : crownstones) {
            String path = "home/crownstone/" + each.name().orElseThrow().replace(' ', '-');
            Stream.of("state", "switch", "brightness", "attributes")
                    .map(leaf -> bridge.topic(path + "/" + leaf))
                    .forEach(topics::add);
            topics.add(bridge.discovery(
                    format.equals("device")
                            ? "device/crownstone_" + each.id() + "/config"
                            : "light/crownstone_" + each.id() + "/light/config"));
        }
        return topics;
    }

    private void awaitHeld(List<String> topics, int count) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(500))
                .ignoreException(IllegalStateException.class) // the broker is too busy to answer the reader
                .untilAsserted(() -> assertThat(ExactReader.held(bridge.broker.url(), topics))
                        .hasSize(count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"component", "device"})
    void halfOfALargeHomeIsRemovedWhileTheBridgeIsAway(String format) {
        bridge.with("home-assistant.discovery-format", format);
        List<SimulatedCrownstone> kept = add("kept", 300);
        List<SimulatedCrownstone> removed = add("removed", 300);
        List<String> ghosts = topics(format, removed);
        bridge.start();
        awaitHeld(ghosts, ghosts.size());
        bridge.stop();

        removed.forEach(SimulatedCrownstone::remove);
        bridge.start();

        awaitHeld(ghosts, 0);
        List<String> others = topics(format, kept);
        awaitHeld(others, others.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"component", "device"})
    void aDozenAreRemovedBesideThousandsOfOtherDevices(String format) {
        bridge.with("home-assistant.discovery-format", format);
        List<SimulatedCrownstone> removed = add("removed", 12);
        List<String> ghosts = topics(format, removed);
        List<String> foreign = IntStream.range(0, 3_000)
                .mapToObj(i -> bridge.discovery("sensor/zigbee_" + i + "/linkquality/config"))
                .toList();
        try (TestClient other = TestClient.connect(bridge.broker.url())) {
            foreign.forEach(topic -> other.publishRetained(topic, "{\"name\":\"" + "x".repeat(600) + "\"}"));
        }
        bridge.start();
        awaitHeld(ghosts, ghosts.size());
        bridge.stop();

        removed.forEach(SimulatedCrownstone::remove);
        bridge.start();

        awaitHeld(ghosts, 0);
        awaitHeld(foreign, foreign.size());
    }
}
