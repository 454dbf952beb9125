package io.crownstone2mqtt.mqtt;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs messages that are far too long, each topic once in a while, and never many lines. */
final class LongMessages {
    private static final Logger log = LoggerFactory.getLogger(LongMessages.class);

    /** Somebody's discovery message may have some ten kilobytes; nobody means to send a home so much as this. */
    private static final int REMARKABLE = 256 * 1024;

    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final int MOST_LINES = 10;
    private static final int LONGEST_TOPIC = 200;

    private final LongSupplier nanoTime;
    private final Map<String, Long> reported = new ConcurrentHashMap<>();

    LongMessages(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void arrived(String topic, long bytes, boolean retained) {
        if (bytes <= REMARKABLE) {
            return;
        }
        long now = nanoTime.getAsLong();
        reported.values().removeIf(at -> now - at > PERIOD.toNanos());
        String shown = shown(topic);
        if (reported.size() > MOST_LINES || reported.putIfAbsent(shown, now) != null) {
            return;
        }
        if (reported.size() > MOST_LINES) {
            log.warn(
                    "broker: more messages of more than {} kB come, also on other topics: not logged again for {} minutes",
                    REMARKABLE / 1024,
                    PERIOD.toMinutes());
        } else {
            log.warn(
                    "broker: a message of {} bytes on '{}' is too long, only its first {} kB were read: {}",
                    bytes,
                    shown,
                    BrokerLink.LONGEST_PAYLOAD / 1024,
                    retained
                            ? "the broker holds it and sends it at every start; clear it by an empty retained message"
                            : "look for who publishes it");
        }
    }

    private static String shown(String topic) {
        return topic.length() <= LONGEST_TOPIC ? topic : topic.substring(0, LONGEST_TOPIC) + "…";
    }
}
