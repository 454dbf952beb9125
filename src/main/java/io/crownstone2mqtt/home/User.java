package io.crownstone2mqtt.home;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Somebody who is a member of a sphere, with the role there. */
public record User(
        UserId id,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        boolean emailVerified,
        Role role) {

    /** First and last name, or what to call somebody without: {@code User 1182ca}. */
    public String label() {
        String name = Stream.of(firstName, lastName)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? "User " + id.tail() : name;
    }

    /** Without the e-mail address, which belongs in no log. */
    @Override
    public String toString() {
        return "User[" + id + ", " + role + "]";
    }
}
