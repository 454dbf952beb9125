package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(HiveMqExtension.class)
class HiveMqContractIT extends BrokerContract {
    private final HiveMqBroker hiveMq;

    HiveMqContractIT(HiveMqBroker broker) {
        super(broker);
        hiveMq = broker;
    }

    @Test
    void webSocketsWork() {
        RecordingListener listener = new RecordingListener();
        try (PahoBrokerLink link = new LinkBuilder(hiveMq.webSocketUrl()).start(listener)) {
            listener.awaitUps(1);
            link.subscribe(List.of("a"));
            IntStream.range(0, 100).forEach(i -> link.publish(Message.once("a", "x".repeat(i * 10))));
            await().until(() -> listener.messages.size() == 100);
            assertThat(listener.messages.getLast().payload()).hasSize(990);
            assertThat(listener.downs).isEmpty();
        }
    }
}
