package io.crownstone2mqtt.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A switch command that the cloud took, one per Crownstone; the percentage is null unless the type is PERCENTAGE. */
public record SwitchCommand(
        Instant at,
        String email,
        SimulatedCrownstone crownstone,
        SwitchType type,
        @Nullable Double percentage) {}
