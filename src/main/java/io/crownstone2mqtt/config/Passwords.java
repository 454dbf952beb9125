package io.crownstone2mqtt.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the one password of a block among the places where it may be given: environment, file, systemd's credentials. */
record Passwords(ConfigBlock block) {
    private static final String PLAIN = "password";
    private static final String SHA1 = "password-sha1";
    private static final List<String> NAMES = List.of(PLAIN, "password-file", SHA1);
    private static final int LONGEST_FILE = 4096;

    /**
     * A password that was given.
     *
     * @param secret null: it cannot be used, which is reported
     * @param hashed whether it is its SHA-1 hash
     */
    record FoundPassword(@Nullable Secret secret, boolean hashed) {}

    private record Place(String name, Given given) {}

    /** As it was given; null if it was not, or after a problem was reported. */
    @Nullable
    Secret secret() {
        var found = find();
        return found == null ? null : found.secret();
    }

    boolean isGiven() {
        return new Passwords(block.quiet()).find() != null;
    }

    /** Null if it is nowhere. */
    @Nullable
    FoundPassword find() {
        var places = places(block::inEnvironment);
        if (places.isEmpty()) {
            places = places(block::inFile);
        }
        return switch (places.size()) {
            case 0 -> credential();
            case 1 ->
                new FoundPassword(
                        read(places.getFirst()), places.getFirst().name().equals(SHA1));
            default -> {
                var first = places.getFirst().given().path();
                block.report(places.getLast().given(), "the password is also given by " + first + "; keep one of them");
                yield new FoundPassword(null, false);
            }
        };
    }

    private List<Place> places(Function<String, @Nullable Given> search) {
        var places = new ArrayList<Place>();
        for (String name : NAMES) {
            var given = block.hasKey(name) ? search.apply(name) : null;
            if (given != null) {
                places.add(new Place(name, given));
            }
        }
        return places;
    }

    private @Nullable Secret read(Place place) {
        var parser = block.key(place.name()).type().parser();
        return (Secret) block.parse(place.given(), parser);
    }

    private @Nullable FoundPassword credential() {
        var directory = block.environment().get("CREDENTIALS_DIRECTORY");
        var name = block.key(PLAIN).credential();
        if (directory == null || name == null) {
            return null;
        }
        var file = FilePath.of(directory).resolve(name);
        if (Files.notExists(file)) {
            return null;
        }
        try {
            return new FoundPassword(inFile(file), false);
        } catch (IllegalArgumentException e) {
            block.problem("systemd credential " + name, PLAIN, String.valueOf(e.getMessage()));
            return new FoundPassword(null, false);
        }
    }

    /** A password as a person types it, where its hash would do instead or not. */
    static Secret plain(String text, Given given, boolean takesSha1) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty; give the password or remove the key");
        }
        return new Secret(text, Oddities.ofPassword(text, given, takesSha1));
    }

    /** A hash as the cloud wants it, which refuses upper-case digits. */
    static Secret sha1(String text) {
        if (!text.matches("[0-9a-fA-F]{40}")) {
            throw new IllegalArgumentException(
                    "is not a SHA-1 hash; give its 40 hexadecimal digits, or use password for the password itself");
        }
        return new Secret(text.toLowerCase(Locale.ROOT));
    }

    /** What a file holds, as Docker and systemd hand it over, without the line ends that editors put there, and without a byte-order mark. */
    static Secret inFile(Path file) {
        var password = ConfigText.withoutTransportMarks(text(file, bytes(file)));
        if (password.isEmpty()) {
            throw unfit(file, "is empty; write the password into it");
        }
        try {
            return new Secret(ConfigText.intact(password), Oddities.of(password));
        } catch (IllegalArgumentException e) {
            throw unfit(file, String.valueOf(e.getMessage()));
        }
    }

    private static byte[] bytes(Path file) {
        if (Files.notExists(file)) {
            throw unfit(file, "is missing; create it or correct the path");
        }
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(LONGEST_FILE + 1);
            if (bytes.length > LONGEST_FILE) {
                throw unfit(file, "is longer than " + LONGEST_FILE + " bytes; it must hold the password alone");
            }
            return bytes;
        } catch (IOException _) {
            throw unfit(file, "cannot be read; let the user that runs crownstone2mqtt read it");
        }
    }

    private static String text(Path file, byte[] bytes) {
        try {
            return encoding(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw unfit(file, "is not text in UTF-8; write the password into it as text");
        }
    }

    /** UTF-8, unless a mark of two bytes says that it is the other one, as Windows writes it. */
    private static Charset encoding(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : Byte.toUnsignedInt(bytes[0]) << 8 | Byte.toUnsignedInt(bytes[1]);
        return mark == 0xFEFF || mark == 0xFFFE ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    private static IllegalArgumentException unfit(Path file, String why) {
        return new IllegalArgumentException("the file " + ConfigText.oneLine(FilePath.shown(file)) + " " + why);
    }
}
