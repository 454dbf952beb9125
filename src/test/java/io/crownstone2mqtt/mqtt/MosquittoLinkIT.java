package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.Relay;
import io.crownstone2mqtt.testing.TestClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Logins, rights, and connections that break in unusual ways. */
@EnabledIfMosquitto
class MosquittoLinkIT {
    private final RecordingListener listener = new RecordingListener();

    @Test
    void aWrongPasswordIsRejectedUntilItIsAccepted() {
        try (MosquittoBroker broker =
                        MosquittoBroker.with().passwords(Map.of("ada", "other")).open();
                PahoBrokerLink _ =
                        new LinkBuilder(broker.url()).login("ada", "secret").start(listener)) {
            BrokerProblem problem = listener.awaitDown();
            assertThat(problem).isInstanceOf(BrokerProblem.LoginRefused.class);
            assertThat(problem.message())
                    .contains("127.0.0.1")
                    .contains("password")
                    .doesNotContain("secret");
            broker.setPasswords(Map.of("ada", "secret"));
            broker.stop();
            broker.start();
            listener.awaitUps(1);
        }
    }

    @Test
    void twoWithOneIdDoNotFightAtFullSpeed() {
        RecordingListener rival = new RecordingListener();
        try (MosquittoBroker broker = MosquittoBroker.open();
                PahoBrokerLink _ = new LinkBuilder(broker.url()).start(listener)) {
            listener.awaitUps(1);
            try (PahoBrokerLink _ = new LinkBuilder(broker.url()).start(rival)) {
                assertThat(listener.awaitDown().message()).contains("link-under-test");
                await().during(Duration.ofSeconds(6))
                        .atMost(Duration.ofSeconds(8))
                        .until(() -> listener.ups.get() + rival.ups.get() < 20);
            }
            int before = listener.ups.get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> listener.ups.get() > listener.downs.size() || listener.ups.get() > before);
        }
    }

    @Test
    void aKilledBrokerThatComesBackIsFilledAgain() {
        try (MosquittoBroker broker = MosquittoBroker.open();
                PahoBrokerLink link = new LinkBuilder(broker.url()).start(listener)) {
            listener.awaitUps(1);
            link.publish(Message.retained("a", "1"));
            broker.kill();
            listener.awaitDown();
            broker.start();
            listener.awaitUps(2);
            link.publish(Message.retained("a", "2"));
            await().untilAsserted(
                            () -> assertThat(TestClient.retained(broker.url())).containsEntry("a", "2"));
        }
    }

    @Test
    void aSilentConnectionIsFoundByKeepAlive() {
        try (MosquittoBroker broker = MosquittoBroker.open();
                Relay relay = new Relay(broker.url());
                PahoBrokerLink _ = new LinkBuilder(relay.url())
                        .keepAlive(Duration.ofSeconds(2))
                        .start(listener)) {
            listener.awaitUps(1);
            relay.stall();
            await().atMost(Duration.ofSeconds(8)).until(() -> !listener.downs.isEmpty());
            relay.cut();
            relay.resume();
            listener.awaitUps(2);
        }
    }

    @Test
    void closingASilentConnectionTakesAtMostThreeSeconds() {
        try (MosquittoBroker broker = MosquittoBroker.open();
                Relay relay = new Relay(broker.url());
                TestClient observer = TestClient.connect(broker.url())) {
            PahoBrokerLink link =
                    new LinkBuilder(relay.url()).clientId("silenced-link").start(listener);
            listener.awaitUps(1);
            relay.stall();
            IntStream.range(0, 3_000).forEach(i -> link.publish(Message.retained("a/" + i, "x".repeat(2_000))));
            long since = System.nanoTime();
            link.close(List.of(Message.retained("bridge/state", "gone")));
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofMillis(3_300));
            await().untilAsserted(
                            () -> assertThat(Threads.ofLinks("silenced-link")).isEmpty());
            relay.cut();
            relay.resume();
            await().until(() -> observer.payloads("bridge/state").contains("offline"));
        }
    }

    @Test
    void aSlowBrokerHasTheLastWordsInTheEnd() {
        try (MosquittoBroker broker = MosquittoBroker.open();
                Relay relay = new Relay(broker.url());
                PahoBrokerLink link = new LinkBuilder(relay.url()).start(listener)) {
            listener.awaitUps(1);
            relay.stall();
            IntStream.rangeClosed(1, 200_000)
                    .forEach(i -> link.publish(Message.retained("topic/" + i % 100, Integer.toString(i))));
            relay.resume();
            Map<String, String> expected = new TreeMap<>();
            IntStream.rangeClosed(199_901, 200_000).forEach(i -> expected.put("topic/" + i % 100, Integer.toString(i)));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(TestClient.retained(broker.url())).isEqualTo(expected));
            assertThat(listener.downs).isEmpty();
        }
    }
}
