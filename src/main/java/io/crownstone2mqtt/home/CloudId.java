package io.crownstone2mqtt.home;

/** An id that the cloud gave: opaque, unique among things of its kind, never changing. */
public sealed interface CloudId permits SphereId, CrownstoneId, LocationId, UserId, SceneId, HubId {
    String value();

    /** The last six characters, which tell things of one name apart for people. */
    default String tail() {
        return value().substring(Math.max(0, value().length() - 6));
    }
}
