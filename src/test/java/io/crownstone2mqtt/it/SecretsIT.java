package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.TemporaryFolder;
import io.crownstone2mqtt.testing.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The program as its user runs it, with everything logged that can be, in a home with troubles: it keeps its secrets. */
@EnabledIfMosquitto
class SecretsIT {
    private static final String BROKER_PASSWORD = "s3cret of the broker";
    private static final Map<String, String> AT_TRACE = Map.of("CROWNSTONE2MQTT_LOG_LEVEL", "TRACE");

    private final TestHome home = new TestHome();
    private final BridgeSettings settings = new BridgeSettings();
    private final SimulatedCloud cloud = SimulatedCloud.start(home.home);
    private final MosquittoBroker broker =
            MosquittoBroker.with().passwords(Map.of("bridge", BROKER_PASSWORD)).open();
    private final TestClient observer = TestClient.connect(broker.url(), "bridge", BROKER_PASSWORD);
    private final TemporaryFolder folder = TemporaryFolder.create("secrets");
    private final Path configuration = folder.path().resolve("my.conf");

    @BeforeEach
    void configure() throws IOException {
        settings.set("mqtt.username", "bridge");
        settings.set("mqtt.password", "\"" + BROKER_PASSWORD + "\"");
        Files.writeString(configuration, settings.text(cloud, broker.url()));
    }

    @AfterEach
    void close() {
        observer.close();
        broker.close();
        cloud.close();
        folder.close();
    }

    private void assertKept(PackagedBridge bridge) throws IOException {
        Set<String> secrets = new HashSet<>(cloud.secrets());
        secrets.addAll(Set.of(TestHome.PASSWORD, BROKER_PASSWORD));
        StringBuilder all = new StringBuilder(bridge.out() + bridge.err() + bridge.commandLine());
        observer.received()
                .forEach(each -> all.append(each.topic())
                        .append(' ')
                        .append(each.payload())
                        .append('\n'));
        String said = all.toString().toLowerCase(Locale.ROOT);
        assertThat(secrets)
                .hasSizeGreaterThan(10)
                .noneSatisfy(secret -> assertThat(said).contains(secret.toLowerCase(Locale.ROOT)));
        assertThat(Files.readString(configuration)).isEqualTo(settings.text(cloud, broker.url()));
    }

    private void awaitReceived(String leaf, String payload) {
        String topic = settings.base() + "/" + leaf;
        await(topic)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(observer.payloads(topic)).endsWith(payload));
    }

    @Test
    void theDaemonInTrouble() throws IOException {
        // A cloud that repeats in its answer what it was told.
        String echo = String.join(" ", cloud.secrets());
        cloud.faults()
                .failNext(
                        "/login",
                        Failure.answer(500, "application/json", "{\"error\":{\"message\":\"" + echo + "\"}}"));
        try (PackagedBridge bridge = PackagedBridge.start(AT_TRACE, "run", "--config", configuration.toString())) {
            awaitReceived("home/crownstone/desk-lamp/switch", "ON");
            awaitReceived("bridge/account/1/events", "online");
            cloud.faults().stream().line("data:{\"type\":\"" + echo + "\"}");
            await().atMost(PATIENCE).until(() -> bridge.out().contains("something of no use"));
            cloud.faults().expireTokens();
            observer.publish(settings.base() + "/home/crownstone/desk-lamp/set", "OFF");
            awaitReceived("home/crownstone/desk-lamp/switch", "OFF");
            home.ada.changePassword("another");
            cloud.faults().expireTokens();
            home.lamp.reportState(50); // the event server looks at the token when there is something to tell
            await().atMost(PATIENCE).until(() -> bridge.out().contains("does not accept this e-mail address"));
            assertKept(bridge);
            bridge.terminate().exitCode();
            assertKept(bridge);
            assertThat(bridge.out()).contains("DEBUG");
        }
    }

    @Test
    void theCommandsThatLookAtEverything() throws IOException {
        for (String command : new String[] {"check", "plan", "list"}) {
            try (PackagedBridge once = PackagedBridge.start(AT_TRACE, command, "--config", configuration.toString())) {
                assertThat(once.exitCode()).as(once.out() + once.err()).isZero();
                assertKept(once);
            }
        }
    }
}
