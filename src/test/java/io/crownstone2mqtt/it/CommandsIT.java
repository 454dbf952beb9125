package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.simulator.SwitchPacket;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of commands: shown at once, confirmed or put back, and never sent late or twice. */
class CommandsIT extends WithHiveMq {
    private static final String LAMP = "home/crownstone/desk-lamp";
    private static final String COFFEE = "home/crownstone/coffee-machine";
    private static final List<String> FINAL =
            List.of("confirmed", "unconfirmed", "rejected", "failed", "superseded", "expired");

    CommandsIT(HiveMqBroker broker) {
        super(broker);
    }

    private String reason(String thing) {
        return bridge.results(thing).getLast().path("reason").asString();
    }

    @Test
    void theEffectIsAssumedAtOnceAndThenConfirmed() {
        bridge.startAndMirror();

        bridge.publish(LAMP + "/set", "70");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        bridge.awaitMirror();

        assertThat(bridge.payloads(LAMP + "/state").stream().map(ExpectedTopics::timeless))
                .containsExactly(
                        "{\"state\":\"ON\",\"brightness\":40,\"confirmed\":true}",
                        "{\"state\":\"ON\",\"brightness\":70,\"confirmed\":false}",
                        "{\"state\":\"ON\",\"brightness\":70,\"confirmed\":true}");
        assertThat(bridge.payloads(LAMP + "/brightness")).containsExactly("40", "70");
    }

    @Test
    void onIsWhateverTheCrownstoneMakesOfIt() {
        bridge.home.sphere.addCrownstone(CrownstoneSpec.dimmer("Twilight").turnOnLevel(30));
        bridge.startAndMirror();

        bridge.publish("home/crownstone/twilight/set", "ON");
        bridge.awaitStatuses("home/crownstone/twilight", "accepted", "confirmed");

        bridge.awaitHeld("home/crownstone/twilight/brightness", "30");
        assertThat(bridge.switched()).containsExactly("Twilight TURN_ON");
        bridge.awaitMirror();
    }

    @Test
    void whatChangesNothingIsConfirmedByReadingBack() {
        bridge.startAndMirror();

        bridge.publish(LAMP + "/set", "40");

        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        bridge.awaitMirror();
    }

    @Test
    void withNobodyInRangeTheOldStateIsPutBack() {
        bridge.startAndMirror();
        bridge.cloud().phone().inRange(false);

        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitHeld(LAMP + "/switch", "OFF");
        bridge.awaitStatuses(LAMP, "accepted", "unconfirmed");

        bridge.awaitHeld(LAMP + "/switch", "ON");
        assertThat(reason(LAMP)).contains("no phone or hub");
        assertThat(bridge.switched()).containsExactly("Desk lamp TURN_OFF");
        bridge.awaitMirror();
    }

    @Test
    void withoutDimmingAPercentageIsRejected() {
        bridge.startAndMirror();

        bridge.publish(COFFEE + "/set", "40");
        bridge.publish(COFFEE + "/brightness/set", "5");
        bridge.awaitStatuses(COFFEE, "rejected", "rejected");
        assertThat(reason(COFFEE)).contains("dimming is not enabled");
        bridge.publish(COFFEE + "/set", "100");
        bridge.awaitStatuses(COFFEE, "rejected", "rejected", "accepted", "confirmed");

        assertThat(bridge.switched()).containsExactly("Coffee machine PERCENTAGE 100");
    }

    @Test
    void aGuestMayLookButNotSwitch() {
        bridge.withAccounts(TestHome.GUS).startAndMirror();

        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "rejected");

