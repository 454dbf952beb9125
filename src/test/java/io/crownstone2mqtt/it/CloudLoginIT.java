package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.simulator.Traffic.StreamRequest;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are refused, passwords that change, clocks that are wrong: few logins, and no endless unsuccessful ones. */
class CloudLoginIT extends CloudInTrouble {
    private static final Failure INVALID_TOKEN = Failure.answer(
            401,
            "application/json; charset=utf-8",
            "{\"error\":{\"statusCode\":401,\"code\":\"INVALID_TOKEN\",\"message\":\"Invalid Access Token\"}}");

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());

    CloudLoginIT(HiveMqBroker broker) {
        super(broker);
        bridge.with(surroundings -> surroundings.withClock(clock));
    }

    private int logins() {
        return bridge.cloud().logins().size();
    }

    @Test
    void aTokenRefusedForACommandIsReplacedAndTheCommandIsSentOnce() {
        bridge.startAndMirror();
        int before = logins();
        bridge.faults().failNext("/switch", INVALID_TOKEN);

        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");

        assertThat(logins()).isEqualTo(before + 1);
        assertThat(bridge.switched()).containsExactly("Desk lamp TURN_OFF");
        bridge.awaitMirror();
        assertThat(log.starting("WARN")).isEmpty();
    }

    @Test
    void aCloudThatRefusesEveryTokenIsNotFloodedWithLogins() {
        bridge.startAndMirror();
        int before = logins();
        bridge.faults().failAll("/spheres", INVALID_TOKEN);
        bridge.faults().failAll("/stones", INVALID_TOKEN);
        switchUnheard(0);

        for (int attempt = 1; attempt <= 5; attempt++) {
            long asked = bridge.requests("/spheres");
            bridge.publish("bridge/request/resync", "PRESS");
            await().atMost(PATIENCE).until(() -> bridge.requests("/spheres") > asked);
        }
        bridge.publish(LAMP + "/set", "ON");
        bridge.publish("home/crownstone/coffee-machine/set", "ON");
        bridge.awaitStatuses(LAMP, "failed");
        bridge.awaitStatuses("home/crownstone/coffee-machine", "failed");
        awaitComplaint("does not accept the login that it gave");

        assertThat(logins()).isLessThanOrEqualTo(before + 2);
        assertThat(bridge.switched()).isEmpty();
        bridge.faults().clear();
        bridge.publish("bridge/request/resync", "PRESS");
        assertHeals();
    }

    @Test
    void anEventServerThatRefusesEveryTokenIsNotFloodedWithLogins() {
        bridge.with("cloud.offline-grace", "500ms").startAndMirror();
        int streams = bridge.cloud().streamRequests().size();
        int before = logins();

        bridge.faults().stream().expireTokens(true);
        bridge.faults().stream().cutAll();
        await().atMost(PATIENCE).until(() -> bridge.cloud().streamRequests().size() >= streams + 3);

        int made = logins() - before;
        List<StreamRequest> asked = bridge.cloud().streamRequests();
        assertThat(made).isLessThanOrEqualTo(asked.size() - streams);
        assertThat(Duration.between(
                        asked.get(streams + 1).at(), asked.get(streams + 2).at()))
                .as("the rest after the new login was refused as well")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        bridge.faults().clear();
        bridge.publish("bridge/request/resync", "PRESS");
        bridge.awaitHeld("home/availability", "online");
        assertHeals();
    }

    @Test
    void aPasswordChangedMeanwhileIsSaidOnceAndTriedSlowlyUntilItIsRight() {
        bridge.with("cloud.offline-grace", "500ms").startAndMirror();
        int before = logins();

        bridge.home.ada.changePassword("another");
        bridge.faults().expireTokens();
        bridge.awaitHeld("home/availability", "offline");
        for (int attempt = 1; attempt <= 5; attempt++) {
            bridge.publish("bridge/request/resync", "PRESS");
        }
        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "failed");

        assertThat(bridge.gaveUp()).isEmpty();
        assertThat(logins()).isEqualTo(before + 1);
        assertThat(bridge.held(LAMP + "/switch")).isEqualTo("ON");
        assertThat(bridge.held("bridge/state")).isEqualTo("online");
        String refused = COMPLAINT + "the Crownstone cloud does not accept this e-mail address and password";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.starting(refused)).hasSize(1));

        bridge.home.ada.changePassword(TestHome.PASSWORD);
        ahead.set(Duration.ofMinutes(2));
        bridge.publish("bridge/request/resync", "PRESS");
        bridge.awaitHeld("home/availability", "online");
        bridge.expectByLoginAnew();
        bridge.awaitMirror();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.starting(RECOVERY)).hasSize(1));
        assertThat(log.starting(refused)).hasSize(1);
        assertThat(bridge.switched()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-6, 6})
    void aCloudWhoseClockIsWrongIsBelievedInAllElse(long hours) {
        bridge.faults().clockSkew(Duration.ofHours(hours));
        bridge.startAndMirror();

        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        bridge.home.lamp.reportState(70);
        bridge.awaitHeld(LAMP + "/brightness", "70");
        bridge.publish("bridge/request/resync", "PRESS");
        bridge.awaitMirror();

        assertThat(bridge.switched()).containsExactly("Desk lamp TURN_OFF");
        assertThat(logins()).isEqualTo(2); // the bridge's and this test's own
        assertThat(log.starting("WARN")).isEmpty();
    }
}
