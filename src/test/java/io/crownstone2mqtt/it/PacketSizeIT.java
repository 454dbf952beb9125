package io.crownstone2mqtt.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A broker that ends the connection at a message that is larger than it allows. */
@EnabledIfMosquitto
class PacketSizeIT {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String REQUEST = "bridge/request/crownstones";
    private static final String RESPONSE = "bridge/response/crownstones";

    private static void add(RunningBridge bridge, int count) {
        IntStream.range(0, count)
                .forEach(i -> bridge.home.sphere.addCrownstone(
                        CrownstoneSpec.dimmer("Lamp " + i).in(bridge.home.study).state(i % 100)));
    }

    private static long logins(MosquittoBroker broker, RunningBridge bridge) {
        return broker.log()
                .lines()
                .filter(line ->
                        line.contains("New client connected") && line.contains(" as " + bridge.settings.base() + " ("))
                .count();
    }

    @Test
    void theAnswerOfALargeHomeComesInPartsAndTheBridgeStaysConnected() {
        try (MosquittoBroker broker =
                        MosquittoBroker.with().settings("max_packet_size 20000").open();
                RunningBridge bridge = RunningBridge.on(broker)) {
            add(bridge, 300);
            bridge.start();
            bridge.awaitHeld("home/crownstone/lamp-299/switch", "ON");

            bridge.publish(REQUEST, "");

            await().atMost(LONG).untilAsserted(() -> {
                List<JsonNode> parts = bridge.payloads(RESPONSE).stream()
                        .map(RunningBridge::json)
                        .toList();
                assertThat(parts).hasSizeGreaterThan(1);
                assertThat(parts).hasSize(parts.getFirst().path("parts").asInt());
                Set<String> topics = new HashSet<>();
                parts.forEach(part -> part.path("data")
                        .forEach(each -> topics.add(each.path("topic").asString())));
                assertThat(topics).hasSizeGreaterThanOrEqualTo(300);
            });
            assertThat(logins(broker, bridge)).isEqualTo(1);
        }
    }

    @Test
    void whatIsTooLargeIsNamedEverywhereAndNotSentAgain() {
        try (MosquittoBroker broker =
                        MosquittoBroker.with().settings("max_packet_size 4000").open();
                RunningBridge bridge = RunningBridge.on(broker)) {
            add(bridge, 30);
            bridge.start();

            await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                bridge.publish(REQUEST, "");
                assertThat(bridge.held("bridge/problems")).contains("'" + bridge.topic(RESPONSE) + "'", " bytes");
            });
            assertThat(bridge.health().line()).startsWith("connected; ").contains("'" + bridge.topic(RESPONSE) + "'");
            assertThat(bridge.health().toJson().path("refused").toString()).contains(bridge.topic(RESPONSE));

            long logins = logins(broker, bridge);
            bridge.publish(REQUEST, "");
            bridge.publish("home/crownstone/lamp-7/set", "55");
            bridge.awaitHeld("home/crownstone/lamp-7/brightness", "55");
            assertThat(bridge.held("bridge/state")).isEqualTo("online");
            assertThat(logins(broker, bridge)).isEqualTo(logins);
        }
    }
}
