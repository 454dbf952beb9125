package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final double LONGEST = 1;

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 1250", "2, 1562", "5, 3051", "18, 55511", "19, 60000", "1000000, 60000"})
    void itGrowsByAQuarterUpToALimit(int failures, long millis) {
        assertThat(backoff.delay(failures, LONGEST).toMillis()).isEqualTo(millis);
    }

    @Test
    void halfOfItIsLeftToChance() {
        assertThat(backoff.delay(30, 0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.delay(30, 0.5)).isEqualTo(Duration.ofSeconds(45));
        assertThat(backoff.delay(30, 0.999)).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
    }

    /** However chance has it: as many attempts as possible, and then the longest pause. */
    @Test
    void afterAnyTroubleAPauseIsAtMostHalfAsLongAndTheFirstOne() {
        Duration trouble = Duration.ZERO;
        for (int failures = 0; failures < 30; failures++) {
            assertThat(backoff.delay(failures, LONGEST))
                    .isLessThanOrEqualTo(
                            trouble.dividedBy(2).plus(backoff.first()).plusMillis(1));
            trouble = trouble.plus(backoff.delay(failures, 0));
        }
    }
}
