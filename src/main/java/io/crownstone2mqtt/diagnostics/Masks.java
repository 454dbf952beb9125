package io.crownstone2mqtt.diagnostics;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes out what nobody else should see: e-mail and network addresses, and what may be a secret. */
final class Masks {
    private static final String HIDDEN = "***";
    private static final String END = "\\s\"'<>(),;=";
    private static final Pattern EMAIL = Pattern.compile("(?<![^" + END + "])[^" + END + "@]++@[^" + END + "@/]+");
    /** Tokens and keys, and the hash of a password. */
    private static final Pattern SECRET = Pattern.compile("(?<![A-Za-z0-9])[A-Za-z0-9]{32,}(?![A-Za-z0-9])");

    private static final List<Pattern> ADDRESSES = List.of(
            Pattern.compile("(?i)(?<![0-9a-f:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![0-9a-f:])"),
            Pattern.compile("(?<![0-9.])(?!127\\.|0\\.0\\.0\\.0)(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9]|\\.[0-9])"),
            Pattern.compile("(?i)(?<=\\[)(?=[0-9a-f]*:)(?!::1?\\])[0-9a-f:.]+(?:%\\w+)?(?=\\])"),
            Pattern.compile("(?i)(?<![0-9a-f:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![0-9a-f:])"));

    private final Map<String, String> addresses = new HashMap<>();

    String over(String text) {
        String masked = EMAIL.matcher(text).replaceAll(HIDDEN);
        masked = SECRET.matcher(masked).replaceAll(HIDDEN);
        for (Pattern address : ADDRESSES) {
            masked = address.matcher(masked).replaceAll(found -> pseudonym(found.group()));
        }
        return masked;
    }

    private String pseudonym(String address) {
        return addresses.computeIfAbsent(address.toLowerCase(Locale.ROOT), _ -> "address-" + (addresses.size() + 1));
    }
}
