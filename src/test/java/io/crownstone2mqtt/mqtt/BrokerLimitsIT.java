package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.TestClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that allow less than others. */
@EnabledIfMosquitto
class BrokerLimitsIT {
    private final RecordingListener listener = new RecordingListener();

    @Test
    void aForbiddenRetainedWillIsExplained() {
        try (MosquittoBroker broker = MosquittoBroker.with()
                        .settings("retain_available false")
                        .open();
                PahoBrokerLink _ = new LinkBuilder(broker.url()).start(listener)) {
            assertThat(listener.awaitDown().message())
                    .contains("127.0.0.1:", "retained", "retain_available")
                    .doesNotContain("MQTT port");
        }
    }

    @Test
    void aMessageThatIsTooLargeIsNamedAndNotSentAgainWhileAllElseGoesOn() {
        try (MosquittoBroker broker =
                        MosquittoBroker.with().settings("max_packet_size 4000").open();
                PahoBrokerLink link = new LinkBuilder(broker.url()).start(listener)) {
            for (int attempt = 1; attempt <= 4 && listener.tooMuch.isEmpty(); attempt++) {
                listener.awaitUps(attempt);
                int ups = attempt;
                IntStream.range(0, 50).forEach(i -> link.publish(Message.retained("many/" + i, "x")));
                link.publish(Message.once("big", "ü".repeat(3_000)));
                IntStream.range(50, 100).forEach(i -> link.publish(Message.retained("many/" + i, "x")));
                await().atMost(Duration.ofSeconds(20)).until(() -> listener.downs.size() >= ups);
            }
            await().until(() -> !listener.tooMuch.isEmpty());
            assertThat(listener.tooMuch).singleElement().asString().contains("big", "6000", "127.0.0.1:");
            int downs = listener.downs.size();
            listener.awaitUps(downs + 1);
            link.publish(Message.once("big", "x".repeat(7_000)));
            link.publish(Message.retained("big", "small enough"));
            IntStream.range(0, 100).forEach(i -> link.publish(Message.retained("many/" + i, "y")));
            await().untilAsserted(() -> assertThat(TestClient.retained(broker.url()))
                    .hasSize(102)
                    .containsEntry("big", "small enough")
                    .containsEntry("many/99", "y"));
            assertThat(listener.downs).hasSize(downs);
        }
    }

    @Test
    void aBrokerThatLosesConnectionsDoesNotMakeUsGiveUpAMessage() {
        try (MosquittoBroker broker = MosquittoBroker.open();
                PahoBrokerLink link = new LinkBuilder(broker.url()).start(listener)) {
            for (int round = 1; round <= 4; round++) {
                listener.awaitUps(round);
                int now = round;
                IntStream.range(0, 500)
                        .forEach(i -> link.publish(Message.retained("many/" + i, now + "x".repeat(1_000))));
                broker.kill();
                await().atMost(Duration.ofSeconds(20)).until(() -> listener.downs.size() >= now);
                broker.start();
            }
            await().until(() -> listener.ups.get() >= 5);
            IntStream.range(0, 500).forEach(i -> link.publish(Message.retained("many/" + i, "end")));
            await().untilAsserted(() -> assertThat(TestClient.retained(broker.url()))
                    .hasSize(500)
                    .allSatisfy((_, payload) -> assertThat(payload).isEqualTo("end")));
            assertThat(listener.tooMuch).isEmpty();
        }
    }

    @Test
    void noSubscriptionHasMoreThanEightFilters() {
        List<String> filters = IntStream.range(0, 30).mapToObj(i -> "f/" + i).toList();
        try (MosquittoBroker broker = MosquittoBroker.open();
                TestClient commander = TestClient.connect(broker.url());
                PahoBrokerLink link = new LinkBuilder(broker.url()).start(listener)) {
            listener.awaitUps(1);
            link.subscribe(filters);
            link.publish(Message.once("f/29", "subscribed"));
            await().until(() -> !listener.messages.isEmpty());
            filters.forEach(each -> commander.publish(each, "x"));
            await().until(() -> listener.messages.size() == 31);
            assertThat(broker.log().lines().filter(line -> line.contains("Received SUBSCRIBE from link-under-test")))
                    .hasSize(4);
            assertThat(listener.downs).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_inflight_messages 1",
                "max_inflight_messages 20",
                "max_queued_messages 1",
                "message_size_limit 100",
                "max_keepalive 60"
            })
    void smallLimitsDoNotDisturb(String setting) {
        try (MosquittoBroker broker = MosquittoBroker.with().settings(setting).open();
                PahoBrokerLink link = new LinkBuilder(broker.url()).start(listener)) {
            listener.awaitUps(1);
            IntStream.range(0, 3_000).forEach(i -> link.publish(Message.retained("many/" + i % 300, "x")));
            link.publish(Message.retained("many/0", "end"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(TestClient.retained(broker.url())).containsEntry("many/0", "end"));
            assertThat(listener.downs).isEmpty();
        }
    }

    @Test
    void mosquittosWebSocketWorks() {
        try (MosquittoBroker broker = MosquittoBroker.with().webSockets().open();
                PahoBrokerLink link = new LinkBuilder(broker.webSocketUrl()).start(listener)) {
            listener.awaitUps(1);
            link.subscribe(List.of("#"));
            IntStream.range(0, 500).forEach(i -> link.publish(Message.once("many/" + i, "x".repeat(10 * i))));
            await().until(() -> listener.messages.size() == 500);
            link.close(List.of(Message.retained("bridge/state", "bye")));
            assertThat(listener.downs).isEmpty();
            assertThat(broker.log()).contains("Client link-under-test disconnected.");
        }
    }
}
