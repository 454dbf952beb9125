package io.crownstone2mqtt.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.testing.Homes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The events of the cloud are not heard any more. */
class StreamScenarioTest {
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
        assertThat(bridge.said()).anyMatch(line -> line.contains("well again after 61 s"));
    }

    @Test
    void without_events_the_cloud_is_asked_once_after_the_grace() {
        Scenario bridge = Scenario.running(Homes.small()).streamLost().advance(Duration.ofSeconds(59));
        assertThat(bridge.asked()).isEmpty();
        bridge.streamLost().advance(Duration.ofSeconds(2));
        bridge.cloudHas(Homes.small()).answerFetches();
        assertThat(bridge.asked()).containsExactly(new Effect.ReconnectStream(Scenario.ACCOUNT));
        bridge.streamLost().advance(Duration.ofMinutes(10));
        assertThat(bridge.asked()).isEmpty();
    }

    @Test
    void a_cloud_that_answers_is_online_whether_or_not_its_events_are_heard() {
        CloudProblem ill = new CloudProblem.Unavailable("the cloud is ill");
        Scenario bridge = Scenario.running(Homes.small()).streamLost();
        assertThat(bridge.retained("bridge/account/1/cloud")).isEqualTo("online");

        bridge.receive("crownstone2mqtt/bridge/request/resync", "").failFetches(ill);
        assertThat(bridge.retained("bridge/account/1/cloud")).isEqualTo("offline");
        bridge.advance(Duration.ofSeconds(10)).answerFetches();
        assertThat(bridge.retained("bridge/account/1/cloud")).isEqualTo("online");
        assertThat(bridge.retained("bridge/account/1/events")).isEqualTo("offline");
        assertThat(bridge.retained("bridge/problems")).contains("\"count\":1");

        bridge.streamStarted().answerFetches();
        assertThat(bridge.retained("bridge/problems")).contains("\"count\":0");
    }

    @Test
    void a_picture_while_the_stream_waits_calls_for_the_stream() {
        Scenario bridge = Scenario.running(Homes.small()).streamLost();
        bridge.receive("crownstone2mqtt/bridge/request/resync", "").answerFetches();
        assertThat(bridge.asked()).contains(new Effect.ReconnectStream(Scenario.ACCOUNT));
    }
}
