package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import org.jspecify.annotations.Nullable;

/** What is assumed of a Crownstone while commands for it are under way. */
public interface Assumption {
    SphereId sphere();

    /** What is shown over what the cloud has reported; null if nothing is known. */
    @Nullable
    SwitchState over(@Nullable SwitchState reported);
}
