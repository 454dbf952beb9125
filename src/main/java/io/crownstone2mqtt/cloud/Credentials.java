package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.text.Sha1;

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
        return new Credentials(email, Sha1.hex(password));
    }

    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
