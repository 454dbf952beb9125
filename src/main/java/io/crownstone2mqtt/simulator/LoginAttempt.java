package io.crownstone2mqtt.simulator;

import java.time.Instant;

/** Somebody tried to log in. */
public record LoginAttempt(Instant at, String email, boolean accepted) {}
