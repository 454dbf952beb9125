package io.crownstone2mqtt.bridge;

import static io.crownstone2mqtt.testing.Homes.ADA;
import static io.crownstone2mqtt.testing.Homes.HOME;
import static io.crownstone2mqtt.testing.Homes.KETTLE;
import static io.crownstone2mqtt.testing.Homes.KITCHEN;
import static io.crownstone2mqtt.testing.Homes.LAMP;
import static io.crownstone2mqtt.testing.Homes.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.HomeEvent.EnteredLocation;
import io.crownstone2mqtt.home.HomeEvent.LeftLocation;
import io.crownstone2mqtt.home.HomeEvent.LeftSphere;
import io.crownstone2mqtt.home.HomeEvent.StateReported;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MirrorScenarioTest {
    private static final CloudProblem GONE = new CloudProblem.Unavailable("the cloud is gone");
    private static final Home ADA_IN_STUDY =
            Homes.small().change(HOME, sphere -> sphere.withPresence(Presence.NOBODY.entered(ADA, STUDY)));

    @Test
    void nothing_is_announced_before_the_first_snapshot() {
        Scenario bridge = new Scenario(Homes.small(), MirrorOptions.defaults(), 1)
                .brokerUp()
                .streamStarted();
        assertThat(bridge.broker()).isEmpty();
        bridge.answerFetches();
        assertThat(bridge.broker()).isEqualTo(bridge.expected()).hasSizeGreaterThan(20);
        assertThat(bridge.retained("home/availability")).isEqualTo("online");
    }

    @Test
    void an_event_is_published_at_once_and_nothing_else_is() {
        Scenario bridge = Scenario.running(Homes.small()).hear(new StateReported(HOME, LAMP, 0));
        assertThat(bridge.published())
                .satisfiesExactly(
                        state -> assertThat(state)
                                .startsWith("home/crownstone/lamp/state {\"state\":\"OFF\",\"brightness\":0"),
                        plain -> assertThat(plain).isEqualTo("home/crownstone/lamp/switch OFF"),
                        brightness -> assertThat(brightness).isEqualTo("home/crownstone/lamp/brightness 0"));
    }

    @Test
    void what_changes_during_the_first_snapshot_is_asked_for_again() {
        Scenario bridge = new Scenario(Homes.small(), MirrorOptions.defaults(), 1)
                .brokerUp()
                .streamStarted();
        bridge.hear(new StateReported(HOME, LAMP, 90)).answerFetches();
        bridge.cloudHas(Homes.small()
                        .change(
                                HOME,
                                LAMP,
                                lamp -> lamp.withState(new SwitchState(90, SwitchState.Source.SYNC, Homes.SUNDAY))))
                .answerFetches();
        assertThat(bridge.retained("home/crownstone/lamp/brightness")).isEqualTo("90");
    }

    @Test
    void an_event_is_newer_than_the_answer_to_an_earlier_question() {
        Scenario bridge = Scenario.running(Homes.small());
        bridge.receive("crownstone2mqtt/bridge/request/resync", "PRESS")
                .advance(Duration.ofSeconds(1))
                .hear(new StateReported(HOME, LAMP, 90))
                .answerFetches();
        assertThat(bridge.retained("home/crownstone/lamp/brightness")).isEqualTo("90");
    }

    @Test
    void a_restarted_broker_gets_only_what_it_lacks() {
        Scenario bridge = Scenario.running(Homes.small()).brokerDown();
        bridge.hear(new StateReported(HOME, LAMP, 90)).brokerUp();
        assertThat(bridge.published())
                .filteredOn(line -> !line.startsWith("bridge/survey"))
                .allMatch(line -> line.startsWith("home/crownstone/lamp/"))
                .hasSize(2);
        assertThat(bridge.broker()).isEqualTo(bridge.expected());
    }

    @Test
    void a_broker_that_forgot_everything_gets_everything() {
        Scenario bridge =
                Scenario.running(Homes.small()).brokerDown().wipeBroker().brokerUp();
        assertThat(bridge.broker()).isEqualTo(bridge.expected()).isNotEmpty();
    }

    @Test
    void orphans_of_an_earlier_run_are_cleared_and_others_messages_are_not() {
        String foreign = "homeassistant/light/crownstone_0815/light/config";
        Scenario bridge = new Scenario(Homes.small(), MirrorOptions.defaults(), 1)
                .left("crownstone2mqtt/home/crownstone/old-lamp/state", "{}")
                .left("homeassistant/light/crownstone_4711/light/config", own())
                .left(foreign, own().replace("crownstone2mqtt/bridge", "other/bridge"))
                .left("crownstone2mqtt/something/of/somebody", "else");
        bridge.brokerUp().streamStarted().answerFetches();
        assertThat(bridge.broker())
                .doesNotContainKeys(
                        "crownstone2mqtt/home/crownstone/old-lamp/state",
                        "homeassistant/light/crownstone_4711/light/config")
                .containsKey(foreign);
    }

    private static String own() {
        return "{\"origin\":{\"name\":\"crownstone2mqtt\"},\"availability\":[{\"topic\":\"crownstone2mqtt/bridge/state\"}]}";
    }

    @Test
    void a_rename_moves_the_topics_and_keeps_the_discovery_topic() {
        Scenario bridge = Scenario.running(Homes.small());
        bridge.cloudHas(Homes.small()
                .change(
                        HOME,
                        LAMP,
                        lamp -> lamp.toBuilder().name("Reading lamp").build()));
        bridge.hear(new HomeEvent.DataChanged(HOME, "stones", "update", LAMP.value()))
                .advance(Duration.ofSeconds(1))
                .answerFetches();
        List<String> topics = bridge.published().stream()
                .map(line -> line.replaceFirst(" .*", ""))
                .toList();
        assertThat(topics)
                .containsSubsequence(
                        "home/crownstone/reading-lamp/attributes",
                        "home/crownstone/reading-lamp/state",
                        "homeassistant/light/crownstone_" + LAMP + "/light/config",
                        "home/crownstone/lamp/state");
        assertThat(bridge.broker()).isEqualTo(bridge.expected());
    }

    @Test
    void dimming_switched_off_makes_a_switch_of_the_light() {
        Scenario bridge =
                Scenario.running(Homes.small()).hear(new HomeEvent.AbilityChanged(HOME, LAMP, "dimming", false, false));
        List<String> topics = bridge.published().stream()
                .map(line -> line.replaceFirst("(?<=config) \\{.*", " …"))
                .toList();
        assertThat(topics)
                .containsSubsequence(
                        "homeassistant/switch/crownstone_" + LAMP + "/switch/config …",
                        "homeassistant/light/crownstone_" + LAMP + "/light/config ");
        assertThat(bridge.broker()).isEqualTo(bridge.expected());
    }

    @Test
    void a_removed_crownstone_leaves_nothing_behind() {
        Scenario bridge = Scenario.running(Homes.small());
        bridge.cloudHas(Homes.small()
                .change(
                        HOME,
                        sphere -> sphere.withCrownstones(sphere.crownstones().without(KETTLE))));
        bridge.hear(new HomeEvent.DataChanged(HOME, "stones", "delete", KETTLE.value()))
                .advance(Duration.ofSeconds(1))
                .answerFetches();
        List<String> cleared = bridge.published().stream()
                .filter(line -> line.contains("ettle") || line.contains(KETTLE.value()))
                .toList();
        assertThat(cleared.getFirst()).isEqualTo("homeassistant/switch/crownstone_" + KETTLE + "/switch/config ");
        assertThat(bridge.broker()).isEqualTo(bridge.expected());
        assertThat(bridge.broker().keySet()).noneMatch(topic -> topic.contains("kettle"));
    }

    @Test
    void one_entering_is_believed_one_leaving_is_looked_after() {
        Scenario bridge = Scenario.running(ADA_IN_STUDY);
        bridge.hear(new EnteredLocation(HOME, ADA, KITCHEN)).hear(new LeftLocation(HOME, ADA, STUDY));
        assertThat(bridge.retained("home/user/ada/location")).isEqualTo("Kitchen, Study");
        assertThat(bridge.asked()).isEmpty();
        bridge.cloudHas(
                Homes.small().change(HOME, sphere -> sphere.withPresence(Presence.NOBODY.entered(ADA, KITCHEN))));
        bridge.advance(Duration.ofMillis(1500)).answerFetches();
        assertThat(bridge.retained("home/user/ada/location")).isEqualTo("Kitchen");
        assertThat(bridge.retained("home/location/study/presence")).isEqualTo("OFF");
    }

    @Test
    void an_exit_of_one_of_two_devices_is_no_exit() {
        Scenario bridge = Scenario.running(ADA_IN_STUDY).hear(new LeftSphere(HOME, ADA));
        bridge.advance(Duration.ofSeconds(2)).answerFetches();
        assertThat(bridge.published()).isEmpty();
        assertThat(bridge.retained("home/user/ada/presence")).isEqualTo("home");
    }

    @Test
    void a_snapshot_while_the_stream_is_up_leaves_it_alone() {
        Scenario bridge = Scenario.running(Homes.small());
        bridge.receive("crownstone2mqtt/bridge/request/resync", "PRESS").answerFetches();
        assertThat(bridge.asked()).doesNotContain(new Effect.ReconnectStream(Scenario.ACCOUNT));
    }

    @Test
    void an_outage_is_said_once() {
        Scenario bridge = Scenario.running(Homes.small());
        bridge.streamLost().streamLost().streamLost();
        assertThat(bridge.said()).hasSize(1);
    }

    @Test
    void a_failed_snapshot_is_tried_again() {
        Scenario bridge = new Scenario(Homes.small(), MirrorOptions.defaults(), 1)
                .brokerUp()
                .streamStarted()
                .failFetches(GONE);
        bridge.advance(Duration.ofSeconds(5)).answerFetches();
        assertThat(bridge.broker()).isEqualTo(bridge.expected()).isNotEmpty();
    }

    @Test
    void however_long_snapshots_failed_the_next_is_at_most_half_of_that_and_five_seconds_away() {
        Effect snapshot = new Effect.Fetch(Scenario.ACCOUNT, new FetchScope.Everything());
        Scenario bridge = new Scenario(Homes.small(), MirrorOptions.defaults(), 1).streamStarted();
        Duration outage = Duration.ZERO;
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(bridge.asked()).contains(snapshot);
            bridge.step(new Input.FetchFailed(Scenario.ACCOUNT, new FetchScope.Everything(), GONE));
            Duration pause = outage.dividedBy(2).plusSeconds(5);
            bridge.advance(pause);
            outage = outage.plus(pause);
        }
    }

    @Test
    void home_assistant_coming_up_gets_everything_once() {
        Scenario bridge = Scenario.running(Homes.small());
        for (int i = 0; i < 50; i++) {
            bridge.receive("homeassistant/status", "online");
        }
        bridge.advance(Duration.ofSeconds(3));
        assertThat(bridge.published()).hasSize(bridge.expected().size());
    }

    @Test
    void what_somebody_clears_comes_back() {
        String topic = "homeassistant/light/crownstone_" + LAMP + "/light/config";
        Scenario bridge = Scenario.running(Homes.small()).left(topic, "").receive(topic, "");
        bridge.advance(Duration.ofMillis(200));
        assertThat(bridge.broker()).isEqualTo(bridge.expected());
    }

    @Test
    void the_last_will_of_a_connection_long_gone_does_not_stand() {
        String topic = "crownstone2mqtt/bridge/state";
        Scenario bridge = Scenario.running(Homes.small()).left(topic, "offline").receive(topic, "offline");
        bridge.advance(Duration.ofMillis(200));
        assertThat(bridge.retained("bridge/state")).isEqualTo("online");
        bridge.receive(topic, "online");
        assertThat(bridge.published()).containsExactly("bridge/state online");
    }

    @Test
    void a_new_sphere_makes_the_stream_anew() {
        Scenario bridge = Scenario.running(Homes.small());
        bridge.cloudHas(Homes.small().with(Sphere.empty(new SphereId("0b"), "Cottage")));
        bridge.receive("crownstone2mqtt/bridge/request/resync", "PRESS").answerFetches();
        assertThat(bridge.asked()).contains(new Effect.ReconnectStream(Scenario.ACCOUNT));
        assertThat(bridge.retained("cottage/availability")).isEqualTo("online");
    }

    @Test
    void events_of_unknown_things_do_no_harm() {
        Scenario bridge = Scenario.running(Homes.small())
                .hear(new StateReported(HOME, new CrownstoneId("unknown"), 10))
                .hear(new StateReported(new SphereId("unknown"), LAMP, 10));
        assertThat(bridge.published()).isEmpty();
    }

    @Test
    void who_joined_the_sphere_since_it_was_read_is_shown_soon_after_arriving() {
        UserId zoe = new UserId("0e");
        Scenario bridge = Scenario.running(Homes.small());
        bridge.advance(Duration.ofMinutes(2))
                .cloudHas(Homes.small()
                        .change(
                                HOME,
                                sphere -> sphere.with(new User(zoe, "Zoe", null, null, true, Role.MEMBER))
                                        .withPresence(Presence.NOBODY.entered(zoe))))
                .hear(new HomeEvent.EnteredSphere(HOME, zoe))
                .advance(Duration.ofSeconds(2))
                .answerFetches();
        assertThat(bridge.retained("home/user/zoe/presence")).isEqualTo("home");
        assertThat(bridge.retained("home/presence")).isEqualTo("ON");
    }

    @Test
    void rejected_credentials_at_the_first_try_end_it() {
        Scenario bridge = new Scenario(Homes.small(), MirrorOptions.defaults(), 1);
        bridge.step(new Input.StreamLost(
                Scenario.ACCOUNT, new CloudProblem.WrongCredentials("wrong password"), Duration.ofMinutes(5)));
        assertThat(bridge.asked()).containsExactly(new Effect.GiveUp("wrong password"));
    }

    @Test
    void after_messages_that_were_dropped_the_broker_is_asked_again_what_it_holds() {
        Scenario bridge = Scenario.running(Homes.small()).wipeBroker();
        bridge.step(new Input.MessagesDropped(7)).advance(Duration.ofSeconds(6));

        assertThat(bridge.said()).anyMatch(line -> line.contains("7 messages"));
        assertThat(bridge.broker()).isEqualTo(bridge.expected());
    }
}