        assertThat(reason(LAMP)).contains("guest");
        assertThat(bridge.switched()).isEmpty();
        assertThat(bridge.held(LAMP + "/switch")).isEqualTo("ON");
    }

    @Test
    void whatTheCloudRefusesFailsAndIsPutBack() {
        bridge.startAndMirror();
        bridge.faults().failNext("/switch", Failure.status(500));

        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "failed");

        assertThat(reason(LAMP)).contains("Simulated failure");
        bridge.awaitHeld(LAMP + "/switch", "ON");
        bridge.awaitMirror();
    }

    @Test
    void anAnswerThatIsLostIsNotAskedForAgain() {
        bridge.startAndMirror();
        bridge.faults().failNext("/switch", new Failure.ResetAfterwards());

        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "failed");

        bridge.awaitHeld(LAMP + "/switch", "OFF");
        bridge.awaitMirror();
        assertThat(bridge.switched()).containsExactly("Desk lamp TURN_OFF");
    }

    @Test
    void whatSurelyHadNoEffectIsAskedOnceMore() {
        bridge.startAndMirror();
        bridge.faults().failNext("/switch", Failure.unavailable());

        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");

        assertThat(bridge.requests("/switch")).isEqualTo(2);
        assertThat(bridge.switched()).containsExactly("Desk lamp TURN_OFF");
    }

    @Test
    void aCommandThatCannotBeSentInTimeIsNeverSent() {
        bridge.with("command.expire-after", "1500ms").startAndMirror();
        bridge.faults().failAll("/switch", Failure.unavailable());

        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitHeld(LAMP + "/switch", "OFF");
        bridge.awaitStatuses(LAMP, "expired");
        bridge.awaitHeld(LAMP + "/switch", "ON");
        bridge.faults().clear();
        bridge.publish(COFFEE + "/set", "ON");
        bridge.awaitStatuses(COFFEE, "accepted", "confirmed");

        assertThat(bridge.switched()).containsExactly("Coffee machine TURN_ON");
        bridge.awaitMirror();
    }

    @Test
    void aSliderStormBecomesFewRequestsAndTheLastValueWins() {
        bridge.startAndMirror();

        IntStream.rangeClosed(1, 1000)
                .forEach(number -> bridge.publish(
                        LAMP + "/set", "{\"brightness\":%d,\"id\":\"%d\"}".formatted(10 + number % 60, number)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.statuses(LAMP).stream().filter(FINAL::contains))
                        .hasSize(1000));

        String last = Integer.toString(10 + 1000 % 60);
        bridge.awaitHeld(LAMP + "/brightness", last);
        assertThat(bridge.switched()).last().isEqualTo("Desk lamp PERCENTAGE " + last);
        assertThat(bridge.results(LAMP).stream()
                        .filter(result -> FINAL.contains(result.path("status").asString()))
                        .map(result -> result.path("id").asString()))
                .doesNotHaveDuplicates();
        List<Instant> sent =
                bridge.cloud().switchCommands().stream().map(SwitchPacket::at).toList();
        assertThat(IntStream.range(4, sent.size())
                        .mapToObj(fifth -> Duration.between(sent.get(fifth - 4), sent.get(fifth))))
                .allSatisfy(five -> assertThat(five).isGreaterThan(Duration.ofSeconds(1)));
        bridge.awaitMirror();
    }

    @Test
    void aNewerCommandTakesThePlaceOfTheOneThatWaits() {
        bridge.cloud().phone().delay(Duration.ofMillis(200), Duration.ofMillis(200));
        bridge.with("command.min-interval", "1s")
                .with("command.batch-window", "300ms") // all three arrive while the first waits
                .startAndMirror();

        List.of("50", "60", "70").forEach(payload -> bridge.publish(LAMP + "/set", payload));
        await().atMost(PATIENCE)
                .until(() -> bridge.statuses(LAMP).stream()
                                .filter("confirmed"::equals)
                                .count()
                        == 1);

        assertThat(bridge.statuses(LAMP)).filteredOn("superseded"::equals).hasSize(2);
        assertThat(bridge.switched()).last().isEqualTo("Desk lamp PERCENTAGE 70");
        bridge.awaitHeld(LAMP + "/brightness", "70");
        bridge.awaitMirror();
    }

    @Test
    void aRoomIsSwitchedByOneRequest() {
        bridge.home.coffee.moveTo(bridge.home.study);
        bridge.startAndMirror();

        bridge.publish("home/location/study/set", "OFF");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        bridge.awaitHeld(LAMP + "/switch", "OFF");

        assertThat(bridge.switched()).containsExactlyInAnyOrder("Desk lamp TURN_OFF", "Coffee machine TURN_OFF");
        assertThat(bridge.requests("/switchCrownstones")).isEqualTo(1);
        assertThat(bridge.requests("/switch")).isZero();
    }

    @Test
    void aSphereIsSwitchedByOneRequestWhateverItsCrownstonesCan() {
        bridge.startAndMirror();

        bridge.publish("home/set", "{\"state\":\"ON\",\"id\":\"all\"}");
        for (String thing : List.of(LAMP, COFFEE, "home/crownstone/fairy-lights")) {
            bridge.awaitStatuses(thing, "accepted", "confirmed");
        }

        assertThat(bridge.requests("/switchCrownstones")).isEqualTo(1);
        assertThat(bridge.switched())
                .containsExactlyInAnyOrder("Desk lamp TURN_ON", "Coffee machine TURN_ON", "Fairy lights TURN_ON");
        bridge.awaitHeld("home/crownstone/fairy-lights/switch", "ON");
        bridge.awaitMirror();
    }

    @Test
    void aToggleOfARoomSwitchesAllOffIfAnyIsOn() {
        bridge.home.coffee.moveTo(bridge.home.study);
        bridge.startAndMirror();

        bridge.publish("home/location/study/set", "TOGGLE");

        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        assertThat(bridge.switched()).containsExactlyInAnyOrder("Desk lamp TURN_OFF", "Coffee machine TURN_OFF");
    }

    @Test
    void aCommandBeforeARestartIsNotSentAfterIt() {
        bridge.with("command.expire-after", "10m").startAndMirror();
        bridge.faults().failAll("/switch", Failure.unavailable());
        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitHeld(LAMP + "/switch", "OFF");

        bridge.stop();
        bridge.faults().clear();
        bridge.startAndMirror();
        bridge.publish(COFFEE + "/set", "ON");
        bridge.awaitStatuses(COFFEE, "accepted", "confirmed");

        assertThat(bridge.switched()).containsExactly("Coffee machine TURN_ON");
        assertThat(bridge.held(LAMP + "/switch")).isEqualTo("ON");
    }

    @Test
    void aCommandToACrownstoneThatWasRemovedFails() {
        bridge.startAndMirror();
        bridge.cloud().phone().inRange(false);

        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "accepted");
        bridge.home.lamp.remove();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.statuses(LAMP)).hasSize(2));
        assertThat(bridge.statuses(LAMP).getLast()).isIn("failed", "unconfirmed");
        bridge.awaitMirror();
    }
}
