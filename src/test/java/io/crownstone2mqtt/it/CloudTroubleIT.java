package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cloud is away, ill, or says nonsense: said once, healed by itself, and no command is wrong because of it. */
class CloudTroubleIT extends CloudInTrouble {
    CloudTroubleIT(HiveMqBroker broker) {
        super(broker);
    }

    private void awaitEventsReceived() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            bridge.home.lamp.reportState(bridge.home.lamp.state().orElse(0) == 20 ? 30 : 20);
            bridge.awaitMirror();
        });
    }

    @Test
    void aCloudThatIsAbsentAtTheStartIsWaitedFor() {
        bridge.stopCloud();
        bridge.start();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.starting(COMPLAINT)).hasSize(1));
        assertThat(bridge.retained()).isEmpty();

        bridge.startCloud();
        bridge.awaitMirror();

        assertSaidOnce();
    }

    @Test
    void aCloudThatGoesAndComesBackIsFollowed() {
        bridge.with("cloud.offline-grace", "300ms").startAndMirror();

        bridge.stopCloud();
        bridge.awaitHeld("home/availability", "offline");
        assertThat(bridge.held(LAMP + "/switch")).isEqualTo("ON");
        bridge.home.lamp.reportState(0);
        bridge.startCloud();
        bridge.awaitHeld("home/availability", "online");
        bridge.awaitMirror();

        assertSaidOnce();
        assertThat(bridge.held(LAMP + "/switch")).isEqualTo("OFF");
        assertThat(bridge.payloads("home/availability")).containsExactly("online", "offline", "online");
        assertThat(bridge.payloads("bridge/state")).containsExactly("online");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void aCloudThatIsIllAtTheStartIsAskedAgain(int status) {
        // The list of spheres, the home, and after an explained refusal the home without scenes and hubs.
        bridge.faults().failNext(3, "/spheres", Failure.status(status));

        bridge.start();
        assertSaidOnce();

        bridge.awaitMirror();
    }

    @Test
    void aWebPageInsteadOfTheCloudIsNoHome() {
        bridge.startAndMirror();
        Map<String, String> before = bridge.retainedOfTheHome();
        bridge.faults().failNext(2, "/spheres", Failure.answer(200, "text/html", "<html>Welcome to the hotel</html>"));

        bridge.publish("bridge/request/resync", "PRESS");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.starting(COMPLAINT))
                        .hasSize(1)
                        .allMatch(line -> line.contains("web page") && !line.contains("hotel")));
        assertThat(bridge.retainedOfTheHome()).isEqualTo(before);

        assertSaidOnce();
        bridge.awaitMirror();
    }

    @Test
    void halfASnapshotChangesNothing() {
        bridge.startAndMirror();
        Map<String, String> before = bridge.retainedOfTheHome();
        // Each, for one that is reset before anything of it was read is asked again silently.
        bridge.faults().failAll("/spheres", new Failure.Truncated());

        bridge.publish("bridge/request/resync", "PRESS");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.starting(COMPLAINT)).hasSize(1));

        assertThat(bridge.retainedOfTheHome()).isEqualTo(before);
        bridge.faults().clear();
        assertSaidOnce();
    }

    @Test
    void oneRefusedTokenIsReplacedSilently() {
        bridge.startAndMirror();
        bridge.faults()
                .failNext(
                        "/spheres",
                        Failure.answer(
                                401,
                                "application/json",
                                "{\"error\":{\"statusCode\":401,\"code\":\"INVALID_TOKEN\",\"message\":\"Invalid\"}}"));
        long snapshots = bridge.requests("/presentPeople");

        bridge.publish("bridge/request/resync", "PRESS");
        await().atMost(PATIENCE).until(() -> bridge.requests("/presentPeople") > snapshots);
        bridge.awaitMirror();

        assertThat(log.starting(COMPLAINT)).isEmpty();
        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
    }

    @Test
    void expiredTokensAreReplacedByOneLogin() {
        bridge.start();
        bridge.awaitHeld(LAMP + "/switch", "ON");
        int logins = bridge.cloud().logins().size();

        bridge.faults().expireTokens();
        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        await().atMost(PATIENCE).until(() -> bridge.cloud().openStreams() == 1);

        assertThat(bridge.cloud().logins()).hasSize(logins + 1);
        awaitEventsReceived();
        assertThat(bridge.held("home/availability")).isEqualTo("online");
    }

    @Test
    void aStreamThatIsCutIsOpenedAgainAndNothingIsLost() {
        bridge.startAndMirror();

        bridge.faults().stream().cutAll();
        bridge.home.lamp.reportState(0);
        bridge.home.coffee.rename("Espresso");

        bridge.awaitHeld(LAMP + "/switch", "OFF");
        bridge.awaitHeld("home/crownstone/espresso/switch", "OFF");
        bridge.awaitMirror();
        assertSaidOnce();
        assertThat(bridge.payloads("home/availability")).containsExactly("online");
    }

    @Test
    void aStreamThatEndsInOrderIsOpenedAgain() {
        bridge.startAndMirror();
        int streams = bridge.cloud().streamRequests().size();

        bridge.faults().stream().endAll();
        await().atMost(PATIENCE).until(() -> bridge.cloud().streamRequests().size() > streams);

        awaitEventsReceived();
    }

    @Test
    void withoutAStreamTheSphereIsOfflineAfterTheGrace() {
        bridge.with("cloud.offline-grace", "500ms").startAndMirror();

        bridge.faults().stream().refuseConnections(true);
        bridge.faults().stream().cutAll();
        bridge.awaitHeld("home/availability", "offline");
        bridge.faults().stream().refuseConnections(false);
        bridge.awaitHeld("home/availability", "online");

        bridge.awaitMirror();
        assertSaidOnce();
    }

    @Test
    void nonsenseOnTheStreamIsPassedOver() {
        bridge.startAndMirror();

        for (String line : new String[] {
            "data:{broken",
            "data:[]",
            "data:null",
            "data:{}",
            "data:{\"type\":\"unheardOf\"}",
            "data:{\"type\":\"switchStateUpdate\",\"subType\":\"stone\"}",
            "data:{\"type\":\"presence\",\"subType\":\"enterLocation\",\"sphere\":{\"id\":null}}",
            "data:{\"type\":\"switchStateUpdate\",\"subType\":\"stone\",\"sphere\":{\"id\":\""
                    + bridge.home.sphere.id() + "\"},\"crownstone\":{\"id\":\"" + bridge.home.lamp.id()
                    + "\",\"percentage\":\"bright\"}}",
            ": a comment",
            "event: something"
        }) {
            bridge.faults().stream().line(line);
        }
        bridge.home.lamp.reportState(85);

        bridge.awaitHeld(LAMP + "/brightness", "85");
        bridge.awaitMirror();
        assertThat(bridge.cloud().streamRequests()).hasSize(1);
    }

    @Test
    void aSlowCloudIsWaitedFor() {
        bridge.faults().latency(Duration.ofMillis(300));
        bridge.start();
        bridge.awaitHeld(LAMP + "/switch", "ON");

        bridge.publish(LAMP + "/set", "OFF");
        bridge.publish(LAMP + "/set", "ON");
        bridge.publish(LAMP + "/set", "30");
        await().atMost(PATIENCE)
                .until(() -> bridge.statuses(LAMP).contains("confirmed")
                        && bridge.switched().getLast().endsWith("PERCENTAGE 30"));
        bridge.faults().clear();

        bridge.awaitHeld(LAMP + "/brightness", "30");
        bridge.awaitMirror();
    }

    @Test
    void aCommandWhileTheCloudIsAwayExpiresAndIsNotSentWhenItIsBack() {
        bridge.with("command.expire-after", "1500ms")
                .with("cloud.offline-grace", "1500ms")
                .startAndMirror();

        bridge.stopCloud();
        bridge.awaitHeld("home/availability", "offline");
        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "expired");
        bridge.startCloud();
        bridge.awaitMirror();
        bridge.publish(LAMP + "/set", "90");
        bridge.awaitHeld(LAMP + "/brightness", "90");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.statuses(LAMP)).endsWith("confirmed"));

        assertThat(bridge.switched()).containsExactly("Desk lamp PERCENTAGE 90");
    }
}
