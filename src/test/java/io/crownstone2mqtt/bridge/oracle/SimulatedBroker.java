package io.crownstone2mqtt.bridge.oracle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A broker with retained messages that the bridge and others use. */
final class SimulatedBroker {
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final World world;
    private final Map<String, String> retained = new TreeMap<>();
    private final Set<String> filters = new HashSet<>();
    private final Map<String, Boolean> matches = new HashMap<>();
    private boolean up;
    private int connection;
    private long lastDelivery;
    /** When the bridge took notice; in the far future while it has not. */
    private long upSince = NEVER;

    SimulatedBroker(World world) {
        this.world = world;
    }

    Map<String, String> retained() {
        return retained;
    }

    boolean isUp() {
        return up;
    }

    /** Whether the bridge was connected for as long as it takes to look at what the broker holds. */
    boolean isSettled() {
        return up && world.now() - upSince > 6_000;
    }

    boolean isSurveyed() {
        return up && world.now() - upSince > 200;
    }

    void up() {
        if (!up) {
            up = true;
            lastDelivery = world.now();
            world.trace(() -> "broker up, it holds " + retained.size() + " topics");
            int current = connection;
            world.input((bridge, time) -> {
                upSince = connection == current ? world.now() : NEVER;
                bridge.brokerUp(time);
            });
        }
    }

    void down() {
        if (up) {
            up = false;
            upSince = NEVER;
            connection++;
            filters.clear();
            matches.clear();
            world.trace(() -> "broker down");
            world.input(BridgeAdapter::brokerDown);
        }
    }

    void wipe() {
        retained.clear();
    }

    /** What stays in it from before. */
    void holds(String topic, String payload) {
        retained.put(topic, payload);
    }

    void subscribe(List<String> added) {
        filters.addAll(added);
        matches.clear();
        if (!up) {
            return;
        }
        for (Map.Entry<String, String> each : retained.entrySet()) {
            if (added.stream().anyMatch(filter -> matches(filter, each.getKey()))) {
                deliver(each.getKey(), each.getValue(), true);
            }
        }
    }

    void unsubscribe(List<String> removed) {
        filters.removeAll(Set.copyOf(removed));
        matches.clear();
    }

    /** Whoever publishes, the bridge or another; lost while the broker is down. */
    void publish(String topic, String payload, boolean retain) {
        if (!up) {
            return;
        }
        if (retain && payload.isEmpty()) {
            retained.remove(topic);
        } else if (retain) {
            retained.put(topic, payload);
        }
        if (matches.computeIfAbsent(topic, each -> filters.stream().anyMatch(filter -> matches(filter, each)))) {
            deliver(topic, payload, false);
        }
    }

    private void deliver(String topic, String payload, boolean asRetained) {
        lastDelivery =
                Math.max(lastDelivery, world.now() + 1 + world.random("broker").nextInt(4));
        int current = connection;
        world.in(lastDelivery - world.now(), () -> {
            if (connection == current) {
                world.deliver(topic, payload, asRetained);
            }
        });
    }

    static boolean matches(String filter, String topic) {
        String[] wanted = filter.split("/", -1);
        String[] levels = topic.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return true;
            }
            if (i >= levels.length || !(wanted[i].equals("+") || wanted[i].equals(levels[i]))) {
                return false;
            }
        }
        return wanted.length == levels.length;
    }
}
