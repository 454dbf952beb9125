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
    @CsvSource({"0, 1", "1, 2", "2, 4", "3, 8", "4, 10", "20, 10", "1000000, 10"})
    void aBrokerThatIsAwayIsAskedAtLeastEveryTenSeconds(int failures, int seconds) {
        assertThat(Pauses.USUAL.after(Ending.AWAY, failures, LONGEST)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "4, 16", "5, 32", "6, 60", "1000000, 60"})
    void oneThatDoesNotWantUsIsLeftAloneForLonger(int failures, int seconds) {
        assertThat(Pauses.USUAL.after(Ending.UNWELCOME, failures, LONGEST)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void afterAConnectionThatLastedItIsAskedAlmostAtOnce() {
        assertThat(Pauses.USUAL.after(Ending.LASTED, 0, LONGEST)).isEqualTo(Duration.ofSeconds(1));
    }
}
