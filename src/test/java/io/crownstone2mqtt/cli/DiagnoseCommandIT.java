package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cli.TerminalFixture.Result;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.daemon.Daemon;
import io.crownstone2mqtt.daemon.LocalBridges;
import io.crownstone2mqtt.diagnostics.DiagnosticsRecord;
import io.crownstone2mqtt.diagnostics.LogTail;
import io.crownstone2mqtt.monitoring.StatusSocket;
import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.simulator.SimulatedHome;
import io.crownstone2mqtt.simulator.SimulatedHub;
import io.crownstone2mqtt.simulator.SimulatedLocation;
import io.crownstone2mqtt.simulator.SimulatedScene;
import io.crownstone2mqtt.simulator.SimulatedSphere;
import io.crownstone2mqtt.simulator.SphereRole;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import io.crownstone2mqtt.testing.Relay;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code diagnose} in a home whose names are ordinary words, parts of each other, or hostile. */
@ExtendWith(HiveMqExtension.class)
class DiagnoseCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HTTP_PASSWORD = "Zuckerwatte-77";
    private static final String HOSTILE = "Gruselkram\"},{\"x\":\"${y}</script>/+#";
    /** What no word of the program is like: nowhere in a bundle, in whatever form. */
    private static final List<String> NAMES =
            List.of(("Villa Zwiebel,Studierzimmer,oben,Leselampe,Leuchtkäfer,Leuchtkafer,Gruselkram,"
                            + "Adelheid,Knorrbach,Balthasar,Umbenannt,verborgener-broker,kellergeist,Dämmerstunde,Dammerstunde,Dachkasten")
                    .split(",", -1));

    @TempDir
    private Path folder;

    private final SimulatedHome home = new SimulatedHome();
    private final SimulatedSphere villa = home.addSphere("Villa Zwiebel")
            .member(home.addAccount(DemoHome.EMAIL, DemoHome.PASSWORD, "Adelheid", "Knorrbach"), SphereRole.ADMIN)
            .member(home.addAccount("b@example.com", "x", "Balthasar", "On"), SphereRole.MEMBER);
    private final SimulatedLocation study = villa.addLocation("Studierzimmer");
    private final SimulatedLocation upstairs = villa.addLocation("Studierzimmer oben");
    private final SimulatedCrownstone lamp =
            villa.addCrownstone(CrownstoneSpec.dimmer("Leselampe").in(study).state(40));
    private final SimulatedScene scene = villa.addScene("Dämmerstunde", Map.of(lamp, 20));
    private final SimulatedHub hub = villa.addHub("Dachkasten", "192.168.7.5").in(upstairs);
    private final TerminalFixture terminal = new TerminalFixture(home);
    private final String base = "diagnose-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void furnish() {
        villa.addCrownstone(CrownstoneSpec.plug("Leselampe links").in(upstairs).state(100));
        villa.addCrownstone(CrownstoneSpec.plug("Leuchtkäfer & Co.").in(study).state(0));
        villa.addCrownstone(CrownstoneSpec.plug("on").state(100));
        villa.addCrownstone(CrownstoneSpec.plug("state").state(100));
        villa.addCrownstone(CrownstoneSpec.plug(HOSTILE).state(100));
        terminal.runtimeDirectory = folder;
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    private Settings configure(String more) throws IOException {
        Path file = Files.writeString(folder.resolve("my.conf"), """
                crownstone2mqtt.mqtt { base-topic = %s, client-id = %s, username = kellergeist, password = Rumpelstilz }
                crownstone2mqtt.home-assistant { discovery-prefix = %s-ha, status-topic = %s-ha/status }
                crownstone2mqtt.cloud.spheres.include = [ "Villa Zwiebel" ]
                %s
                """.formatted(base, base, base, base, more));
        return SettingsLoader.load(file, terminal.file(file).environment);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Map<String, String> diagnose() throws IOException {
        Path zip = folder.resolve("bundle.zip");
        Result result = terminal.run("diagnose", "--output", zip.toString());

        assertThat(result)
                .isEqualTo(new Result(
                        ExitCode.SUCCESS, "wrote " + zip + ": look into it before you send it to anybody\n", ""));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)))
                .isEqualTo("rw-------");
        Map<String, String> texts = new TreeMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (var entry : file.stream().toList()) {
                texts.put(
                        entry.getName(), new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertKept(texts);
        return texts;
    }

    private void assertKept(Map<String, String> texts) {
        Set<String> secrets = new HashSet<>(terminal.cloud.secrets());
        secrets.addAll(List.of(DemoHome.EMAIL, "b@example.com", DemoHome.PASSWORD, HTTP_PASSWORD, "Rumpelstilz"));
        secrets.removeIf(secret -> secret.length() < 3);
        secrets.addAll(NAMES);
        Stream.of(
                        home.spheres().stream().map(SimulatedSphere::id),
                        home.users().stream().map(each -> each.id()))
                .flatMap(each -> each)
                .forEach(secrets::add);
        villa.crownstones().forEach(each -> secrets.add(each.id()));
        villa.locations().forEach(each -> secrets.add(each.id()));
        secrets.addAll(List.of(scene.id(), hub.id(), "192.168.7.5"));
        texts.forEach((name, text) -> {
            String all = (name + text).toLowerCase(Locale.ROOT);
            assertThat(secrets)
                    .as(name)
                    .hasSizeGreaterThan(20)
                    .noneSatisfy(secret -> assertThat(all).contains(secret.toLowerCase(Locale.ROOT)));
        });
    }

    private static String of(Map<String, String> texts, String name) {
        return Objects.requireNonNull(texts.get(name), name);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    /** By topic. */
    private static Map<String, String> retained(Map<String, String> bundle) {
        return of(bundle, "retained.txt")
                .lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private void dimTheLamp(Daemon daemon, LogTail log) {
        Awaitility.await().atMost(PATIENCE).until(() -> daemon.health().ready());
        lamp.reportState(55);
        awaitLog(log, "Leselampe -> 55 %");
    }

    private static void awaitLog(LogTail log, String text) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(String.join("\n", log.lines())).contains(text));
    }

    @Test
    void tellsEverythingOfARunningBridgeButItsNames(HiveMqBroker broker) throws IOException {
        terminal.broker(broker.url());
        int port = freePort();
        Settings settings = configure("crownstone2mqtt.http { enabled = true, port = %d, username = me, password = %s }"
                .formatted(port, HTTP_PASSWORD));
        try (LogTail log = LogTail.listen();
                Daemon daemon = Daemon.start(settings, _ -> {});
                StatusSocket _ = listen(daemon, log)) {
            dimTheLamp(daemon, log);
            Map<String, String> bundle = awaitBundle("-> 55 %");

            assertThat(bundle)
                    .containsOnlyKeys(("about.txt configuration.json health.json log.txt metrics.txt"
                                    + " retained.txt status.json versions.json")
                            .split(" ", -1));
            assertThat(bundle.get("about.txt")).doesNotContain("MISSING").contains("spheres that the accounts see: 1");
            assertThat(json(of(bundle, "health.json")).path("ready").asBoolean())
                    .isTrue();
            assertThat(json(of(bundle, "health.json")).path("parts")).hasSize(3);
            assertThat(bundle.get("metrics.txt")).contains("crownstone2mqtt_inbox_depth");
            JsonNode configuration = json(of(bundle, "configuration.json"));
            assertThat(configuration.at("/mqtt/base-topic").asString()).isEqualTo(base);
            assertThat(configuration.at("/mqtt/password").asString()).isEqualTo("***");
            assertThat(configuration.at("/cloud/spheres/include/0").asString()).isEqualTo("sphere-1");
            assertThat(configuration.at("/cloud/resync-interval").asString()).isEqualTo("PT15M");

            Map<String, String> retained = retained(bundle);
            String attributes = base + "/sphere-1/crownstone/%s/attributes";
            String dimmer = retained.values().stream()
                    .filter(payload -> payload.contains("\"dimming\":true"))
                    .map(payload -> json(payload).path("name").asString())
                    .findFirst()
                    .orElseThrow();
            assertThat(dimmer).matches("crownstone-\\d+");
            JsonNode described = json(of(retained, attributes.formatted(dimmer)));
            assertThat(described.path("id").asString()).isEqualTo(dimmer);
            assertThat(described.path("location").asString()).matches("location-\\d");
            assertThat(retained.get(base + "/sphere-1/crownstone/" + dimmer + "/state"))
                    .startsWith("{\"state\":\"ON\",\"brightness\":55,");
            assertThat(retained.get(base + "/sphere-1/crownstone/" + dimmer + "/switch"))
                    .isEqualTo("ON");
            assertThat(retained).containsKey(base + "-ha/light/crownstone_" + dimmer + "/light/config");
            assertThat(bundle.get("status.json")).contains("\"" + dimmer + "\"");
            assertThat(bundle.get("log.txt")).contains(dimmer + " -> 55 % (event)");
            assertThat(retained.keySet())
                    .allMatch(
                            topic -> topic.matches(
                                    base + "(-ha/[a-z_]+/crownstone[a-z0-9_-]+/[a-z_0-9-]+/config"
                                            + "|/bridge/[a-z0-9/-]+"
                                            + "|/sphere-1/(availability|presence|presence/attributes|switching)"
                                            + "|/sphere-1/(crownstone/crownstone|location/location|user/user|scene/scene|hub/hub)-\\d/[a-z/]+)"));
            assertThat(json(of(retained, base + "/sphere-1/scene/scene-1/attributes"))
                            .path("levels")
                            .path(dimmer)
                            .asInt())
                    .isEqualTo(20);
            assertThat(retained).containsKey(base + "/sphere-1/hub/hub-1/connectivity");
            assertThat(bundle.get("status.json")).contains("\"scene-1\"", "\"hub-1\"");
        }
    }

    private Map<String, String> awaitBundle(String logged) {
        AtomicReference<Map<String, String>> bundle = new AtomicReference<>(Map.of());
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            bundle.set(diagnose());
            assertThat(bundle.get().get("log.txt")).contains(logged);
        });
        return bundle.get();
    }

    @Test
    void knowsTheNamesInTheLogWhenNeitherCloudNorBrokerAnswers(HiveMqBroker broker) throws IOException {
        try (Relay relay = new Relay(broker.url())) {
            terminal.broker(relay.url());
            knowsTheNames(relay);
        }
    }

    private void knowsTheNames(Relay relay) throws IOException {
        Settings settings = configure("");
        try (LogTail log = LogTail.listen();
                Daemon daemon = Daemon.start(settings, _ -> {});
                StatusSocket _ = listen(daemon, log)) {
            dimTheLamp(daemon, log);
            lamp.rename("Umbenannt");
            terminal.cloud.faults().failAll("", Failure.unavailable());
            relay.pointTo(URI.create("mqtt://127.0.0.1:1"));
            relay.cut();

            Map<String, String> bundle = awaitBundle("-> 55 %");

            assertThat(bundle.get("log.txt")).containsPattern("crownstone-\\d -> 55 % \\(event\\)");
            assertThat(bundle)
                    .containsOnlyKeys("about.txt", "configuration.json", "health.json", "log.txt", "versions.json");
            assertThat(bundle.get("about.txt"))
                    .containsPattern("metrics.txt +MISSING: http.enabled is false")
                    .containsPattern("retained.txt +MISSING: ")
                    .containsPattern("the cloud now +spheres that the accounts see: 0; account 1: ");
        }
    }

    @Test
    void saysWhatCannotBeHadWhereNothingRuns() throws IOException {
        terminal.cloud.faults().failAll("", Failure.unavailable());
        configure("crownstone2mqtt.mqtt.url = \"mqtt://verborgener-broker:1883\"");

        Map<String, String> bundle = diagnose();

        assertThat(bundle).containsOnlyKeys("about.txt", "configuration.json", "versions.json");
        assertThat(bundle.get("about.txt"))
                .containsPattern("health.json +MISSING: no bridge with this broker, client id")
                .containsPattern("log.txt +MISSING: no bridge with this broker, client id")
                .containsPattern("retained.txt +MISSING: ");
        assertThat(bundle.get("configuration.json")).contains("mqtt://broker-host:1883");
    }

    @Test
    void saysWhatToDoWhereTheFileCannotBeWritten() throws IOException {
        configure("crownstone2mqtt.mqtt.url = \"mqtt://127.0.0.1:1\"");

        Result result = terminal.run(
                "diagnose", "--output", folder.resolve("missing/a.zip").toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("cannot be written", "--output").hasLineCount(1);
    }

    private StatusSocket listen(Daemon daemon, LogTail log) {
        return daemon.listen(
                LocalBridges.places(new ServiceEnvironment(null, null, folder)), new DiagnosticsRecord(log::lines));
    }
}
