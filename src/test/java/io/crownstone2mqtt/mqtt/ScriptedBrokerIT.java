package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.mirror.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a broker may answer that real ones answer rarely. */
class ScriptedBrokerIT {
    private final RecordingListener listener = new RecordingListener();

    @ParameterizedTest
    @CsvSource({"1, 3.1.1", "2, client-id", "3, not available", "4, mqtt.password", "5, mqtt.password"})
    void aRefusedLoginIsExplained(int returnCode, String word) throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(returnCode);
                PahoBrokerLink _ = new LinkBuilder(broker.url()).start(listener)) {
            BrokerProblem problem = listener.awaitDown();
            assertThat(problem.message()).contains(word);
            assertThat(problem instanceof BrokerProblem.LoginRefused).isEqualTo(returnCode != 1 && returnCode != 3);
        }
    }

    @Test
    void aRefusedSubscriptionIsReported() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(0);
                PahoBrokerLink link = new LinkBuilder(broker.url()).start(listener)) {
            listener.awaitUps(1);
            link.subscribe(List.of("secret/#"));
            await().until(() -> listener.refused.equals(List.of("secret/#")));
            assertThat(listener.downs).isEmpty();
        }
    }

    @Test
    void aBrokerThatHangsUpAtATopicIsNotAskedAtFullSpeed() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(0);
                PahoBrokerLink link = new LinkBuilder(broker.url()).start(listener)) {
            listener.awaitUps(1);
            link.publish(Message.once("forbidden", "x"));
            assertThat(listener.awaitDown().message()).contains("forbids a topic", "link-under-test");
            listener.awaitUps(2);
            link.publish(Message.once("forbidden", "x"));
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> broker.connections.get() < 12);
        }
    }

    /** Else some publish the last will, for they notice the end before they have handled the disconnect. */
    @Test
    void aBrokerMayHandleTheDisconnectBeforeTheConnectionEnds() throws IOException {
        try (ScriptedBroker broker = new ScriptedBroker(0)) {
            PahoBrokerLink link = new LinkBuilder(broker.url()).start(listener);
            listener.awaitUps(1);
            link.close(List.of());
            assertThat(broker.endedByClient)
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(false);
        }
    }

    @Test
    void aProxyWithoutBrokerCostsNoThreads() throws IOException {
        try (ScriptedBroker proxy = new ScriptedBroker(ScriptedBroker.HANG_UP_AT_ONCE);
                PahoBrokerLink _ =
                        new LinkBuilder(proxy.url()).clientId("proxied").start(listener)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> listener.downs.size() >= 3);
            assertThat(listener.downs.getFirst().message()).contains("closed the connection during the login");
        }
        await().untilAsserted(() -> assertThat(Threads.ofLinks("proxied")).isEmpty());
    }
}
