package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * How long a server asks to be left alone, by its header {@code Retry-After}: seconds or a date. The caller takes
 * the longer of this and its own pause, so that no server can make it ask without a pause.
 */
final class RetryAfter {
    static final Duration LONGEST = Duration.ofHours(1);

    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);

    private RetryAfter() {}

    /**
     * Above 0 and at most {@link #LONGEST}; null where nothing usable was asked.
     *
     * @param now by the server's clock
     */
    static @Nullable Duration of(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        Duration asked = asked(header.strip(), now);
        if (asked == null || asked.isNegative() || asked.isZero()) {
            return null;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    /** That pause, or the longer one that the cloud asked for. */
    static Duration orLonger(Duration pause, CloudProblem problem) {
        Duration asked = problem instanceof Unavailable unavailable ? unavailable.retryAfter() : null;
        return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
    }

    private static @Nullable Duration asked(String text, Instant now) {
        if (text.matches("\\d+")) {
            String digits = text.replaceFirst("^0+(?=.)", "");
            return digits.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
        }
        Instant date = date(text);
        return date == null ? null : Duration.between(now, date);
    }

    /** When it was by the server's clock, which may be hours off ours; ours if it does not say. */
    static Instant serverTime(@Nullable String dateHeader, Instant ours) {
        Instant date = dateHeader == null ? null : date(dateHeader.strip());
        return date == null ? ours : date;
    }

    /** In any of the three forms of RFC 9110; null if it is none. */
    private static @Nullable Instant date(String text) {
        Instant date = DateUtils.parseStandardDate(text);
        if (date != null) {
            return date;
        }
        try {
            return LocalDateTime.parse(text.replaceAll(" +", " "), ASCTIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            return null;
        }
    }
}
