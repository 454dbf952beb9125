package io.crownstone2mqtt.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds a password, as Docker and systemd hand it over. */
final class SecretFile {
    private static final int LONGEST = 4096;

    private SecretFile() {}

    /** What the file holds, without the line ends that editors put there, and without a byte-order mark. */
    static Secret read(Path file) {
        var secret = Text.withoutTransportMarks(text(file, bytes(file)));
        if (secret.isEmpty()) {
            throw unfit(file, "is empty; write the password into it");
        }
        try {
            return new Secret(Text.intact(secret), Oddities.of(secret));
        } catch (IllegalArgumentException e) {
            throw unfit(file, String.valueOf(e.getMessage()));
        }
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
        return new IllegalArgumentException("the file " + Text.oneLine(FilePath.shown(file)) + " " + why);
    }
}
