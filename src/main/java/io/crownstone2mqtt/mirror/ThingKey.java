package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.HubId;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.SceneId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.UserId;
import java.util.Comparator;

/**
 * A thing that has topics. The order is the one of announcing: parents before children.
 *
 * @param sphere the id of its sphere; empty for the bridge
 * @param id its own id; empty for the bridge and for spheres
 */
public record ThingKey(ThingType level, String sphere, String id) implements Comparable<ThingKey> {
    /** What it is. */
    public enum ThingType {
        MANIFEST,
        BRIDGE,
        SPHERE,
        LOCATION,
        USER,
        HUB,
        CROWNSTONE,
        SCENE
    }

    /** Tells of the others' topics. */
    static final ThingKey MANIFEST = new ThingKey(ThingType.MANIFEST, "", "");

    static final ThingKey BRIDGE = new ThingKey(ThingType.BRIDGE, "", "");

    private static final Comparator<ThingKey> ORDER = Comparator.comparing(ThingKey::level)
            .thenComparing(ThingKey::sphere)
            .thenComparing(ThingKey::id);

    public static ThingKey of(SphereId sphere) {
        return new ThingKey(ThingType.SPHERE, sphere.value(), "");
    }

    public static ThingKey of(SphereId sphere, LocationId location) {
        return new ThingKey(ThingType.LOCATION, sphere.value(), location.value());
    }

    public static ThingKey of(SphereId sphere, UserId user) {
        return new ThingKey(ThingType.USER, sphere.value(), user.value());
    }

    public static ThingKey of(SphereId sphere, CrownstoneId crownstone) {
        return new ThingKey(ThingType.CROWNSTONE, sphere.value(), crownstone.value());
    }

    public static ThingKey of(SphereId sphere, HubId hub) {
        return new ThingKey(ThingType.HUB, sphere.value(), hub.value());
    }

    public static ThingKey of(SphereId sphere, SceneId scene) {
        return new ThingKey(ThingType.SCENE, sphere.value(), scene.value());
    }

    @Override
    public int compareTo(ThingKey other) {
        return ORDER.compare(this, other);
    }
}
