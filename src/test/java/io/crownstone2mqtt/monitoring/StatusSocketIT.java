package io.crownstone2mqtt.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.monitoring.HealthReport.ConnectionReport;
import io.crownstone2mqtt.monitoring.HealthReport.ConnectionStatus;
import io.crownstone2mqtt.testing.Homes;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class StatusSocketIT {
    private static final Instant NOW = Homes.SUNDAY;
    private static final BridgeIdentity ONE = identity("mqtt://one:1883");
    private static final BridgeIdentity TWO = identity("mqtt://two:1883");

    @TempDir
    private Path folder;

    private final AtomicReference<String> line = new AtomicReference<>("connected");

    /** With default ids: only the broker differs. */
    private static BridgeIdentity identity(String broker) {
        return new BridgeIdentity(URI.create(broker), "crownstone2mqtt", "crownstone2mqtt");
    }

    private SocketPlaces places() {
        return new SocketPlaces(folder, List.of());
    }

    private StatusSocket open(SocketPlaces places, BridgeIdentity identity) {
        return StatusSocket.open(places, identity, Map.of("health", () -> health(identity)), () -> {});
    }

    private ObjectNode health(BridgeIdentity identity) {
        boolean ready = line.get().equals("connected");
        List<ConnectionReport> parts = List.of(new ConnectionReport("broker", ConnectionStatus.WORKING, NOW, null));
        ObjectNode json = new HealthReport(true, ready, line.get(), NOW, parts, List.of()).toJson();
        return json.set("bridge", identity.toJson(NOW, null));
    }

    private HealthAnswer answer(SocketPlaces places, BridgeIdentity identity) {
        return HealthAnswer.of(RunningBridges.find(places, identity));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String says(String status, String broker) {
        return status + " (crownstone2mqtt at mqtt://" + broker + ":1883, since " + NOW + ", process "
                + ProcessHandle.current().pid();
    }

    @Test
    void tellsWhatIsSoAndWhichBridgeItIs() throws IOException {
        try (StatusSocket _ = open(places(), ONE)) {
            assertThat(answer(places(), ONE)).isEqualTo(new HealthAnswer(true, says("connected", "one") + ")"));
            line.set("not connected to the broker");
            assertThat(answer(places(), ONE))
                    .isEqualTo(new HealthAnswer(false, says("not connected to the broker", "one") + ")"));
        }
        assertThat(files(folder)).isEmpty();
        assertThat(answer(places(), ONE).line())
                .startsWith("no bridge with this broker, client id and base topic runs");
    }

    @Test
    void doesNotSpeakForAnotherBridge() {
        try (StatusSocket _ = open(places(), ONE)) {
            HealthAnswer answer = answer(places(), TWO);
            assertThat(answer.healthy()).isFalse();
            assertThat(answer.line()).contains("no bridge ", "others run: crownstone2mqtt at mqtt://one:1883");
        }
    }

    @Test
    void saysThatThereAreSeveral() {
        try (StatusSocket _ = open(places(), ONE);
                StatusSocket _ = open(places(), ONE);
                StatusSocket _ = open(places(), TWO)) {
            assertThat(answer(places(), ONE).line())
                    .isEqualTo(says("connected", "one") + "; the youngest of 2 with this configuration)");
            assertThat(answer(places(), TWO).line()).isEqualTo(says("connected", "two") + ")");
        }
    }

    @Test
    void isForThisUserAlone() throws IOException {
        SocketPlaces shared = new SocketPlaces(null, List.of(folder));
        try (StatusSocket _ = open(shared, ONE)) {
            Path directory = files(folder).getFirst();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
            Path socket = files(directory).getFirst();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThat(answer(shared, ONE).healthy()).isTrue();
        }
    }

    @Test
    void doesNotUseADirectoryThatOthersCanEnter() throws IOException {
        SocketPlaces shared = new SocketPlaces(null, List.of(folder));
        try (StatusSocket _ = open(shared, ONE)) {
            Files.setPosixFilePermissions(files(folder).getFirst(), PosixFilePermissions.fromString("rwxrwxrwx"));
            try (StatusSocket _ = open(shared, TWO)) {
                assertThat(answer(shared, TWO).healthy()).isFalse();
            }
        }
    }

    @Test
    void removesWhatADeadProcessLeft() throws IOException {
        Path dead = folder.resolve(ONE.key() + "-" + Integer.MAX_VALUE + ".sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(dead))
                .close();
        assertThat(dead).exists();

        assertThat(answer(places(), ONE).line()).startsWith("no bridge ");
        assertThat(dead).doesNotExist();
    }

    @Test
    void saysThatABridgeHangs() throws IOException {
        Path socket = folder.resolve(ONE.key() + "-" + ProcessHandle.current().pid() + ".sock");
        try (ServerSocketChannel _ =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket))) {
            assertThat(answer(places(), ONE).line()).startsWith("the bridge does not answer at " + socket);
        }
    }

    @Test
    void goesElsewhereWhereThePathIsTooLong() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("x".repeat(120)));
        SocketPlaces places = new SocketPlaces(deep, List.of(folder));
        try (StatusSocket _ = open(places, ONE)) {
            assertThat(answer(places, ONE).healthy()).isTrue();
        }
    }

    @Test
    void answersWhileOtherClientsSendNothing() throws IOException {
        try (StatusSocket _ = open(places(), ONE)) {
            List<SocketChannel> silent = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                silent.add(SocketChannel.open(
                        UnixDomainSocketAddress.of(files(folder).getFirst())));
            }
            assertThat(answer(places(), ONE).healthy()).isTrue();
            for (SocketChannel each : silent) {
                each.close();
            }
        }
    }
}
