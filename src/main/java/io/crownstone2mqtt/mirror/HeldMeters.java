package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Sphere;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The energy meters that an earlier run has published: they stay as they are until the cloud has been asked, or a restart would
 * take the sensors away from Home Assistant.
 */
public final class HeldMeters {
    private record HeldMeter(
            @Nullable String energy, @Nullable String power) implements MeterValues {}

    private HeldMeters() {}

    /** Those of the sphere's Crownstones, by what the broker holds. */
    public static PersistentMap<CrownstoneId, MeterValues> of(
            Sphere sphere, Names names, Map<String, String> held, TopicScheme topics) {
        PersistentMap<CrownstoneId, MeterValues> meters = PersistentMap.empty();
        for (Crownstone each : sphere.crownstones().values()) {
            String path = names.topics().path(ThingKey.of(sphere.id(), each.id()));
            String energy = held.get(topics.of(path, MeterTopics.ENERGY));
            if (each.canSwitch() && (energy != null || isAnnounced(each, held, topics))) {
                meters = meters.with(each.id(), new HeldMeter(energy, held.get(topics.of(path, MeterTopics.POWER))));
            }
        }
        return meters;
    }

    private static boolean isAnnounced(Crownstone crownstone, Map<String, String> held, TopicScheme topics) {
        String node = CrownstoneTopics.node(crownstone.id());
        String device = held.getOrDefault(topics.deviceConfig(node), "");
        return held.containsKey(topics.componentConfig("sensor", node, MeterTopics.ENERGY))
                || device.contains('"' + node + '_' + MeterTopics.ENERGY + '"');
    }
}
