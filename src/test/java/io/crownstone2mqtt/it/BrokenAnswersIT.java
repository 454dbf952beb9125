package io.crownstone2mqtt.it;

import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What arrives is not what the cloud would say: a part of it, something else, or far too much. */
class BrokenAnswersIT extends CloudInTrouble {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String WRONG_TYPES =
            "[{\"id\":\"6b028fa7aaaaaaaaaaaaaaaa\",\"name\":[7],\"ownedStones\":\"none\",\"ownedLocations\":7}]";

    BrokenAnswersIT(HiveMqBroker broker) {
        super(broker);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(new Failure.Reset(), "was lost"),
                Arguments.of(new Failure.BrokenOff(), "was lost"),
                Arguments.of(Failure.malformed(), "not valid JSON or was cut off"),
                Arguments.of(Failure.answer(200, JSON, ""), "not valid JSON or was cut off"),
                Arguments.of(Failure.answer(200, JSON, "{}"), "the list of spheres is missing"),
                Arguments.of(Failure.answer(200, JSON, WRONG_TYPES), "the list of Crownstones is missing"),
                Arguments.of(new Failure.Huge(50 * 1024 * 1024), "larger than 16777216 bytes"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatIsNoHomeChangesNothing(Failure failure, String complaint) {
        assertChangesNothingAndHeals(failure, complaint);
    }
}
