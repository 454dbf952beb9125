package io.crownstone2mqtt.bridge;

import static io.crownstone2mqtt.testing.Homes.ADA;
import static io.crownstone2mqtt.testing.Homes.HOME;
import static io.crownstone2mqtt.testing.Homes.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent.LeftSphere;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.testing.Homes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The events of the cloud are not heard any more. */
class StreamScenarioTest {
    private static final Effect STREAM = new Effect.ReconnectStream(Scenario.ACCOUNT);
    private static final Duration GRACE = Duration.ofSeconds(60);

    @Test
    void a_lost_stream_counts_only_after_the_grace() {
        Scenario bridge = Scenario.running(Homes.small()).streamLost().advance(Duration.ofSeconds(59));
        assertThat(bridge.published())
                .containsExactlyInAnyOrder(
                        "bridge/account/1/events offline",
                        "bridge/problems {\"count\":1,\"problems\":[\"account 1: the event stream ended\"]}");
        bridge.advance(Duration.ofSeconds(2));
        assertThat(bridge.published()).containsExactly("home/availability offline");
        bridge.answerFetches().streamStarted().answerFetches();
        assertThat(bridge.retained("home/availability")).isEqualTo("online");
        assertThat(bridge.retained("bridge/account/1/events")).isEqualTo("online");
        assertThat(bridge.retained("bridge/problems")).isEqualTo("{\"count\":0,\"problems\":[]}");
        assertThat(bridge.said()).anyMatch(line -> line.contains("connected again after 61 s"));
    }

    @Test
    void without_events_the_cloud_is_asked_once_after_the_grace() {
        Scenario bridge = Scenario.running(Homes.small()).streamLost().advance(Duration.ofSeconds(59));
        assertThat(bridge.asked()).isEmpty();
        bridge.streamLost().advance(Duration.ofSeconds(2));
        bridge.said();
        bridge.answerFetches();
        assertThat(bridge.said()).as("nothing is new").isEmpty();
        assertThat(bridge.asked()).as("the stream is left to its pauses").isEmpty();
        bridge.streamLost().advance(Duration.ofMinutes(10));
        assertThat(bridge.asked())
                .as("but who is there, which no event tells")
                .allMatch(effect ->
                        effect.equals(new Effect.Fetch(Scenario.ACCOUNT, new FetchScope.Whereabouts(Homes.HOME))));
    }

    @Test
    void a_cloud_that_answers_is_online_whether_or_not_its_events_are_heard() {
        CloudProblem ill = new CloudProblem.Unavailable("the cloud is ill");
        Scenario bridge = Scenario.running(Homes.small()).streamLost();
        assertThat(bridge.retained("bridge/account/1/cloud")).isEqualTo("online");

        bridge.receive("crownstone2mqtt/bridge/request/resync", "PRESS").failFetches(ill);
        assertThat(bridge.retained("bridge/account/1/cloud")).isEqualTo("offline");
        bridge.advance(Duration.ofSeconds(10)).answerFetches();
        assertThat(bridge.retained("bridge/account/1/cloud")).isEqualTo("online");
        assertThat(bridge.retained("bridge/account/1/events")).isEqualTo("offline");
        assertThat(bridge.retained("bridge/problems")).contains("\"count\":1");

        bridge.streamStarted().answerFetches();
        assertThat(bridge.retained("bridge/problems")).contains("\"count\":0");
    }

    @Test
    void somebody_who_asks_for_a_snapshot_while_the_stream_waits_asks_for_the_stream_too() {
        Scenario bridge = Scenario.running(Homes.small()).streamLost();
        bridge.receive("crownstone2mqtt/bridge/request/resync", "PRESS").answerFetches();
        assertThat(bridge.asked()).containsExactly(STREAM);
    }

    @Test
    void a_cloud_that_answers_again_calls_for_the_stream_once() {
        Scenario bridge = Scenario.running(Homes.small()).streamLost().advance(GRACE);
        bridge.failFetches(new CloudProblem.Unavailable("the cloud is away"));
        bridge.advance(Duration.ofSeconds(5)).answerFetches();
        assertThat(bridge.asked()).containsExactly(STREAM);
        bridge.streamStarted().streamLost().answerFetches();
        assertThat(bridge.asked()).isEmpty();
    }

    @Test
    void it_is_called_for_once_though_something_else_still_fails() {
        Home withAda = Homes.small().change(HOME, sphere -> sphere.withPresence(Presence.NOBODY.entered(ADA, STUDY)));
        Scenario bridge = Scenario.running(withAda).hear(new LeftSphere(HOME, ADA));
        bridge.advance(Duration.ofSeconds(2)).failFetches(new CloudProblem.Unavailable("the cloud is ill"));
        bridge.streamLost()
                .receive("crownstone2mqtt/bridge/request/resync", "PRESS")
                .answerFetches();
        assertThat(bridge.asked()).contains(STREAM);
        bridge.streamStarted().streamLost().answerFetches();
        assertThat(bridge.asked()).isEmpty();
    }

    @Test
    void a_stream_that_ends_as_soon_as_it_begins_does_not_call_for_itself() {
        Scenario bridge = Scenario.running(Homes.small()).streamLost();
        for (int attempt = 1; attempt <= 5; attempt++) {
            bridge.streamStarted().streamLost().streamStarted().streamLost();
            bridge.answerFetches().answerFetches();
            assertThat(bridge.asked()).isEmpty();
        }
    }
}
