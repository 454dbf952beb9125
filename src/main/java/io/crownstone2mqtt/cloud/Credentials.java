package io.crownstone2mqtt.cloud;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Who logs in.
 *
 * @param email as registered; the cloud ignores its case, but not blanks around it
 * @param passwordSha1 the SHA-1 hash of the password's UTF-8 bytes in 40 lower-case hexadecimal digits, as the cloud
 *     wants it
 * @param hint what to add where they are refused, without showing them; empty for nothing
 */
public record Credentials(String email, String passwordSha1, String hint) {
    public Credentials(String email, String passwordSha1) {
        this(email, passwordSha1, "");
    }

    public static Credentials ofPassword(String email, String password) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return new Credentials(email, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }

    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
