package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({"0, 500", "1, 1000", "2, 2000", "5, 16000", "6, 30000", "7, 30000", "1000000, 30000"})
    void itDoublesUpToALimit(int failures, long millis) {
        assertThat(backoff.delay(failures, 0.5)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void theJitterCoversTheWholeRange() {
        assertThat(backoff.delay(6, 0)).isZero();
        assertThat(backoff.delay(6, 0.999)).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
    }
}
