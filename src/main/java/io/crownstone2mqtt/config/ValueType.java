package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a key takes: a value, or each element of a list.
 *
 * @param words what the manual has to say of it: the range or the choices; empty where there are none
 */
record ValueType(List<String> words, Parser parser) {
    /** Turns text into a value. */
    interface Parser {
        /**
         * Parses what was given.
         *
         * @throws IllegalArgumentException it is no such value; the message says what is wrong and what to do
         */
        Object parse(String text, Given given);
    }

    static final ValueType BOOL = of(ValueType::bool);
    static final ValueType PORT = new ValueType(List.of("0 to 65535"), (text, _) -> port(text));
    static final ValueType HOST = of(ValueType::host);
    static final ValueType HTTP_URL = of(Urls::http);
    static final ValueType BROKER_URL = of(Urls::broker);
    static final ValueType PROXY = of(text -> ProxySettings.parse(text, "cloud.proxy"));
    static final ValueType TOPIC = of(Topics::topic);
    static final ValueType TOPIC_PREFIX = of(Topics::prefix);
    static final ValueType CLIENT_ID = new ValueType(List.of("1 to 65535 bytes"), (text, _) -> Topics.clientId(text));
    static final ValueType SPHERE = of(ValueType::sphere);
    static final ValueType USERNAME = of(ValueType::notBlank);
    static final ValueType HTTP_USERNAME = of(ValueType::httpUsername);
    static final ValueType EMAIL = of(ValueType::email);
    static final ValueType PASSWORD = new ValueType(List.of(), (text, given) -> Passwords.plain(text, given, false));
    static final ValueType ACCOUNT_PASSWORD =
            new ValueType(List.of(), (text, given) -> Passwords.plain(text, given, true));
    static final ValueType PASSWORD_FILE =
            new ValueType(List.of(), (text, given) -> Passwords.inFile(given.resolve(text)));
    static final ValueType SHA1 = new ValueType(List.of("40 hexadecimal digits"), (text, _) -> Passwords.sha1(text));
    static final ValueType FILE = new ValueType(List.of(), (text, given) -> readable(given.resolve(text)));

    private static ValueType of(Function<String, ?> parser) {
        return new ValueType(List.of(), (text, _) -> parser.apply(text));
    }

    static ValueType oneOf(Class<? extends Enum<?>> choices) {
        var names = Arrays.stream(choices.getEnumConstants())
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .toList();
        return new ValueType(names, (text, _) -> {
            int index = names.indexOf(text.toLowerCase(Locale.ROOT));
            if (index < 0) {
                throw new IllegalArgumentException(ConfigText.shown(text) + " is not a choice; " + advice(text, names));
            }
            return choices.getEnumConstants()[index];
        });
    }

    private static String advice(String text, List<String> names) {
        var meant = Suggestion.nearest(text, names);
        return meant == null ? "write " + String.join(" or ", names) : "did you mean " + meant + "?";
    }

    /** A duration with its unit: a bare number would silently be milliseconds. */
    static ValueType duration(String least, String most) {
        var range = least + " to " + most;
        var advice = "give a duration from " + range;
        return new ValueType(List.of(range), (text, _) -> {
            var duration = parsed(text, advice);
            if (duration.compareTo(parsed(least)) < 0 || duration.compareTo(parsed(most)) > 0) {
                throw new IllegalArgumentException(ConfigText.shown(text) + " is out of range; " + advice);
            }
            return duration;
        });
    }

    private static Duration parsed(String text, String advice) {
        if (text.isBlank()
                || !Character.isLetter(text.strip().codePointBefore(text.strip().length()))) {
            throw new IllegalArgumentException(ConfigText.shown(text) + " has no unit (ms, s, m, h); " + advice);
        }
        try {
            return parsed(text);
        } catch (ConfigException _) {
            throw new IllegalArgumentException(ConfigText.shown(text) + " is not a duration; " + advice);
        }
    }

    private static Duration parsed(String text) {
        return ConfigValueFactory.fromAnyRef(text).atKey("value").getDuration("value");
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default ->
                throw new IllegalArgumentException(ConfigText.shown(text) + " is not a choice; write true or false");
        };
    }

    private static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        if (port < 0 || port > 65_535 || (port == 0 && !text.equals("0"))) {
            throw new IllegalArgumentException(
                    ConfigText.shown(text) + " is not a port; give a number from 1 to 65535");
        }
        return port;
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty; give a value or remove the key");
        }
        return text;
    }

    private static String httpUsername(String text) {
        if (text.contains(":")) {
            throw new IllegalArgumentException("holds a colon, which no browser can send; remove it");
        }
        return notBlank(text);
    }

    private static String sphere(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty; give the name or the id of a sphere");
        }
        return text;
    }

    private static String host(String text) {
        if (!text.matches("[\\p{Alnum}.:_%\\[\\]-]+")) {
            throw new IllegalArgumentException(
                    ConfigText.shown(text) + " is not a host; give a host name or an IP address, without http://");
        }
        return text;
    }

    /** An e-mail is never shown: messages go to logs. */
    private static String email(String text) {
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException("has spaces around the e-mail; remove them");
        }
        if (!text.matches("[^@\\s\\p{Cc}]+@[^@\\s\\p{Cc}]+")) {
            throw new IllegalArgumentException("is not an e-mail; give the one you log in with in the Crownstone app");
        }
        return text;
    }

    private static Path readable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException("the file " + ConfigText.oneLine(FilePath.shown(file))
                    + " is missing or cannot be read; correct the path or its permissions");
        }
        return file;
    }
}
