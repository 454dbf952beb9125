package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.SphereId;

/** How much to ask the cloud for. */
public sealed interface FetchScope {
    /** A snapshot of all spheres of the account. */
    record Everything() implements FetchScope {}

    /** One sphere, whole. */
    record OneSphere(SphereId sphere) implements FetchScope {}

    /** The switch states of one sphere's Crownstones. */
    record States(SphereId sphere) implements FetchScope {}

    /** Whether the owner of one sphere lets its energy be collected. */
    record EnergyPermission(SphereId sphere) implements FetchScope {}

    /** The readings of one sphere's energy meters. */
    record Meters(SphereId sphere) implements FetchScope {}

    /** Who is in one sphere. */
    record Whereabouts(SphereId sphere) implements FetchScope {}
}
