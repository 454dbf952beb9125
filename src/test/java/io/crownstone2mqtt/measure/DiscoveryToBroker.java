package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mqtt.BrokerLink;
import io.crownstone2mqtt.mqtt.BrokerListener;
import io.crownstone2mqtt.mqtt.BrokerOptions;
import io.crownstone2mqtt.mqtt.BrokerProblem;
import io.crownstone2mqtt.mqtt.PahoBrokerLink;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.tls.TlsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** The whole mirror of 2,000 Crownstones to an empty Mosquitto, from connecting to the last acknowledgement. */
public final class DiscoveryToBroker {
    private static final String END = "measure/end";
    private static final int ROUNDS = 7;

    private DiscoveryToBroker() {}

    public static void main(String[] arguments) throws Exception {
        List<Message> messages = new MeasuredBridge(Homes.of(20, 100)).mirror();
        System.out.println(messages.size() + " messages, "
                + messages.stream().mapToInt(each -> each.payload().length()).sum() / 1000 + " kB");
        for (int i = 0; i < ROUNDS; i++) {
            try (MosquittoBroker broker = MosquittoBroker.with().quiet().open()) {
                round(i == 0 ? "cold" : "warm", broker.url(), messages);
            }
        }
    }

    private static void round(String name, URI broker, List<Message> messages) throws Exception {
        AtomicInteger heard = new AtomicInteger();
        try (Subscriber _ = new Subscriber(broker, "#", each -> {
            if (!each.topic().equals(END)) {
                heard.incrementAndGet();
            }
        })) {
            Listener listener = new Listener();
            long start = System.nanoTime();
            try (BrokerLink link = new PahoBrokerLink(options(broker), listener)) {
                link.start();
                listener.up.get(10, TimeUnit.SECONDS);
                link.subscribe(List.of(END));
                messages.forEach(link::publish);
                // The broker acknowledges in order: when this one is back, all before it have been acknowledged.
                link.publish(Message.once(END, "x"));
                listener.end.get(60, TimeUnit.SECONDS);
                long acknowledged = System.nanoTime() - start;
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> heard.get() == messages.size());
                System.out.println("%s: acknowledged after %d ms, all %d at the subscriber after %d ms"
                        .formatted(
                                name, acknowledged / 1_000_000, heard.get(), (System.nanoTime() - start) / 1_000_000));
            }
        }
    }

    private static BrokerOptions options(URI broker) {
        return new BrokerOptions(
                broker,
                null,
                null,
                "measure",
                Duration.ofSeconds(30),
                Message.retained("measure/will", "offline"),
                new TlsSettings(null, null, null, true));
    }

    private static final class Listener implements BrokerListener {
        private final CompletableFuture<Void> up = new CompletableFuture<>();
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        @Override
        public void up() {
            up.complete(null);
        }

        @Override
        public void down(BrokerProblem problem) {
            end.completeExceptionally(new IllegalStateException(problem.message()));
        }

        @Override
        public void received(String topic, byte[] payload, boolean retained) {
            end.complete(null);
        }

        @Override
        public void subscriptionRefused(String filter) {
            end.completeExceptionally(new IllegalStateException(filter));
        }
    }
}
