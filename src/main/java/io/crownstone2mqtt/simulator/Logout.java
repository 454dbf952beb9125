package io.crownstone2mqtt.simulator;

import java.time.Instant;

/** Somebody gave a token back. */
public record Logout(Instant at, String email) {}
