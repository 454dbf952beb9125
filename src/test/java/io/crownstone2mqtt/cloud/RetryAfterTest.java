package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-10-21T07:28:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "17 | PT17S",
                "' 17 ' | PT17S",
                "0017 | PT17S",
                "0 | -",
                "000 | -",
                "-5 | -",
                "+5 | -",
                "1.5 | -",
                "'' | -",
                "soon | -",
                "- | -",
                "3600 | PT1H",
                "3601 | PT1H",
                "86400 | PT1H",
                "99999999999999999999999999 | PT1H",
                "Wed, 21 Oct 2026 07:28:30 GMT | PT30S",
                "Wednesday, 21-Oct-26 07:28:30 GMT | PT30S",
                "Wed Oct 21 07:28:30 2026 | PT30S",
                "Wed, 21 Oct 2026 07:28:00 GMT | -",
                "Wed, 21 Oct 2015 07:28:00 GMT | -",
                "Thu, 22 Oct 2026 07:28:00 GMT | PT1H",
                "Fri, 31 Dec 9999 23:59:59 GMT | PT1H",
                "Wed, 21 Foo 2026 07:28:30 GMT | -"
            })
    void isAboveZeroAndAtMostAnHourOrNothing(@Nullable String header, @Nullable Duration expected) {
        assertThat(RetryAfter.of(header, NOW)).isEqualTo(expected);
    }

    @Test
    void countsADateByTheServersOwnClock() {
        assertThat(RetryAfter.serverTime("Wed, 21 Oct 2015 07:28:00 GMT", NOW))
                .isEqualTo(Instant.parse("2015-10-21T07:28:00Z"));
        assertThat(RetryAfter.serverTime("nonsense", NOW)).isEqualTo(NOW);
        assertThat(RetryAfter.serverTime(null, NOW)).isEqualTo(NOW);
    }

    @Test
    void makesAPauseLongerButNeverShorter() {
        Duration pause = Duration.ofSeconds(10);

        assertThat(RetryAfter.orLonger(pause, asked(3))).isEqualTo(pause);
        assertThat(RetryAfter.orLonger(pause, asked(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.orLonger(pause, new CloudProblem.Unavailable("away")))
                .isEqualTo(pause);
    }

    private static CloudProblem asked(int seconds) {
        return new CloudProblem.Unavailable("busy", Duration.ofSeconds(seconds));
    }
}
