package io.crownstone2mqtt.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What the demo shows.
 *
 * @param mqttUrl the broker to use; null: start an embedded one
 * @param port of the embedded broker, 0 to 65535; 0: any free one
 * @param spheres how many there are, 1 to 100
 * @param crownstones how many each sphere has, 1 to 10,000
 */
public record DemoOptions(@Nullable URI mqttUrl, int port, int spheres, int crownstones) {}
