package io.crownstone2mqtt.config;

import java.nio.file.Path;
import java.util.List;

/** Something that must never be printed; who needs it calls reveal. */
public final class Secret {
    private final String value;
    private final List<String> oddities;

    public Secret(String value) {
        this(value, List.of());
    }

    /** @param oddities what looks strange about it, without showing it; each the end of a sentence about it */
    Secret(String value, List<String> oddities) {
        this.value = value;
        this.oddities = List.copyOf(oddities);
    }

    /**
     * What a file holds, which is the secret alone.
     *
     * @throws IllegalArgumentException it cannot be used; the message says why and what to do
     */
    public static Secret inFile(Path file) {
        return Passwords.inFile(file);
    }

    List<String> oddities() {
        return oddities;
    }

    /** The secret itself; hand it on to nothing that logs. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
