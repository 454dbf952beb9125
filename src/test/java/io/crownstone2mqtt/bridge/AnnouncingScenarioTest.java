package io.crownstone2mqtt.bridge;

import static io.crownstone2mqtt.testing.Homes.HOME;
import static io.crownstone2mqtt.testing.Homes.KETTLE;
import static io.crownstone2mqtt.testing.Homes.LAMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent.StateReported;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When Home Assistant is told what: not too often, and nothing while it is busy with what came before. */
class AnnouncingScenarioTest {
    private static final String STATUS = "homeassistant/status";
    private static final String LAMP_CONFIG = "homeassistant/light/crownstone_" + LAMP + "/light/config";
    private static final String LAMP_DEVICE = "homeassistant/device/crownstone_" + LAMP + "/config";
    private static final String LAMP_STATE = "crownstone2mqtt/home/crownstone/lamp/state";
    private static final String PLUG_STATE = "crownstone2mqtt/home/crownstone/plug/state";
    private static final String BRIGHTNESS = "home/crownstone/lamp/brightness";
    private static final MirrorOptions DEVICES =
            MirrorOptions.defaults().with(new MirrorOptions.DiscoveryOptions(true, "homeassistant", true, false));
    private static final Duration STEP = Duration.ofMillis(100);

    /** When everything was announced while that time passed, in milliseconds; {@code every}: a birth as often. */
    private static List<Long> announcements(Scenario bridge, Duration births, Duration every, Duration watched) {
        List<Long> at = new ArrayList<>();
        for (long now = 0; now < watched.toMillis(); now += STEP.toMillis()) {
            if (now < births.toMillis() && now % every.toMillis() == 0) {
                bridge.receive(STATUS, "online");
            }
            bridge.advance(STEP);
            if (bridge.published().stream().anyMatch(line -> line.startsWith(LAMP_CONFIG))) {
                at.add(now);
            }
        }
        return at;
    }

    @Test
    void a_home_assistant_that_comes_up_every_second_is_told_every_ten() {
        Scenario bridge = Scenario.running(Homes.small());

        List<Long> at = announcements(bridge, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(60));

        assertThat(at).hasSize(4);
        for (int next = 1; next < at.size(); next++) {
            assertThat(at.get(next) - at.get(next - 1)).isBetween(9_900L, 11_000L);
        }
        assertThat(at.getLast()).as("after the last birth").isGreaterThanOrEqualTo(29_000L);
    }

    @Test
    void after_a_rest_it_is_told_at_once_again() {
        Scenario bridge = Scenario.running(Homes.small());
        Duration second = Duration.ofSeconds(1);

        assertThat(announcements(bridge, second, second, Duration.ofSeconds(11)))
                .singleElement()
                .satisfies(at -> assertThat(at).isLessThan(2_000L));
        assertThat(announcements(bridge, second, second, Duration.ofSeconds(11)))
                .singleElement()
                .satisfies(at -> assertThat(at).isLessThan(2_000L));
    }

    /** The broker as a bridge with the first options left it, and now one with the others. */
    private static Scenario changedFormat() {
        Scenario before = Scenario.running(Homes.small());
        Scenario bridge = new Scenario(Homes.small(), DEVICES, 1);
        before.broker().forEach(bridge::left);
        bridge.brokerUp().streamStarted().answerFetches();
        return bridge;
    }

    @Test
    void a_change_of_format_is_said_and_then_left_to_sink_in() {
        Scenario bridge = changedFormat();
        List<String> moves = bridge.published().stream()
                .filter(line -> !line.startsWith("bridge/survey"))
                .toList();
        assertThat(moves)
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.matches("homeassistant/\\S+/config \\{\"migrate_discovery\":true}"));

        bridge.hear(new StateReported(HOME, LAMP, 90)).receive(STATUS, "online").advance(Duration.ofSeconds(2));
        assertThat(bridge.published()).isEmpty();

