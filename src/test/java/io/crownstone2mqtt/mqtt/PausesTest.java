package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.mqtt.Pauses.Ending;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {
    private static final double LONGEST = 1;

    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 1250", "2, 1562", "9, 7450", "10, 8000", "1000000, 8000"})
    void aBrokerThatIsAwayIsAskedAtLeastEveryEightSeconds(int failures, int millis) {
        assertThat(Pauses.USUAL.after(Ending.AWAY, failures, LONGEST).toMillis())
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 1250", "10, 9313", "18, 55511", "19, 60000", "1000000, 60000"})
    void oneThatDoesNotWantUsIsLeftAloneForLonger(int failures, int millis) {
        assertThat(Pauses.USUAL.after(Ending.UNWELCOME, failures, LONGEST).toMillis())
                .isEqualTo(millis);
    }

    @Test
    void afterAConnectionThatLastedItIsAskedAlmostAtOnce() {
        assertThat(Pauses.USUAL.after(Ending.LASTED, 0, LONGEST)).isEqualTo(Duration.ofSeconds(1));
    }
}
