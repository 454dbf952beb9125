package io.crownstone2mqtt.home;

import org.jspecify.annotations.Nullable;

/**
 * A room of a sphere.
 *
 * @param uid its number within the sphere, 1 to 64
 */
public record Location(
        LocationId id,
        @Nullable Integer uid,
        @Nullable String name,
        @Nullable String icon) {
    /** Its name, or what to call one without: {@code Location 3}. */
    public String label() {
        return name != null && !name.isBlank() ? name : "Location " + (uid != null ? uid : id.tail());
    }
}
