package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.simulator.SimulatorOptions;
import io.crownstone2mqtt.testing.MosquittoBroker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.eclipse.paho.client.mqttv3.MqttException;

/** A simulated cloud, Mosquitto and a subscriber, for a bridge that is a process of its own. */
final class Stage implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Pattern SWITCHABLE = Pattern.compile("homeassistant/(light|switch)/");

    private final SimulatedCloud cloud;
    private final MosquittoBroker broker;
    private final List<SimulatedCrownstone> crownstones;

    Stage(int spheres, int crownstonesEach) {
        this(spheres, crownstonesEach, MosquittoBroker.with());
    }

    Stage(int spheres, int crownstonesEach, MosquittoBroker.Options options) {
        broker = options.quiet().open();
        cloud = SimulatedCloud.start(
                DemoHome.create(spheres, crownstonesEach),
                SimulatorOptions.standard().phoneDelay(Duration.ofMillis(100), Duration.ofMillis(200)));
        crownstones = cloud.home().spheres().stream()
                .flatMap(sphere -> sphere.crownstones().stream())
                .filter(SimulatedCrownstone::canSwitch)
                .toList();
    }

    SimulatedCloud cloud() {
        return cloud;
    }

    URI broker() {
        return broker.url();
    }

    /** Those that can be switched. */
    List<SimulatedCrownstone> crownstones() {
        return crownstones;
    }

    static String topic(SimulatedCrownstone crownstone, String leaf) {
        return "crownstone2mqtt/" + crownstone.sphere().id() + "/crownstone/" + crownstone.id() + "/" + leaf;
    }

    /** Waits until every Crownstone is announced; false if that takes too long, or the bridge ends. */
    boolean awaitAnnounced(BridgeProcess bridge) throws MqttException {
        Set<String> announced = ConcurrentHashMap.newKeySet();
        try (Subscriber _ = new Subscriber(broker(), "homeassistant/+/+/+/config", each -> {
            if (SWITCHABLE.matcher(each.topic()).lookingAt()) {
                announced.add(each.topic());
            }
        })) {
            Awaitility.await()
                    .atMost(LONGEST_START)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !bridge.isAlive() || announced.size() >= crownstones.size());
        } catch (ConditionTimeoutException tooLong) {
            System.out.println("announced in time: " + announced.size() + " of " + crownstones.size());
        }
        return announced.size() >= crownstones.size();
    }

    @Override
    public void close() {
        cloud.close();
        broker.close();
    }
}
