package io.crownstone2mqtt.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A person with an account. Renaming a person sends no event, as in the real cloud: only a new sync shows it. */
public final class SimulatedUser {
    private final World world;
    private final String id;
    private final String email;
    private final Instant createdAt;
    private Instant updatedAt;
    private @Nullable String firstName;
    private @Nullable String lastName;
    private String passwordHash;
    private boolean emailVerified = true;
    private boolean uploadLocation = true;

    SimulatedUser(World world, String email, String password, @Nullable String firstName, @Nullable String lastName) {
        this.world = world;
        this.id = world.newId();
        this.email = email;
        this.passwordHash = sha1(password);
        this.firstName = firstName;
        this.lastName = lastName;
        this.createdAt = world.now();
        this.updatedAt = createdAt;
    }

    public String id() {
        return id;
    }

    public String email() {
        return email;
    }

    /** First and last name as events show it; "Anonymous" for somebody without names. */
    public String name() {
        return world.read(() -> {
            String name =
                    Stream.of(firstName, lastName).filter(Objects::nonNull).collect(Collectors.joining(" "));
            return name.isEmpty() ? "Anonymous" : name;
        });
    }

    public void rename(@Nullable String first, @Nullable String last) {
        update(() -> {
            firstName = first;
            lastName = last;
        });
    }

    /** Tokens that were given out stay valid, as in the real cloud. */
    public void changePassword(String password) {
        update(() -> passwordHash = sha1(password));
    }

    /** Sets the SHA-1 in lower-case hex where the password itself is not known. */
    void usePasswordHash(String sha1) {
        update(() -> passwordHash = sha1);
    }

    public void emailVerified(boolean verified) {
        update(() -> emailVerified = verified);
    }

    /** Somebody who does not upload locations is never present anywhere. */
    public void uploadLocation(boolean upload) {
        update(() -> uploadLocation = upload);
    }

    boolean uploadsLocation() {
        return uploadLocation;
    }

    boolean isEmailVerified() {
        return emailVerified;
    }

    boolean hasPasswordHash(String hash) {
        return passwordHash.equals(hash);
    }

    /** What nobody else may learn of this person. */
    Stream<String> secrets() {
        return Stream.of(email, passwordHash);
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        if (firstName != null) {
            json.put("firstName", firstName);
        }
        if (lastName != null) {
            json.put("lastName", lastName);
        }
        return json.put("new", false)
                .put("uploadLocation", uploadLocation)
                .put("uploadSwitchState", true)
                .put("uploadDeviceDetails", true)
                .put("language", "en_us")
                .put("email", email)
                .put("emailVerified", emailVerified)
                .put("id", id)
                .put("createdAt", Json.time(createdAt))
                .put("updatedAt", Json.time(updatedAt));
    }

    private void update(Runnable change) {
        world.change(() -> {
            change.run();
            updatedAt = world.now();
        });
    }

    private static String sha1(String password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
