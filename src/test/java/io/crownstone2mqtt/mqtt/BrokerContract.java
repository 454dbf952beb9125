package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.testing.Relay;
import io.crownstone2mqtt.testing.TestBroker;
import io.crownstone2mqtt.testing.TestClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the link does with every broker. */
abstract class BrokerContract {
    private static final String CLIENT = "link-under-contract";

    final TestBroker broker;
    private final RecordingListener listener = new RecordingListener();
    /** Brokers are shared by tests: each has topics of its own. */
    private final String base = "test-" + UUID.randomUUID() + "/";

    private final String state = base + "bridge/state";

    BrokerContract(TestBroker broker) {
        this.broker = broker;
    }

    private PahoBrokerLink connected() {
        PahoBrokerLink link =
                new LinkBuilder(broker.url()).clientId(CLIENT).stateTopic(state).start(listener);
        listener.awaitUps(1);
        return link;
    }

    @AfterEach
    void noThreadIsLeft() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Threads.ofLinks(CLIENT))
                        .as("threads of links")
                        .isEmpty());
    }

    @Test
    void retainedIsHeldUntilItIsCleared() {
        try (PahoBrokerLink link = connected()) {
            link.publish(Message.retained(base + "a", "1"));
            link.publish(Message.once(base + "b", "2"));
            await().untilAsserted(() -> assertThat(TestClient.retained(broker.url()))
                    .containsEntry(base + "a", "1")
                    .doesNotContainKey(base + "b"));
            link.publish(Message.clear(base + "a"));
            await().untilAsserted(
                            () -> assertThat(TestClient.retained(broker.url())).doesNotContainKey(base + "a"));
        }
    }

    @Test
    void aSubscriberReceivesWhatWasRetainedBefore() {
        try (TestClient commander = TestClient.connect(broker.url());
                PahoBrokerLink link = connected()) {
            commander.publishRetained(base + "old/set", "ON");
            link.subscribe(List.of(base + "+/set", base + "unused"));
            await().until(() -> listener.messages.size() == 1);
            commander.publish(base + "new/set", "OFF");
            await().until(() -> listener.messages.size() == 2);
            assertThat(listener.messages)
                    .extracting(RecordingListener.Received::retained)
                    .containsExactly(true, false);
            assertThat(listener.messages)
                    .extracting(RecordingListener.Received::payload)
                    .containsExactly("ON", "OFF");
            commander.publishRetained(base + "old/set", "");
        }
    }

    @Test
    void anUnsubscribedTopicIsNotReceived() {
        try (TestClient commander = TestClient.connect(broker.url());
                PahoBrokerLink link = connected()) {
            link.subscribe(List.of(base + "a", base + "b"));
            link.unsubscribe(List.of(base + "a"));
            link.publish(Message.once(base + "b", "subscribed"));
            await().until(() -> listener.messages.size() == 1);
            commander.publish(base + "a", "unheard");
            commander.publish(base + "b", "heard");
            await().until(() -> listener.messages.size() == 2);
            assertThat(listener.messages.getLast().payload()).isEqualTo("heard");
        }
    }

    /** How many messages the broker keeps for a subscriber that is slower than the publisher. */
    int atOnce() {
        return 5_000;
    }

    @Test
    void thousandsArriveInOrder() {
        List<String> numbers =
                IntStream.range(0, 5_000).mapToObj(Integer::toString).toList();
        try (TestClient observer = TestClient.connect(broker.url());
                PahoBrokerLink link = connected()) {
            for (int from = 0; from < numbers.size(); from += atOnce()) {
                int to = Math.min(numbers.size(), from + atOnce());
                numbers.subList(from, to).forEach(number -> link.publish(Message.once(base + "n", number)));
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> observer.payloads(base + "n").size() == to);
            }
            assertThat(observer.payloads(base + "n")).isEqualTo(numbers);
        }
    }

    @Test
    void aHugePayloadIsCut() {
        try (TestClient commander = TestClient.connect(broker.url());
                PahoBrokerLink link = connected()) {
            link.subscribe(List.of(base + "set"));
            link.publish(Message.once(base + "set", "subscribed"));
            await().until(() -> listener.messages.size() == 1);
            commander.publish(base + "set", "x".repeat(1_000_000));
            await().until(() -> listener.messages.size() == 2);
            assertThat(listener.messages.getLast().payload()).hasSize(BrokerLink.LONGEST_PAYLOAD + 1);
        }
    }

    @Test
    void theFarewellIsPublishedAfterEverythingElse() {
        try (TestClient observer = TestClient.connect(broker.url())) {
            PahoBrokerLink link = connected();
            IntStream.range(0, 500).forEach(i -> link.publish(Message.once(base + "n", Integer.toString(i))));
            link.close(List.of(Message.retained(base + "word", "gone"), Message.once(base + "n", "last")));
            await().until(() -> observer.payloads(base + "n").size() == 501);
            assertThat(observer.payloads(base + "n")).last().isEqualTo("last");
            assertThat(observer.payloads(base + "word")).containsExactly("gone");
            assertThat(observer.payloads(state)).doesNotContain("offline");
            link.close(List.of(Message.once(base + "n", "never")));
            assertThat(listener.downs).isEmpty();
        }
    }

    @Test
    void theWillIsPublishedWhenTheConnectionBreaks() {
        try (TestClient observer = TestClient.connect(broker.url());
                Relay relay = new Relay(broker.url());
                PahoBrokerLink link =
                        new LinkBuilder(relay.url()).stateTopic(state).start(listener)) {
            listener.awaitUps(1);
            link.publish(Message.retained(state, "online"));
            await().until(() -> observer.payloads(state).contains("online"));
            relay.cut();
            await().until(() -> observer.payloads(state).contains("offline"));
            assertThat(listener.awaitDown()).isInstanceOf(BrokerProblem.Unreachable.class);
        }
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheConnection() {
        BrokerListener failing = new BrokerListener() {
            @Override
            public void up() {
                listener.up();
                throw new IllegalStateException("a test's failure in up");
            }

            @Override
            public void down(BrokerProblem problem) {
                listener.down(problem);
            }

            @Override
            public void received(String topic, byte[] payload, boolean retained) {
                listener.received(topic, payload, retained);
                throw new IllegalStateException("a test's failure in received");
            }

            @Override
            public void subscriptionRefused(String filter) {
                listener.subscriptionRefused(filter);
            }
        };
        try (PahoBrokerLink link =
                new LinkBuilder(broker.url()).stateTopic(state).start(failing)) {
            listener.awaitUps(1);
            link.subscribe(List.of(base + "set"));
            link.publish(Message.once(base + "set", "1"));
            link.publish(Message.once(base + "set", "2"));
            await().until(() -> listener.messages.size() == 2);
            assertThat(listener.downs).isEmpty();
        }
    }

    @Test
    void itComesBackAfterTheBroker() {
        try (PahoBrokerLink link = connected()) {
            broker.stop();
            assertThat(listener.awaitDown()).isInstanceOf(BrokerProblem.Unreachable.class);
            link.publish(Message.once(base + "lost", "nobody hears it"));
            broker.start();
            listener.awaitUps(2);
            link.publish(Message.retained(base + "again", "1"));
            await().untilAsserted(
                            () -> assertThat(TestClient.retained(broker.url())).containsEntry(base + "again", "1"));
        }
    }
}
