package io.crownstone2mqtt.simulator;

import java.time.Instant;

/** Somebody asked for the event stream, with or without success; the project name is empty unless given. */
public record StreamRequest(Instant at, TokenPlace token, String projectName) {}
