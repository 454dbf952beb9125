package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SpherePart;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One sphere with all its Crownstones and locations.
 *
 * @param missing parts that could not be read; in the sphere they are empty
 */
public record SphereSnapshot(Sphere sphere, Set<SpherePart> missing) {
    public SphereSnapshot {
        missing = Set.copyOf(missing);
    }

    static SphereSnapshot withoutParts(Sphere sphere) {
        return new SphereSnapshot(sphere, EnumSet.allOf(SpherePart.class));
    }

    /** With that part, if it could be read. */
    <T> SphereSnapshot with(SpherePart part, @Nullable T value, BiFunction<Sphere, T, Sphere> change) {
        if (value == null) {
            return this;
        }
        Set<SpherePart> left = EnumSet.copyOf(missing);
        left.remove(part);
        return new SphereSnapshot(change.apply(sphere, value), left);
    }
}
