package io.crownstone2mqtt.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.simulator.SimulatedSphere;
import io.crownstone2mqtt.testing.DiscoveryValidator;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** A simulated cloud, the bridge, a broker and a real Home Assistant. */
final class Household implements AutoCloseable {
    /** A lamp that no test touches. */
    private static final String PROBE = "light.night_light";
    /** Readings of the meters come after all else. */
    private static final String METER = "sensor.fridge_energy";

    final SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(2, 10));
    final MosquittoBroker broker = MosquittoBroker.open();
    final TestClient client = TestClient.connect(broker.url());
    final HomeAssistant homeAssistant;

    private final Path folder;
    private final SimulatedCrownstone probe;
    private BridgeProcess bridge;

    /** @param settings lines of HOCON below {@code crownstone2mqtt} */
    Household(String settings) {
        try {
            folder = Files.createDirectories(
                    Path.of("target", "home-assistant", UUID.randomUUID().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        probe = home().addCrownstone(CrownstoneSpec.dimmer("Night light").state(10));
        homeAssistant = HomeAssistant.start(
                System.getProperty("home-assistant.version", "2026.11.0"),
                folder.resolve("config"),
                broker.url().getPort());
        bridge = launch(settings);
        try {
            homeAssistant.awaitState(PROBE, "on");
            homeAssistant.awaitNumber(METER);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    SimulatedSphere home() {
        return cloud.home().sphere("Home");
    }

    SimulatedCrownstone crownstone(String name) {
        return home().crownstone(name);
    }

    private BridgeProcess launch(String settings) {
        return launch("bridge", settings);
    }

    /** A bridge more; its settings say how it differs from the first, at least in client id and base topic. */
    BridgeProcess launch(String name, String settings) {
        try {
            Path configuration = Files.writeString(folder.resolve(name + ".conf"), """
                    crownstone2mqtt {
                      cloud { url = "%s", events-url = "%s", energy.url = "%s", offline-grace = 1s }
                      cloud.accounts = [ { email = "%s", password = "%s" } ]
                      mqtt.url = "%s"
                      %s
                    }
                    """.formatted(
                            cloud.apiUrl(),
                            cloud.eventsUrl(),
                            cloud.apiV2Url(),
                            DemoHome.EMAIL,
                            DemoHome.PASSWORD,
                            broker.url(),
                            settings));
            return BridgeProcess.start(configuration, folder.resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stopBridge() {
        bridge.close();
    }

    void killBridge() {
        bridge.kill();
    }

    void startBridge(String settings) {
        bridge = launch(settings);
    }

    String bridgeLog() {
        try {
            return Files.readString(folder.resolve("bridge.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until Home Assistant has heard everything that was published before, and the broker holds no half step. */
    void settle() {
        DiscoveryValidator validator = DiscoveryValidator.withPrefix("homeassistant");
        HomeAssistant.await()
                .alias("nothing but what should stay is on the broker")
                .untilAsserted(
                        () -> assertThat(validator.problemsOf(retained())).isEmpty());
        boolean full = probe.state().orElse(0) == 100;
        probe.reportState(full ? 20 : 100);
        homeAssistant.awaitAttribute(PROBE, "brightness", full ? "51" : "255");
    }

    Map<String, String> retained() {
        return TestClient.retained(broker.url());
    }

    void complainsOfNothing() {
        settle();
        assertThat(homeAssistant.complaints()).isEmpty();
    }

    @Override
    public void close() {
        try (cloud;
                broker;
                client;
                homeAssistant) {
            bridge.close();
        }
    }
}
