package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The parsers of single values. What they throw says what is wrong and what to do. */
final class Values {
    private Values() {}

    static boolean bool(String text) {
        return switch (text) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException(Text.shown(text) + " is not a choice; write true or false");
        };
    }

    static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(Text.shown(text) + " is not a port; give a number from 1 to 65535");
        }
        return port;
    }

    static <E extends Enum<E>> Section.Parser<E> oneOf(Class<E> choices) {
        return text -> {
            var names =
                    Arrays.stream(choices.getEnumConstants()).map(Values::name).toList();
            int index = names.indexOf(text.toLowerCase(Locale.ROOT));
            if (index < 0) {
                throw new IllegalArgumentException(Text.shown(text) + " is not a choice; " + advice(text, names));
            }
            return choices.getEnumConstants()[index];
        };
    }

    private static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static String advice(String text, List<String> names) {
        var meant = Suggestion.nearest(text, names);
        return meant == null ? "write " + String.join(" or ", names) : "did you mean " + meant + "?";
    }

    /** A duration with its unit: a bare number would silently be milliseconds. */
    static Section.Parser<Duration> duration(Duration least, Duration most) {
        var range = "give a duration from " + Text.shown(least) + " to " + Text.shown(most);
        return text -> {
            var duration = duration(text, range);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                throw new IllegalArgumentException(Text.shown(text) + " is out of range; " + range);
            }
            return duration;
        };
    }

    private static Duration duration(String text, String range) {
        if (text.isBlank()
                || !Character.isLetter(text.strip().codePointBefore(text.strip().length()))) {
            throw new IllegalArgumentException(Text.shown(text) + " has no unit (ms, s, m, h); " + range);
        }
        try {
            return ConfigValueFactory.fromAnyRef(text).atKey("value").getDuration("value");
        } catch (ConfigException _) {
            throw new IllegalArgumentException(Text.shown(text) + " is not a duration; " + range);
        }
    }

    static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty; give a value or remove the key");
        }
        return text;
    }

    /** The name or id of a sphere. */
    static String sphere(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty; give the name or the id of a sphere");
        }
        return text;
    }

    static String host(String text) {
        if (!text.matches("[\\p{Alnum}.:_%\\[\\]-]+")) {
            throw new IllegalArgumentException(
                    Text.shown(text) + " is not a host; give a host name or an IP address, without http://");
        }
        return text;
    }

    /** An e-mail is never shown: messages go to logs. */
    static String email(String text) {
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException("has spaces around the e-mail; remove them");
        }
        if (!text.matches("[^@\\s\\p{Cc}]+@[^@\\s\\p{Cc}]+")) {
            throw new IllegalArgumentException("is not an e-mail; give the one you log in with in the Crownstone app");
        }
        return text;
    }
}
