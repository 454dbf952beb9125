package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** As in the image: a user who is not root, and no service manager that makes a directory. Only root can become another user. */
@EnabledIfMosquitto
@EnabledIf("canBecomeAnother")
class OtherUserIT {
    private static final Path BECOME = Path.of("/usr/bin/setpriv");

    @TempDir
    private Path folder;

    private final SimulatedCloud cloud = SimulatedCloud.start(new TestHome().home);
    private final MosquittoBroker broker = MosquittoBroker.open();

    static boolean canBecomeAnother() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(BECOME);
    }

    @BeforeEach
    void letOthersIn() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.copy(Path.of(System.getProperty("crownstone2mqtt.jar")), folder.resolve("crownstone2mqtt.jar"));
    }

    @AfterEach
    void close() {
        broker.close();
        cloud.close();
    }

    private Process start(int user, String command) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(Stream.of(
                        List.of(BECOME.toString(), "--reuid=" + user, "--regid=" + user, "--clear-groups"),
                        List.of(java, "-Djava.io.tmpdir=" + folder, "-jar", folder + "/crownstone2mqtt.jar", command))
                .flatMap(List::stream)
                .toList());
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve(user + "-" + command).toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "CROWNSTONE_CLOUD_URL", cloud.apiUrl().toString(),
                        "CROWNSTONE_EVENTS_URL", cloud.eventsUrl().toString(),
                        "CROWNSTONE_EMAIL", TestHome.ADA,
                        "CROWNSTONE_PASSWORD", TestHome.PASSWORD,
                        "MQTT_URL", broker.url().toString()));
        return builder.start();
    }

    /** What it says. */
    private String health(int user, int exitCode) throws IOException, InterruptedException {
        Process health = start(user, "health");
        assertThat(health.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(folder.resolve(user + "-health"));
        assertThat(health.exitValue()).as(said).isEqualTo(exitCode);
        return said;
    }

    @Test
    void theUserOfABridgeCanAskItAndNobodyElseButRoot() throws IOException, InterruptedException {
        Process bridge = start(65_533, "run");
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(health(65_533, 0)).startsWith("connected; "));
            assertThat(health(0, 0)).startsWith("connected; ");
            assertThat(health(65_532, 1)).contains("or it is another user's");
            assertThat(Files.readString(folder.resolve("65533-run"))).doesNotContain("no socket");
        } finally {
            bridge.destroy();
            assertThat(bridge.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
