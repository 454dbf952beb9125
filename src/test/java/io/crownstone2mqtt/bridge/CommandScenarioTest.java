package io.crownstone2mqtt.bridge;

import static io.crownstone2mqtt.testing.Homes.GUS;
import static io.crownstone2mqtt.testing.Homes.HOME;
import static io.crownstone2mqtt.testing.Homes.KETTLE;
import static io.crownstone2mqtt.testing.Homes.LAMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.HomeEvent.StateReported;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchCommand.Percentage;
import io.crownstone2mqtt.home.SwitchCommand.TurnOff;
import io.crownstone2mqtt.home.SwitchCommand.TurnOn;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandScenarioTest {
    private static final String LAMP_SET = "home/crownstone/lamp/set";
    private static final String LAMP_STATE = "home/crownstone/lamp/state";
    private static final CloudProblem REFUSED_CONNECTION = new CloudProblem.Unavailable("no connection").notDone();

    private final Scenario bridge = Scenario.running(Homes.small());

    @Test
    void shows_the_effect_at_once_and_confirms_it_by_the_event() {
        bridge.set(LAMP_SET, "70");

        assertThat(bridge.retained(LAMP_STATE))
                .contains("\"brightness\":70,\"confirmed\":false,\"source\":\"command\"");
        assertThat(bridge.switches()).hasSize(1);
        bridge.answerSwitch(null);
        assertThat(bridge.results()).containsExactly("accepted");

        bridge.hear(new StateReported(HOME, LAMP, 70));
        assertThat(bridge.retained(LAMP_STATE)).contains("\"brightness\":70,\"confirmed\":true,\"source\":\"event\"");
        assertThat(bridge.results()).containsExactly("confirmed");
    }

    @Test
    void a_report_that_overtakes_the_clouds_answer_confirms_too() {
        bridge.set(LAMP_SET, "70").hear(new StateReported(HOME, LAMP, 70));
        assertThat(bridge.results()).isEmpty();
        bridge.answerSwitch(null);
        assertThat(bridge.results()).containsExactly("accepted", "confirmed");
    }

    @Test
    void puts_the_state_back_when_nothing_happens() {
        bridge.set(LAMP_SET, "OFF").answerSwitch(null).advance(Duration.ofSeconds(14));
        assertThat(bridge.retained(LAMP_STATE)).contains("OFF");
        assertThat(bridge.asked()).isEmpty();

        bridge.advance(Duration.ofSeconds(2)).answerFetches();
        assertThat(bridge.results()).containsExactly("accepted", "unconfirmed");
        assertThat(bridge.retained(LAMP_STATE)).contains("\"brightness\":40,\"confirmed\":true");
    }

    @Test
    void a_state_that_was_the_same_before_is_confirmed_by_reading_it_back() {
        bridge.set(LAMP_SET, "40")
                .answerSwitch(null)
                .advance(Duration.ofSeconds(16))
                .answerFetches();
        assertThat(bridge.results()).containsExactly("accepted", "confirmed");
    }

    @Test
    void what_the_cloud_refuses_fails_and_is_put_back() {
        bridge.set(LAMP_SET, "70").answerSwitch(new CloudProblem.Refused("no"));
        assertThat(bridge.retained(LAMP_STATE)).contains("\"brightness\":40,\"confirmed\":true");
        assertThat(bridge.published())
                .anyMatch(line -> line.contains("\"status\":\"failed\"") && line.contains("\"no\""));
    }

    @Test
    void of_many_commands_the_last_wins_and_one_is_under_way() {
        for (int percentage = 10; percentage <= 60; percentage++) {
            bridge.set(LAMP_SET, Integer.toString(percentage));
        }
        assertThat(bridge.switches()).hasSize(1);
        bridge.answerSwitch(null).advance(Duration.ofMillis(299));
        assertThat(bridge.switches())
                .singleElement()
                .satisfies(sent -> assertThat(sent.commands()).isEqualTo(Map.of(LAMP, new Percentage(60))));
        assertThat(bridge.results()).filteredOn("superseded"::equals).hasSize(49);
        assertThat(bridge.retained(LAMP_STATE)).contains("\"brightness\":60,\"confirmed\":false");
    }

    @Test
    void the_late_effect_of_an_overtaken_command_does_not_flicker() {
        bridge.set(LAMP_SET, "30").answerSwitch(null).set(LAMP_SET, "80");
        bridge.hear(new StateReported(HOME, LAMP, 30));
        assertThat(bridge.retained(LAMP_STATE)).contains("\"brightness\":80,\"confirmed\":false");
        assertThat(bridge.results()).containsExactly("accepted", "confirmed");
    }

    @Test
    void somebody_elses_switching_is_shown_at_once() {
        bridge.set(LAMP_SET, "30").answerSwitch(null).hear(new StateReported(HOME, LAMP, 55));
        assertThat(bridge.retained(LAMP_STATE)).contains("\"brightness\":55,\"confirmed\":true");
    }

    @Test
    void a_command_that_cannot_be_sent_in_time_expires_and_is_never_sent() {
        bridge.set(LAMP_SET, "70");
        for (int second = 0; second < 12; second++) {
            bridge.answerSwitch(REFUSED_CONNECTION).advance(Duration.ofSeconds(1));
        }
        assertThat(bridge.results()).containsExactly("expired");
        assertThat(bridge.retained(LAMP_STATE)).contains("\"brightness\":40,\"confirmed\":true");
        bridge.asked();
        bridge.advance(Duration.ofMinutes(2));
        assertThat(bridge.switches()).isEmpty();
    }

    @Test
    void what_may_have_been_done_is_not_asked_twice() {
        bridge.set(LAMP_SET, "70").answerSwitch(new CloudProblem.Unavailable("no answer came"));
        bridge.advance(Duration.ofSeconds(5));
        assertThat(bridge.switches()).isEmpty();
        assertThat(bridge.results()).containsExactly("failed");
    }

    @Test
    void a_room_or_sphere_is_one_request() {
        bridge.set("home/set", "OFF");
        assertThat(bridge.switches())
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.commands()).isEqualTo(Map.of(LAMP, new TurnOff(), KETTLE, new TurnOff())));
    }

    @Test
    void commands_that_arrive_together_travel_together() {
        bridge.receive("crownstone2mqtt/" + LAMP_SET, "ON")
                .receive("crownstone2mqtt/home/crownstone/kettle/set", "ON")
                .advance(Duration.ofMillis(20));
        assertThat(bridge.switches())
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.commands()).isEqualTo(Map.of(LAMP, new TurnOn(), KETTLE, new TurnOn())));
    }

    @Test
    void a_command_that_arrives_just_before_a_request_leaves_goes_along() {
        bridge.receive("crownstone2mqtt/" + LAMP_SET, "ON")
                .advance(Duration.ofMillis(15))
                .receive("crownstone2mqtt/home/crownstone/kettle/set", "ON")
                .advance(Duration.ofMillis(10));
        assertThat(bridge.switches())
                .singleElement()
                .satisfies(sent -> assertThat(sent.commands()).containsOnlyKeys(LAMP, KETTLE));
        bridge.advance(Duration.ofMillis(50));
        assertThat(bridge.switches()).hasSize(1);
    }

    @Test
    void commands_in_a_row_are_one_request() {
        bridge.receive("crownstone2mqtt/" + LAMP_SET, "ON");
        for (int at = 0; at < 180; at += 9) {
            assertThat(bridge.switches()).isEmpty();
            bridge.advance(Duration.ofMillis(9)).receive("crownstone2mqtt/home/crownstone/kettle/set", "ON");
        }
        bridge.advance(Duration.ofMillis(20));
        assertThat(bridge.switches())
                .singleElement()
                .satisfies(sent -> assertThat(sent.commands()).containsOnlyKeys(LAMP, KETTLE));
    }

    @Test
    void a_row_without_end_does_not_wait_for_its_end() {
        bridge.receive("crownstone2mqtt/" + LAMP_SET, "ON");
        for (int at = 0; at < 240; at += 4) {
            bridge.advance(Duration.ofMillis(4)).receive("crownstone2mqtt/home/crownstone/kettle/set", "ON");
        }
        assertThat(bridge.switches())
                .singleElement()
                .satisfies(sent -> assertThat(sent.commands()).containsKey(LAMP));
    }

    @Test
    void a_slider_that_never_rests_is_followed() {
        for (int at = 0; at <= 240; at += 4) {
            bridge.receive("crownstone2mqtt/" + LAMP_SET, String.valueOf(20 + at / 4))
                    .advance(Duration.ofMillis(4));
        }
        assertThat(bridge.switches()).hasSize(1);
    }

    @Test
    void commands_that_are_no_row_do_not_wait_for_each_other() {
        bridge.receive("crownstone2mqtt/" + LAMP_SET, "ON")
                .advance(Duration.ofMillis(10))
                .receive("crownstone2mqtt/home/crownstone/kettle/set", "ON")
                .advance(Duration.ofMillis(10));
        assertThat(bridge.switches()).hasSize(1);
    }

    @Test
    void a_crownstone_that_has_to_rest_does_not_go_along() {
        bridge.receive("crownstone2mqtt/" + LAMP_SET, "ON")
                .advance(Duration.ofMillis(20))
                .receive("crownstone2mqtt/" + LAMP_SET, "OFF")
                .receive("crownstone2mqtt/home/crownstone/kettle/set", "ON")
                .advance(Duration.ofMillis(20));
        assertThat(bridge.switches()).hasSize(2);
        assertThat(bridge.switches().getLast().commands()).containsOnlyKeys(KETTLE);
    }

    @Test
    void when_one_of_a_batch_was_just_removed_the_others_still_obey() {
        bridge.set("home/set", "ON")
                .cloudHas(Homes.small()
                        .change(
                                HOME,
                                sphere -> sphere.withCrownstones(
                                        sphere.crownstones().without(KETTLE))));
        bridge.answerSwitch(new CloudProblem.Refused("Invalid uid"))
                .answerFetches()
                .advance(Duration.ofSeconds(2));
        assertThat(bridge.switches())
                .singleElement()
                .satisfies(sent -> assertThat(sent.commands()).isEqualTo(Map.of(LAMP, new TurnOn())));
        assertThat(bridge.results()).containsExactly("failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"50", "{\"brightness\":30}", "1"})
    void dimming_what_cannot_dim_is_rejected(String payload) {
        bridge.set("home/crownstone/kettle/set", payload);
        assertThat(bridge.results()).containsExactly("rejected");
        assertThat(bridge.switches()).isEmpty();
    }

    @Test
    void a_guest_may_not_switch() {
        Scenario guest = new Scenario(Homes.small(), MirrorOptions.defaults(), 1)
                .as(GUS)
                .brokerUp()
                .streamStarted()
                .answerFetches();
        guest.set(LAMP_SET, "ON");
        assertThat(guest.switches()).isEmpty();
        assertThat(guest.results()).containsExactly("rejected");
    }

    @Test
    void toggle_knows_what_is_shown() {
        bridge.set(LAMP_SET, "TOGGLE");
        assertThat(bridge.switches().getFirst().commands()).isEqualTo(Map.of(LAMP, new TurnOff()));
        bridge.answerSwitch(null).advance(Duration.ofMillis(300)).set(LAMP_SET, "toggle");
        assertThat(bridge.switches().getFirst().commands()).isEqualTo(Map.of(LAMP, new TurnOn()));
    }

    @Test
    void a_snapshot_taken_meanwhile_does_not_hide_what_is_assumed() {
        bridge.set(LAMP_SET, "70")
                .answerSwitch(null)
                .receive("crownstone2mqtt/bridge/request/resync", "PRESS")
                .answerFetches();
        assertThat(bridge.retained(LAMP_STATE)).contains("\"brightness\":70,\"confirmed\":false");
        bridge.advance(Duration.ofSeconds(16)).answerFetches();
        assertThat(bridge.retained(LAMP_STATE)).contains("\"brightness\":40,\"confirmed\":true");
    }

    @Test
    void a_retained_command_is_ignored_and_said_to_be() {
        bridge.step(new Input.BrokerMessage("crownstone2mqtt/" + LAMP_SET, "ON".getBytes(StandardCharsets.UTF_8), true))
                .advance(Duration.ofSeconds(1));
        assertThat(bridge.asked()).isEmpty();
        assertThat(bridge.said())
                .singleElement()
                .asString()
                .contains("retained")
                .contains("ignored");
    }

    @Test
    void percentages_the_cloud_refuses_are_raised() {
        bridge.set(LAMP_SET, "3");
        assertThat(bridge.switches().getFirst().commands()).isEqualTo(Map.of(LAMP, SwitchCommand.percentage(10)));
    }
}
