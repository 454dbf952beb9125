package io.crownstone2mqtt.config;

import java.nio.charset.StandardCharsets;

/** Checks what goes into MQTT topics and packets. */
final class Topics {
    /** The names of spheres and Crownstones follow, and a topic has at most 65,535 bytes. */
    private static final int LONGEST_PREFIX = 1024;

    private static final int LONGEST_STRING = 65_535;

    private Topics() {}

    static String prefix(String text) {
        topic(text);
        if (text.startsWith("/") || text.endsWith("/")) {
            throw unfit(text, "begins or ends with /; remove the slash");
        }
        if (text.startsWith("$")) {
            throw unfit(text, "begins with $, which brokers keep for themselves; choose another name");
        }
        if (bytes(text) > LONGEST_PREFIX) {
            throw unfit(text, "is longer than " + LONGEST_PREFIX + " bytes; choose a shorter name");
        }
        return text;
    }

    static String topic(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty; give a topic");
        }
        if (text.contains("+") || text.contains("#")) {
            throw unfit(text, "holds + or #, which are for subscriptions; remove them");
        }
        return plain(text);
    }

    static String clientId(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty; give a name that no other client of the broker has");
        }
        return plain(text);
    }

    private static String plain(String text) {
        // Brokers close the connection when one of these arrives, and again after every reconnect.
        if (text.codePoints().anyMatch(Topics::isForbidden)) {
            throw unfit(text, "holds a control character; remove it");
        }
        if (bytes(text) > LONGEST_STRING) {
            throw unfit(text, "is longer than " + LONGEST_STRING + " bytes; choose a shorter name");
        }
        return text;
    }

    private static boolean isForbidden(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isISOControl(codePoint) || type == Character.SURROGATE;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static IllegalArgumentException unfit(String text, String why) {
        return new IllegalArgumentException(ConfigText.shown(text) + " " + why);
    }
}
