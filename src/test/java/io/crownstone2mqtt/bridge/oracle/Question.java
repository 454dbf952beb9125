package io.crownstone2mqtt.bridge.oracle;

import io.crownstone2mqtt.home.SphereId;
import org.jspecify.annotations.Nullable;

/** What the bridge asks the cloud for; the sphere is null for everything. */
record Question(Kind kind, @Nullable SphereId sphere) {
    enum Kind {
        EVERYTHING,
        SPHERE,
        STATES,
        PEOPLE
    }

    @Override
    public String toString() {
        return kind + (sphere == null ? "" : " of " + sphere.tail());
    }
}
