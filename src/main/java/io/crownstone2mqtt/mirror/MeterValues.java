package io.crownstone2mqtt.mirror;

import org.jspecify.annotations.Nullable;

/** What is published of a Crownstone's energy meter. */
public interface MeterValues {
    /** In kWh, as plain digits; null while only that there is a meter is known. */
    @Nullable
    String energy();

    /** The average since the reading before in W, as plain digits; null where there is none. */
    @Nullable
    String power();
}
