package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.SphereId;

/** How much of the cloud's picture to fetch. */
public sealed interface Scope {
    /** All spheres of the account. */
    record Everything() implements Scope {}

    /** One sphere, whole. */
    record OneSphere(SphereId sphere) implements Scope {}

    /** The switch states of one sphere's Crownstones. */
    record States(SphereId sphere) implements Scope {}

    /** Who is in one sphere. */
    record People(SphereId sphere) implements Scope {}
}
