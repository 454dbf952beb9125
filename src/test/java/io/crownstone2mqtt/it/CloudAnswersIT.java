package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.simulator.Traffic.RecordedRequest;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cloud, or what stands before it, says that it cannot now. */
class CloudAnswersIT extends CloudInTrouble {
    CloudAnswersIT(HiveMqBroker broker) {
        super(broker);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(Failure.status(500), "unavailable (status 500)"),
                Arguments.of(page(502), "unavailable (status 502)"),
                Arguments.of(Failure.unavailable(), "unavailable (status 503)"),
                Arguments.of(page(504), "unavailable (status 504)"),
                Arguments.of(Failure.tooMany(0), "asks for fewer requests"));
    }

    private static Failure page(int status) {
        return Failure.answer(status, "text/html", "<html><body><h1>Bad Gateway</h1></body></html>");
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anErrorChangesNothing(Failure failure, String complaint) {
        assertChangesNothingAndHeals(failure, complaint);
    }

    @Test
    void aCloudThatSaysWhenToComeBackIsNotAskedBefore() {
        bridge.startAndMirror();
        int before = snapshots().size();
        bridge.faults().failNext(SNAPSHOT, Failure.tooMany(7));
        switchUnheard(0);

        bridge.publish("bridge/request/resync", "PRESS");
        awaitComplaint("asks for fewer requests");
        await().atMost(PATIENCE).until(() -> snapshots().size() >= before + 2);

        List<Instant> asked = snapshots();
        assertThat(Duration.between(asked.get(before), asked.get(before + 1))).isGreaterThan(Duration.ofMillis(6900));
        assertHeals();
    }

    private List<Instant> snapshots() {
        return bridge.cloud().requests().stream()
                .filter(request ->
                        request.path().contains(SNAPSHOT) && request.path().endsWith("/spheres"))
                .map(RecordedRequest::at)
                .toList();
    }
}
