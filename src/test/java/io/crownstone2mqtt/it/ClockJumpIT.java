package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.Aftermath.LAMP;
import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.HiveMqBroker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets this machine's clock: times that are shown follow it, and nothing else takes notice. */
class ClockJumpIT extends WithHiveMq {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    ClockJumpIT(HiveMqBroker broker) {
        super(broker);
        bridge.with(surroundings -> surroundings.withClock(this::now));
    }

    private Instant now() {
        return Instant.now().plus(ahead.get());
    }

    private void assertToldByTheClock(Instant told) {
        assertThat(told).isBetween(now().minus(5, ChronoUnit.MINUTES), now());
    }

    /** At both ends of a jump, a command is sent once, confirmed by its event, and shown with the time of now. */
    private void command(int level, int howMany) {
        bridge.publish(LAMP + "/set", Integer.toString(level));
        await("the results")
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(bridge.statuses(LAMP)).hasSize(2 * howMany).endsWith("accepted", "confirmed"));
        assertToldByTheClock(
                Instant.parse(bridge.heldJson(LAMP + "/state").path("since").asString()));
    }

    private void takeTheSnapshotAgain() {
        bridge.publish("bridge/request/resync", "PRESS");
        await("the snapshot")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertToldByTheClock(Instant.parse(
                        bridge.heldJson("bridge/info").path("last_sync").asString())));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void anHourIsOnlyShown(long hours) {
        try (LogLines log = new LogLines()) {
            bridge.startAndMirror();
            command(50, 1);

            ahead.set(Duration.ofHours(hours));
            command(60, 2);
            takeTheSnapshotAgain();
            bridge.home.coffee.reportState(100);
            bridge.awaitHeld("home/crownstone/coffee-machine/switch", "ON");
            ahead.set(Duration.ZERO);
            command(70, 3);
            takeTheSnapshotAgain();

            bridge.awaitMirror();
            assertThat(log.all()).noneMatch(line -> line.startsWith("WARN") || line.startsWith("ERROR"));
        }
        assertThat(bridge.switched())
                .containsExactly("Desk lamp PERCENTAGE 50", "Desk lamp PERCENTAGE 60", "Desk lamp PERCENTAGE 70");
        assertThat(bridge.payloads("bridge/state")).containsExactly("online");
        assertThat(bridge.payloads("home/availability")).containsExactly("online");
        assertThat(bridge.cloud().streamRequests()).hasSize(1);
        long logins = bridge.cloud().logins().stream()
                .filter(login -> login.email().equals(TestHome.ADA))
                .count();
        assertThat(logins).as("the bridge's and this test's").isEqualTo(2);
    }
}
