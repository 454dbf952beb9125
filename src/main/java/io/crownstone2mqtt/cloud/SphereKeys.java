package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Bluetooth keys of a sphere ({@code GET /users/{id}/keysV2}): the secrets of the house. An admin gets all, a member
 * those of members and guests, a guest those of guests. They are not kept, and print as {@code ***}.
 *
 * @param authorizationToken what the sphere's devices show each other; null if the cloud gave none
 * @param crownstoneKeys keys of single Crownstones; for admins only
 */
public record SphereKeys(
        SphereId sphere,
        @Nullable Key authorizationToken,
        List<Key> keys,
        Map<CrownstoneId, List<Key>> crownstoneKeys) {
    public SphereKeys {
        keys = List.copyOf(keys);
        crownstoneKeys = Map.copyOf(crownstoneKeys);
    }

    /** Those of that sphere. */
    static SphereKeys only(List<SphereKeys> all, Sphere wanted) {
        return all.stream()
                .filter(keys -> keys.sphere().equals(wanted.id()))
                .findFirst()
                .orElseThrow(
                        () -> new CloudException(new CloudProblem.NotFound("the cloud gives this account no keys of "
                                + wanted.label() + ": ask an admin of the sphere to share it again")));
    }

    /**
     * One key.
     *
     * @param type for example {@code ADMIN_KEY}, {@code BASIC_KEY}, {@code MESH_DEVICE_KEY}
     * @param value the secret itself, in hexadecimal digits; hand it on to nothing that logs
     */
    public record Key(String type, String value) {
        @Override
        public String toString() {
            return type + " ***";
        }
    }
}
