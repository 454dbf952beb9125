package io.crownstone2mqtt.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds a password, as Docker and systemd hand it over. */
final class SecretFile {
    private static final int LONGEST = 4096;

    private SecretFile() {}

    /** What the file holds, without the one line end that editors put there. */
    static Secret read(Path file) {
        var secret = text(file, bytes(file)).replaceFirst("\r?\n\\z", "");
        if (secret.isEmpty()) {
            throw unfit(file, "is empty; write the password into it");
        }
        return new Secret(secret);
    }

    private static byte[] bytes(Path file) {
        if (Files.notExists(file)) {
            throw unfit(file, "is missing; create it or mend the path");
        }
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw unfit(file, "is longer than " + LONGEST + " bytes; it must hold the password alone");
            }
            return bytes;
        } catch (IOException _) {
            throw unfit(file, "cannot be read; let the user that runs crownstone2mqtt read it");
        }
    }

    private static String text(Path file, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw unfit(file, "is not text in UTF-8; write the password into it as text");
        }
    }

    private static IllegalArgumentException unfit(Path file, String why) {
        return new IllegalArgumentException("the file " + Text.oneLine(file.toString()) + " " + why);
    }
}
