package io.crownstone2mqtt.home;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All spheres that are known. A change makes a new home that shares with the old one whatever did not change, so that
 * what changed can be found by identity, at a cost that does not depend on the size of the home.
 */
public record Home(PersistentMap<SphereId, Sphere> spheres) {
    public static final Home EMPTY = new Home(PersistentMap.empty());

    public Home with(Sphere sphere) {
        PersistentMap<SphereId, Sphere> changed = spheres.with(sphere.id(), sphere);
        return changed == spheres ? this : new Home(changed);
    }

    public Home without(SphereId sphere) {
        PersistentMap<SphereId, Sphere> changed = spheres.without(sphere);
        return changed == spheres ? this : new Home(changed);
    }

    public Optional<Sphere> sphere(SphereId id) {
        return Optional.ofNullable(spheres.get(id));
    }

    public Optional<Crownstone> crownstone(SphereId sphere, CrownstoneId id) {
        return sphere(sphere).map(Sphere::crownstones).map(crownstones -> crownstones.get(id));
    }

    /** With that sphere changed, if it is known. */
    public Home change(SphereId sphere, UnaryOperator<Sphere> change) {
        Sphere known = spheres.get(sphere);
        return known == null ? this : with(change.apply(known));
    }

    /** With that Crownstone changed, if it is known. */
    public Home change(SphereId sphere, CrownstoneId id, UnaryOperator<Crownstone> change) {
        return change(sphere, known -> {
            Crownstone crownstone = known.crownstones().get(id);
            return crownstone == null ? known : known.with(change.apply(crownstone));
        });
    }
}
