package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.Aftermath.LAMP;
import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.cli.ExitCode;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.Relay;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SIGTERM at a bad moment: the process ends with 0 in time, says nothing on standard error, and the broker has it offline. */
class StopIT extends WithHiveMq {
    private static final int STOP_SECONDS = 8;

    private final HiveMqBroker broker;

    StopIT(HiveMqBroker broker) {
        super(broker);
        this.broker = broker;
    }

    private PackagedBridge run() {
        return PackagedBridge.run(bridge.settings.text(bridge.cloud(), broker.url()));
    }

    private static void assertEndsWell(PackagedBridge process) {
        assertThat(process.terminate().exitCode(STOP_SECONDS)).isEqualTo(ExitCode.SUCCESS);
        assertThat(process.err()).isEmpty();
        assertThat(process.out()).contains("stopped").doesNotContain("ERROR");
    }

    @Test
    void duringTheFirstSnapshot() {
        bridge.faults().latency(Duration.ofSeconds(30));
        try (PackagedBridge process = run()) {
            await("connected and asking")
                    .atMost(PATIENCE)
                    .until(() -> process.out().contains("broker: connected")
                            && !bridge.cloud().requests().isEmpty());

            assertEndsWell(process);
        }
        assertThat(bridge.retained()).containsOnlyKeys(bridge.topic("bridge/state"));
        bridge.awaitHeld("bridge/state", "offline");
        bridge.faults().clear();
        bridge.startAndMirror();
    }

    @Test
    void duringAFloodOfEventsAndCommands() {
        try (PackagedBridge process = run();
                ScheduledExecutorService flood = Executors.newSingleThreadScheduledExecutor()) {
            bridge.awaitHeld(LAMP + "/switch", "ON");
            AtomicInteger waves = new AtomicInteger();
            ScheduledFuture<?> waving =
                    flood.scheduleAtFixedRate(() -> wave(waves.incrementAndGet()), 0, 10, TimeUnit.MILLISECONDS);
            await("the flood")
                    .atMost(PATIENCE)
                    .until(() -> waves.get() > 100
                            && !bridge.results("home/crownstone/coffee-machine").isEmpty());

            assertEndsWell(process);
            waving.cancel(false);
        }
        assertThat(bridge.retained()).containsEntry(bridge.topic("bridge/state"), "offline");
        int sent = bridge.switched().size();
        bridge.startAndMirror();
        assertThat(bridge.switched()).as("commands after the end").hasSize(sent);
    }

    /** Every 10 ms, more than all the houses of a street tell. */
    private void wave(int number) {
        IntStream.range(0, 20).forEach(event -> bridge.home.lamp.reportState((number + event) % 100));
        bridge.publish("home/crownstone/coffee-machine/set", number % 2 == 0 ? "ON" : "OFF");
    }

    @Test
    void whileBrokerAndCloudHang() {
        try (Relay relay = new Relay(broker.url())) {
            bridge.settings.broker(relay.url());
            try (PackagedBridge process = run()) {
                bridge.awaitHeld(LAMP + "/switch", "ON");
                relay.stall();
                bridge.faults().latency(Duration.ofSeconds(30));
                bridge.home.lamp.reportState(0);

                assertEndsWell(process);
            }
            relay.cut();
            relay.resume();
            bridge.awaitHeld("bridge/state", "offline");
        }
    }
}
