package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.Sphere;

/**
 * One sphere with all its Crownstones and locations.
 *
 * @param users whether its users could be read; else they are empty
 * @param presence whether it could be read who is there; else that is empty
 */
public record SphereSnapshot(Sphere sphere, boolean users, boolean presence) {}
