package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.daemon.Daemon;
import io.crownstone2mqtt.net.Endpoint;
import io.crownstone2mqtt.runtime.Closer;
import io.crownstone2mqtt.runtime.Faults;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The command {@code demo}: the daemon itself, with a simulated cloud and, unless one is named, a broker of its own. */
final class Demo {
    private static final Duration LIFE = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PAGE_PORT = 8099;

    private final PrintWriter out;
    private final PrintWriter errors;
    private final Faults faults;

    Demo(PrintWriter out, PrintWriter errors, Faults faults) {
        this.faults = faults;
        this.out = out;
        this.errors = errors;
    }

    /** Blocks until the demo has stopped; returns an {@link ExitCode}. */
    int run(DemoOptions options) {
        Stop stop = Stop.of(faults.fatal());
        return stop.end(() -> run(options, stop.requested()));
    }

    private int run(DemoOptions options, CompletableFuture<Integer> stop) {
        try (Closer closer = new Closer()) {
            URI broker = options.mqttUrl() != null ? options.mqttUrl() : ownBroker(options.port(), closer);
            SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(options.spheres(), options.crownstones()));
            closer.add("simulated cloud", PATIENCE, cloud::close);
            cloud.live(LIFE);
            Settings settings = settings(cloud, broker);
            AtomicBoolean greeted = new AtomicBoolean();
            OptionalInt exitCode = OptionalInt.empty();
            while (exitCode.isEmpty()) {
                exitCode = run(settings, greeted, stop);
            }
            return exitCode.getAsInt();
        } catch (IOException e) {
            return complain(e.getMessage(), ExitCode.FAILED);
        }
    }

    /** Empty if it is to restart. */
    private OptionalInt run(Settings settings, AtomicBoolean greeted, CompletableFuture<Integer> stop) {
        CompletableFuture<URI> page = new CompletableFuture<>();
        try (Daemon daemon = Daemon.start(settings, state -> greet(state, settings, page, greeted))) {
            daemon.statusPage().ifPresent(page::complete);
            CompletableFuture.anyOf(stop, daemon.gaveUp(), daemon.restartAsked(), faults.fatal())
                    .join();
            faults.rethrow();
            if (stop.isDone()) {
                return OptionalInt.of(ExitCode.SUCCESS);
            }
            if (daemon.restartAsked().isDone()) {
                daemon.acceptRestart();
                return OptionalInt.empty();
            }
            return OptionalInt.of(complain(daemon.gaveUp().join(), ExitCode.REJECTED));
        }
    }

    private int complain(@Nullable String reason, int exitCode) {
        errors.println("crownstone2mqtt: " + reason);
        return exitCode;
    }

    private static URI ownBroker(int port, Closer closer) throws IOException {
        requireBroker();
        DemoBroker broker = DemoBroker.start(port);
        closer.add("broker", PATIENCE, broker::close);
        return URI.create("mqtt://127.0.0.1:" + broker.port());
    }

    private static void requireBroker() throws IOException {
        try {
            Class.forName("org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ");
        } catch (ClassNotFoundException e) {
            throw new IOException(
                    "the demo has no broker of its own here, as it has when it runs from the sources: name yours, such as"
                            + " --mqtt-url mqtt://localhost:1883",
                    e);
        }
    }

    private static Settings settings(SimulatedCloud cloud, URI broker) {
        Settings loaded = SettingsLoader.load(
                null,
                Map.of(
                        "CROWNSTONE_CLOUD_URL", cloud.apiUrl().toString(),
                        "CROWNSTONE_EVENTS_URL", cloud.eventsUrl().toString(),
                        "CROWNSTONE_ENERGY_URL", cloud.apiV2Url().toString(),
                        "CROWNSTONE_EMAIL", DemoHome.EMAIL,
                        "CROWNSTONE_PASSWORD", DemoHome.PASSWORD,
                        "MQTT_URL", broker.toString()));
        Settings.Http page = new Settings.Http(true, LOOPBACK, pagePort(), null, null, List.of(), true);
        return new Settings(
                loaded.cloud(), loaded.command(), loaded.mqtt(), loaded.homeAssistant(), loaded.presence(), page);
    }

    /** The usual one, or any if that is taken: of a demo several may run. */
    private static int pagePort() {
        try (ServerSocket _ = new ServerSocket(PAGE_PORT, 1, InetAddress.getLoopbackAddress())) {
            return PAGE_PORT;
        } catch (IOException _) {
            return 0;
        }
    }

    private void say(String greeting) {
        out.println(greeting);
        out.flush();
    }

    /** Once, when there is something to see. */
    private void greet(BridgeState state, Settings settings, CompletableFuture<URI> page, AtomicBoolean greeted) {
        if (!page.isDone() || state.announced().isEmpty() || !greeted.compareAndSet(false, true)) {
            return;
        }
        URI broker = settings.mqtt().url();
        Endpoint endpoint = Endpoint.of(broker, 1883);
        String at = "-h " + endpoint.lookupName() + " -p " + endpoint.port();
        String greeting = """

                A simulated home is on %s. Try, in another terminal:

                  mosquitto_sub %s -t 'crownstone2mqtt/#' -v
                  mosquitto_pub %s -t crownstone2mqtt/home/crownstone/desk-lamp/set -m 50
                  mosquitto_pub %s -t crownstone2mqtt/home/location/kitchen/set -m OFF
                  mosquitto_pub %s -t crownstone2mqtt/home/scene/bedtime/set -m ON

                or look at %s and switch there. Or let Home Assistant or openHAB use this broker.
                People and lights move by themselves; Ctrl-C stops.
                """.formatted(broker, at, at, at, at, page.join());
        // Not on the bridge's own thread: nobody may be reading.
        var _ = CompletableFuture.runAsync(() -> say(greeting));
    }
}
