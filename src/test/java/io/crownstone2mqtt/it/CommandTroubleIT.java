package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands while something goes wrong: what may have been done is never asked for twice, and nothing is sent late. */
class CommandTroubleIT extends CloudInTrouble {
    private static final String COFFEE = "home/crownstone/coffee-machine";
    private static final int MANY = 500;

    CommandTroubleIT(HiveMqBroker broker) {
        super(broker);
    }

    @Test
    void aRetainedCommandIsIgnoredAndSaidToBe() {
        List<String> topics = List.of(LAMP + "/set", LAMP + "/switch/set", "home/location/study/set", "home/set");
        topics.forEach(topic -> bridge.publishForeign(bridge.topic(topic), "OFF"));
        bridge.startAndMirror();
        bridge.publish(COFFEE + "/set", "ON");
        bridge.awaitStatuses(COFFEE, "accepted", "confirmed");

        assertThat(topics)
                .allSatisfy(topic -> assertThat(
                                log.starting("WARN a retained message on " + bridge.topic(topic) + " is ignored"))
                        .hasSize(1)
                        .allMatch(line -> line.contains("publish commands without the retain flag")));
        assertThat(bridge.switched()).containsExactly("Coffee machine TURN_ON");
        assertThat(bridge.statuses(LAMP)).isEmpty();
    }

    static List<Failure> unanswered() {
        return List.of(new Failure.Reset(), new Failure.ResetAfterwards(), page(502), page(504));
    }

    private static Failure page(int status) {
        return Failure.answer(status, "text/html", "<html><body><h1>Bad Gateway</h1></body></html>");
    }

    @ParameterizedTest
    @MethodSource("unanswered")
    void whatMayHaveBeenDoneIsNotAskedTwice(Failure failure) {
        bridge.startAndMirror();
        bridge.faults().failNext("/switch", failure);

        bridge.publish(LAMP + "/set", "OFF");
        await().atMost(PATIENCE).until(() -> !bridge.statuses(LAMP).isEmpty());
        bridge.awaitMirror();

        assertThat(bridge.requests("/switch")).isEqualTo(1);
        assertThat(bridge.switched().size()).isLessThanOrEqualTo(1);
        bridge.publish(COFFEE + "/set", "ON");
        bridge.awaitStatuses(COFFEE, "accepted", "confirmed");
        bridge.awaitMirror();
        assertThat(bridge.requests("/switch")).isEqualTo(2);
    }

    @Test
    void aCommandForWhatWasJustRemovedFailsAndTheThingGoes() {
        bridge.startAndMirror();
        bridge.faults().stream().dropEvents(true);
        bridge.home.lamp.remove();

        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitStatuses(LAMP, "failed");

        assertThat(bridge.results(LAMP).getFirst().path("reason").asString()).isNotBlank();
        bridge.awaitMirror();
        assertThat(bridge.held(LAMP + "/state")).isNull();
        assertThat(bridge.switched()).isEmpty();
    }

    @Test
    void oneOfARoomThatWasJustRemovedDoesNotKeepTheOthers() {
        bridge.home.coffee.moveTo(bridge.home.study);
        bridge.startAndMirror();
        bridge.faults().stream().dropEvents(true);
        bridge.home.lamp.remove();
        bridge.faults().stream().dropEvents(false);

        bridge.publish("home/location/study/set", "ON");
        bridge.awaitStatuses(COFFEE, "accepted", "confirmed");

        assertThat(bridge.statuses(LAMP)).containsExactly("failed");
        assertThat(bridge.switched()).containsExactly("Coffee machine TURN_ON");
        bridge.awaitMirror();
    }

    @Test
    void fiveHundredAtOnceTravelInOneRequest() {
        for (int number = 1; number <= MANY; number++) {
            bridge.home.sphere.addCrownstone(
                    CrownstoneSpec.plug("Plug " + number).state(0));
        }
        bridge.with("command.batch-window", "1s").startAndMirror();

        IntStream.rangeClosed(1, MANY)
                .forEach(number -> bridge.publish("home/crownstone/plug-" + number + "/set", "ON"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.switched()).hasSize(MANY));

        Set<String> once = new HashSet<>(bridge.switched());
        assertThat(once).hasSize(MANY).allMatch(command -> command.matches("Plug \\d+ TURN_ON"));
        // One, unless the machine is so busy that the messages themselves take longer than the window.
        assertThat(bridge.requests("/switchCrownstones")).isBetween(1L, 3L);
        assertThat(bridge.requests("/switch")).isZero();
        bridge.awaitMirror();
    }

    @Test
    void aWholeSphereOfFiveHundredIsOneRequest() {
        for (int number = 1; number <= MANY; number++) {
            bridge.home.sphere.addCrownstone(
                    CrownstoneSpec.plug("Plug " + number).state(0));
        }
        bridge.startAndMirror();

        bridge.publish("home/set", "ON");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.switched()).hasSize(MANY + 3));
        bridge.awaitMirror();

        assertThat(bridge.requests("/switchCrownstones")).isEqualTo(1);
        assertThat(bridge.requests("/switch")).isZero();
    }

    @Test
    void whatTheCloudTakesTooLongForIsReplacedByTheNewestAndNeverSentLate() {
        bridge.with("command.expire-after", "1500ms").startAndMirror();
        bridge.faults().failAll("/switch", Failure.tooMany(0));

        List.of("50", "60", "70").forEach(level -> bridge.publish(LAMP + "/set", level));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.statuses(LAMP))
                        .containsExactlyInAnyOrder("superseded", "superseded", "expired"));
        bridge.faults().clear();
        bridge.awaitMirror();
        bridge.publish(COFFEE + "/set", "ON");
        bridge.awaitStatuses(COFFEE, "accepted", "confirmed");

        assertThat(bridge.held(LAMP + "/brightness")).isEqualTo("40");
        assertThat(bridge.switched()).containsExactly("Coffee machine TURN_ON");
    }

    @Test
    void aCommandThatArrivesWhileTheAnswerIsAwaitedIsTheNextAndTheOnlyOne() {
        bridge.startAndMirror();
        bridge.faults().latency(Duration.ofMillis(600));

        bridge.publish(LAMP + "/set", "50");
        await().atMost(PATIENCE).until(() -> bridge.requests("/switch") == 1);
        List.of("60", "70", "80").forEach(level -> bridge.publish(LAMP + "/set", level));
        await().atMost(PATIENCE).until(() -> bridge.statuses(LAMP).contains("confirmed"));
        bridge.faults().clear();
        bridge.awaitMirror();

        assertThat(bridge.switched()).containsExactly("Desk lamp PERCENTAGE 50", "Desk lamp PERCENTAGE 80");
        bridge.awaitHeld(LAMP + "/brightness", "80");
    }
}
