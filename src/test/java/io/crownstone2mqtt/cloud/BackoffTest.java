package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private final Backoff backoff = Backoff.doubling(Duration.ofSeconds(2), Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "3, 8", "8, 256", "9, 300", "1000000, 300"})
    void doubles(int failures, int seconds) {
        assertThat(backoff.after(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1, 2000", "2, 2500", "3, 3125", "23, 271050", "24, 300000", "1000000, 300000"})
    void growsGently(int failures, int millis) {
        Backoff gentle = Backoff.gentle(Duration.ofSeconds(2), Duration.ofMinutes(5));
        assertThat(gentle.after(failures).toMillis()).isEqualTo(millis);
    }

    @Test
    void chanceLeavesAtLeastHalfOfAPause() {
        assertThat(DoubleStream.generate(Backoff::chance).limit(1_000)).allMatch(part -> part >= 0.5 && part <= 1);
    }

    /** However chance has it: as many attempts as possible, and then the longest pause. */
    @Test
    void afterAnyOutageAPauseIsAtMostHalfAsLongAndTheFirstOne() {
        Backoff gentle = Backoff.gentle(Duration.ofSeconds(2), Duration.ofMinutes(5));
        Duration outage = Duration.ZERO;
        for (int failures = 1; failures < 40; failures++) {
            assertThat(gentle.after(failures))
                    .isLessThanOrEqualTo(outage.dividedBy(2).plusMillis(2_001));
            outage = outage.plus(gentle.after(failures, 0.5));
        }
    }

    @Test
    void aPartOfAPauseIsWaited() {
        assertThat(backoff.after(2, 0)).isZero();
        assertThat(backoff.after(2, 0.5)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.after(2, 1)).isEqualTo(Duration.ofSeconds(4));
    }
}
