package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Sphere;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * What Home Assistant's own Crownstone integration calls the Crownstones: entity ids without their domain. Of several with
 * one name the oldest gets it, for cloud ids begin with the time at which they were made; the others get a number.
 */
final class IntegrationNames {
    private IntegrationNames() {}

    /** Of those that can switch. */
    static Map<CrownstoneId, String> of(Home home) {
        UniqueNames names = new UniqueNames();
        Map<CrownstoneId, String> byId = new HashMap<>();
        home.spheres().values().stream()
                .map(Sphere::crownstones)
                .flatMap(crownstones -> crownstones.values().stream())
                .filter(Crownstone::canSwitch)
                .sorted(Comparator.comparing(crownstone -> crownstone.id().value()))
                .forEach(each -> byId.put(each.id(), names.of(each.id().value(), wish(each))));
        return byId;
    }

    private static String wish(Crownstone crownstone) {
        String slug = Slug.entity(crownstone.label());
        return slug.isEmpty()
                ? Slug.entity(crownstone.toBuilder().name(null).build().label())
                : slug;
    }
}
