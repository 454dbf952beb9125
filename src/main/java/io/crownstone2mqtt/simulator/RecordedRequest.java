package io.crownstone2mqtt.simulator;

import java.time.Instant;

/** A request as it came: the path without its query, so that no token is kept. */
public record RecordedRequest(Instant at, String method, String path, String body, TokenPlace token) {}
