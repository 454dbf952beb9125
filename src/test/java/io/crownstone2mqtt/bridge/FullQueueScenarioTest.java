package io.crownstone2mqtt.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broker that drops what is beyond a queue of 1,000 messages, and holds topics of Crownstones that are gone. */
class FullQueueScenarioTest {
    private static final int QUEUE = 1_000;

    private final Scenario bridge = new Scenario(Homes.small(), MirrorOptions.defaults(), 1);

    private void left(int crownstones, String... leaves) {
        for (int number = 0; number < crownstones; number++) {
            for (String leaf : leaves) {
                bridge.left("crownstone2mqtt/home/crownstone/gone-" + number + "/" + leaf, "x");
            }
        }
    }

    private void start() {
        bridge.connect().showSubscribed(QUEUE).streamStarted().answerFetches();
        bridge.showSubscribed(QUEUE);
    }

    private List<String> ghosts() {
        return bridge.broker().keySet().stream()
                .filter(topic -> topic.contains("/gone-"))
                .toList();
    }

    @Test
    void what_it_did_not_show_at_once_it_shows_filter_by_filter() {
        left(600, "switch", "attributes", "brightness");

        start();

        assertThat(ghosts()).isEmpty();
        assertThat(bridge.retained("bridge/problems")).isEqualTo("{\"count\":0,\"problems\":[]}");
        assertThat(bridge.said()).noneMatch(line -> line.contains("queue"));
        assertThat(bridge.retained("bridge/manifest/1")).contains("\"complete\":true");
    }

    @Test
    void that_it_may_hide_some_for_good_is_said_with_what_to_do() {
        left(2_600, "switch");

        start();

        assertThat(bridge.said()).anyMatch(line -> line.contains("run crownstone2mqtt purge once"));
        assertThat(bridge.retained("bridge/problems")).contains("run crownstone2mqtt purge once");
        assertThat(bridge.retained("bridge/manifest/1")).contains("\"complete\":false");
    }

    @Test
    void what_only_the_list_on_the_broker_names_is_asked_for_and_cleared() {
        start();
        left(3, "switch");
        String listed = String.valueOf(bridge.retained("bridge/manifest/1"))
                .replace("\"topics\":{", "\"topics\":{\"crownstone2mqtt/home/crownstone/gone-1\":[\"switch\"],");
        bridge.left("crownstone2mqtt/bridge/manifest/1", listed);
        bridge.brokerDown().connect().showSubscribed(7);
        bridge.showSubscribed(QUEUE);

        assertThat(ghosts()).doesNotContain("crownstone2mqtt/home/crownstone/gone-1/switch");
    }
}
