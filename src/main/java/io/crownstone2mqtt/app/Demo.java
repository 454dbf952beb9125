package io.crownstone2mqtt.app;

import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.runtime.Closer;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The command {@code demo}: the daemon itself, with a simulated cloud and, unless one is named, a broker of its own. */
final class Demo implements DemoRunner {
    private static final Duration LIFE = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final PrintWriter out;
    private final PrintWriter errors;

    Demo(PrintWriter out, PrintWriter errors) {
        this.out = out;
        this.errors = errors;
    }

    @Override
    public int run(DemoOptions options) {
        Stop stop = Stop.onSignal();
        return stop.ended(run(options, stop.requested()));
    }

    private int run(DemoOptions options, CompletableFuture<Integer> stop) {
        try (Closer closer = new Closer()) {
            URI broker = options.mqttUrl() != null ? options.mqttUrl() : ownBroker(options.port(), closer);
            SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(options.spheres(), options.crownstones()));
            closer.add("simulated cloud", PATIENCE, cloud::close);
            AtomicBoolean greeted = new AtomicBoolean();
            Daemon daemon = Daemon.start(settings(cloud, broker), state -> greet(state, broker, greeted));
            closer.add("daemon", Duration.ofSeconds(6), daemon::close);
            cloud.live(LIFE);
            CompletableFuture.anyOf(stop, daemon.gaveUp()).join();
            return stop.isDone() ? ExitCode.SUCCESS : complain(daemon.gaveUp().join(), ExitCode.REJECTED);
        } catch (IOException e) {
            return complain(e.getMessage(), ExitCode.FAILED);
        }
    }

    private int complain(@Nullable String reason, int exitCode) {
        errors.println("crownstone2mqtt: " + reason);
        return exitCode;
    }

    private static URI ownBroker(int port, Closer closer) throws IOException {
        // With it Netty uses what Java 25 warns of, on the standard error of a plain "java -jar".
        System.setProperty("io.netty.noUnsafe", "true");
        DemoBroker broker = DemoBroker.start(port);
        closer.add("broker", PATIENCE, broker::close);
        return URI.create("mqtt://127.0.0.1:" + broker.port());
    }

    private static Settings settings(SimulatedCloud cloud, URI broker) {
        return SettingsLoader.load(
                null,
                Map.of(
                        "CROWNSTONE_CLOUD_URL", cloud.apiUrl().toString(),
                        "CROWNSTONE_EVENTS_URL", cloud.eventsUrl().toString(),
                        "CROWNSTONE_EMAIL", DemoHome.EMAIL,
                        "CROWNSTONE_PASSWORD", DemoHome.PASSWORD,
                        "MQTT_URL", broker.toString()));
    }

    /** Once, when there is something to see. */
    private void greet(BridgeState state, URI broker, AtomicBoolean greeted) {
        if (state.announced().isEmpty() || !greeted.compareAndSet(false, true)) {
            return;
        }
        String at = "-h " + broker.getHost() + " -p " + (broker.getPort() < 0 ? 1883 : broker.getPort());
        out.println("""

                A simulated home is on %s. Try, in another terminal:

                  mosquitto_sub %s -t 'crownstone2mqtt/#' -v
                  mosquitto_pub %s -t crownstone2mqtt/home/crownstone/desk-lamp/set -m 50
                  mosquitto_pub %s -t crownstone2mqtt/home/location/kitchen/set -m OFF

                Or let Home Assistant or openHAB use this broker. People and lights move by themselves; Ctrl-C stops.
                """.formatted(broker, at, at, at));
        out.flush();
    }
}