        bridge.advance(Duration.ofMillis(3L * moves.size()));
        assertThat(bridge.published())
                .map(line -> line.replaceFirst(" .+", " …"))
                .containsSubsequence(LAMP_CONFIG + " ", BRIGHTNESS + " …", LAMP_DEVICE + " …");
        assertThat(bridge.broker()).isEqualTo(bridge.expected());
        assertThat(bridge.retained(BRIGHTNESS)).isEqualTo("90");
    }

    @Test
    void the_more_entities_move_the_longer_it_is_left() {
        Scenario before = Scenario.running(Homes.large(1_000));
        Scenario bridge = new Scenario(Homes.large(1_000), DEVICES, 1);
        before.broker().forEach(bridge::left);
        bridge.brokerUp().streamStarted().answerFetches();
        bridge.forget();

        bridge.advance(Duration.ofMillis(4_900));
        assertThat(bridge.published()).isEmpty();
        bridge.advance(Duration.ofSeconds(2));
        assertThat(bridge.broker()).isEqualTo(bridge.expected());
    }

    private static Home renamedSwitch() {
        return Homes.small()
                .change(
                        HOME,
                        LAMP,
                        lamp -> lamp.toBuilder().name("Plug").dimming(false).build());
    }

    /** In the device format the light is taken out of its message in steps, and until then it reads the old topics. */
    private static Scenario onItsWayOut() {
        Scenario bridge = Scenario.running(Homes.small(), DEVICES).cloudHas(renamedSwitch());
        bridge.receive("crownstone2mqtt/bridge/request/resync", "PRESS").answerFetches();
        assertThat(bridge.broker()).containsKeys(LAMP_STATE, PLUG_STATE);
        return bridge;
    }

    @Test
    void a_topic_that_an_entity_on_its_way_out_reads_is_cleared_last() {
        Scenario bridge = onItsWayOut().advance(Duration.ofSeconds(20));

        assertThat(bridge.published())
                .map(line -> line.replaceFirst(" .+", " …"))
                .containsSubsequence(
                        LAMP_DEVICE + " …", LAMP_DEVICE + " …", LAMP_DEVICE + " …", "home/crownstone/lamp/state ");
        assertThat(bridge.broker()).isEqualTo(bridge.expected()).doesNotContainKey(LAMP_STATE);
    }

    @Test
    void a_topic_that_is_needed_again_before_it_is_cleared_stays() {
        Scenario bridge = onItsWayOut().advance(Duration.ofSeconds(1)).cloudHas(Homes.small());

        bridge.receive("crownstone2mqtt/bridge/request/resync", "PRESS").answerFetches();
        bridge.advance(Duration.ofSeconds(20));

        assertThat(bridge.published()).doesNotContain("home/crownstone/lamp/state ");
        assertThat(bridge.broker()).isEqualTo(bridge.expected()).containsKey(LAMP_STATE);
    }

    @Test
    void a_birth_before_the_first_snapshot_asks_for_no_attention() {
        Scenario bridge = new Scenario(Homes.small(), MirrorOptions.defaults(), 1).brokerUp();

        bridge.receive(STATUS, "online").advance(Duration.ofHours(1));

        assertThat(bridge.published()).containsExactly("bridge/survey x");
        bridge.streamStarted().answerFetches();
        assertThat(bridge.broker()).isEqualTo(bridge.expected()).isNotEmpty();
    }

    /** What an entity shows that is moved by its discovery, as Home Assistant does: it reads what is retained where it listens. */
    private static final class Entity {
        private final String discovery;
        private final Map<String, String> retained;
        private String listensTo = "";
        private final List<String> shown = new ArrayList<>();

        Entity(String discovery, Map<String, String> retained) {
            this.discovery = discovery;
            this.retained = new HashMap<>(retained);
            receive(discovery, retained.getOrDefault(discovery, ""));
            shown.clear();
        }

        void receive(String topic, String payload) {
            retained.put(topic, payload);
            String before = listensTo;
            if (topic.equals(discovery)) {
                listensTo = payload.replaceFirst(".*\"state_topic\":\"([^\"]+)\".*", "$1");
            }
            if (topic.equals(listensTo) || !listensTo.equals(before)) {
                shown.add(retained.getOrDefault(listensTo, ""));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void who_swap_their_names_never_show_each_others_state(boolean whileAway) {
        Home swapped = Homes.small()
                .change(HOME, LAMP, lamp -> lamp.toBuilder().name("Kettle").build())
                .change(HOME, KETTLE, kettle -> kettle.toBuilder().name("Lamp").build());
        Scenario bridge = Scenario.running(Homes.small());
        Map<String, String> before = bridge.broker();
        Entity lamp = new Entity("homeassistant/light/crownstone_" + LAMP + "/light/config", before);
        Entity kettle = new Entity("homeassistant/switch/crownstone_" + KETTLE + "/switch/config", before);
        if (whileAway) {
            Scenario next = new Scenario(swapped, MirrorOptions.defaults(), 1);
            before.forEach(next::left);
            bridge = next.brokerUp().streamStarted().answerFetches();
        } else {
            bridge.cloudHas(swapped)
                    .receive("crownstone2mqtt/bridge/request/resync", "now")
                    .answerFetches();
        }
        bridge.advance(Duration.ofSeconds(5));

        bridge.messages().forEach(message -> {
            lamp.receive(message.topic(), message.payload());
            kettle.receive(message.topic(), message.payload());
        });
        assertThat(lamp.shown).isNotEmpty().noneMatch(payload -> payload.contains("OFF"));
        assertThat(kettle.shown).isNotEmpty().noneMatch(payload -> payload.contains("ON"));
        assertThat(lamp.shown.getLast()).contains("\"brightness\":40");
        assertThat(kettle.shown.getLast()).isEqualTo("OFF");
        assertThat(bridge.broker()).isEqualTo(bridge.expected());
    }
}
