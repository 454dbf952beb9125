package io.crownstone2mqtt.simulator;

import io.crownstone2mqtt.text.Sha1;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A person with an account. Renaming a person sends no event, as in the real cloud: only a new sync shows it. */
public final class SimulatedUser extends SimulatedThing {
    private final String email;
    private volatile String passwordHash;

    SimulatedUser(
            SimulatedHome home, String email, String password, @Nullable String firstName, @Nullable String lastName) {
        super(
                home,
                Json.object()
                        .put("new", false)
                        .put("uploadLocation", true)
                        .put("uploadSwitchState", true)
                        .put("uploadDeviceDetails", true)
                        .put("language", "en_us")
                        .put("email", email)
                        .put("emailVerified", true));
        this.email = email;
        this.passwordHash = Sha1.hex(password);
        setNames(firstName, lastName);
    }

    public String email() {
        return email;
    }

    /** First and last name as events show it; "Anonymous" for somebody without names. */
    public String name() {
        String name = Stream.of(text("firstName"), text("lastName"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? "Anonymous" : name;
    }

    public void rename(@Nullable String first, @Nullable String last) {
        update(() -> setNames(first, last));
    }

    /** Tokens that were given out stay valid, as in the real cloud. */
    public void changePassword(String password) {
        update(() -> passwordHash = Sha1.hex(password));
    }

    /** Sets the SHA-1 in lower-case hex where the password itself is not known. */
    void usePasswordHash(String sha1) {
        update(() -> passwordHash = sha1);
    }

    public void emailVerified(boolean verified) {
        update(() -> document.put("emailVerified", verified));
    }

    /** Somebody who does not upload locations is never present anywhere. */
    public void uploadLocation(boolean upload) {
        update(() -> document.put("uploadLocation", upload));
    }

    boolean is(String field) {
        return home.read(() -> document.path(field).asBoolean());
    }

    String passwordHash() {
        return passwordHash;
    }

    private void setNames(@Nullable String first, @Nullable String last) {
        document.put("firstName", first).put("lastName", last);
        document.removeIf(field -> field.isNull());
    }

    private void update(Runnable change) {
        home.change(() -> {
            change.run();
            changed("update");
        });
    }
}
