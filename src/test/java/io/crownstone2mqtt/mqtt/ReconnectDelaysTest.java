package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.mqtt.ReconnectDelays.Ending;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconnectDelaysTest {
    private static final double LONGEST = 1;

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 1250", "3, 1562", "10, 7450", "11, 8000", "1000000, 8000"})
    void aBrokerThatIsAwayIsAskedAtLeastEveryEightSeconds(int failures, int millis) {
        assertThat(ReconnectDelays.USUAL.after(Ending.AWAY, failures, LONGEST).toMillis())
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 1250", "11, 9313", "19, 55511", "20, 60000", "1000000, 60000"})
    void oneThatDoesNotWantUsIsLeftAloneForLonger(int failures, int millis) {
        assertThat(ReconnectDelays.USUAL
                        .after(Ending.UNWELCOME, failures, LONGEST)
                        .toMillis())
                .isEqualTo(millis);
    }

    @Test
    void afterAConnectionThatLastedItIsAskedAlmostAtOnce() {
        assertThat(ReconnectDelays.USUAL.after(Ending.LASTED, 1, LONGEST)).isEqualTo(Duration.ofSeconds(1));
    }
}
