package io.crownstone2mqtt.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private final Backoff doubling = Backoff.doubling(Duration.ofSeconds(2), Duration.ofMinutes(5));
    private final Backoff gentle = Backoff.gentle(Duration.ofSeconds(2), Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "3, 8", "8, 256", "9, 300", "1000000, 300"})
    void doubles(int failures, int seconds) {
        assertThat(doubling.after(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1, 2000", "2, 2500", "3, 3125", "23, 271050", "24, 300000", "1000000, 300000"})
    void growsGently(int failures, int millis) {
        assertThat(gentle.after(failures).toMillis()).isEqualTo(millis);
    }

    @Test
    void halfOfAPauseIsLeftToChance() {
        assertThat(gentle.after(30, Backoff.part(0))).isEqualTo(Duration.ofSeconds(150));
        assertThat(gentle.after(30, Backoff.part(0.5))).isEqualTo(Duration.ofSeconds(225));
        assertThat(gentle.after(30, Backoff.part(1))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aPartOfAPauseIsWaited() {
        assertThat(doubling.after(2, 0)).isZero();
        assertThat(doubling.after(2, 0.5)).isEqualTo(Duration.ofSeconds(2));
        assertThat(doubling.after(2, 1)).isEqualTo(Duration.ofSeconds(4));
    }

    /** However chance has it: as many attempts as possible, and then the longest pause. */
    @Test
    void afterAnyTroubleAPauseIsAtMostHalfAsLongAndTheFirstOne() {
        Duration trouble = Duration.ZERO;
        for (int failures = 1; failures < 40; failures++) {
            assertThat(gentle.after(failures, Backoff.part(1)))
                    .isLessThanOrEqualTo(
                            trouble.dividedBy(2).plus(gentle.first()).plusMillis(1));
            trouble = trouble.plus(gentle.after(failures, Backoff.part(0)));
        }
    }
}
