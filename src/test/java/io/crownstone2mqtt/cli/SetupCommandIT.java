package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.daemon.Daemon;
import io.crownstone2mqtt.daemon.LocalBridges;
import io.crownstone2mqtt.diagnostics.DiagnosticsRecord;
import io.crownstone2mqtt.monitoring.StatusSocket;
import io.crownstone2mqtt.runtime.Faults;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.TestCertificates;
import io.crownstone2mqtt.testing.TestProxy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfMosquitto
class SetupCommandIT {
    private static final String SECRET = "sec\"ret ${x} $y \\ \\n # ü";
    private static final String NOBODY = "mqtt://127.0.0.1:1";

    private final TerminalFixture terminal = new TerminalFixture(DemoHome.create(2, 5));
    private final MosquittoBroker broker =
            MosquittoBroker.with().passwords(Map.of("bridge", SECRET)).open();

    /** Of the person at the terminal; {@code terminal.environment} is that of a script. */
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "CROWNSTONE_CLOUD_URL", terminal.cloud.apiUrl().toString(),
            "CROWNSTONE_EVENTS_URL", terminal.cloud.eventsUrl().toString()));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        terminal.close();
        broker.close();
    }

    private Path file() {
        return folder.resolve("application.conf");
    }

    private Path old() {
        return folder.resolve("application.conf.old");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** What stands in the file alone. */
    private Settings written() {
        return SettingsLoader.load(file(), Map.of());
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            return left.toList();
        }
    }

    private int code;
    private String said = "";
    private Runnable meanwhile = () -> {};

    /** Types those lines, one for each question; then the terminal ends. */
    private void type(String... lines) {
        type(file(), lines);
    }

    private void type(Path to, String... lines) {
        Queue<String> typed = new ArrayDeque<>(List.of(lines));
        StringWriter out = new StringWriter();
        run(to, out, new Prompt() {
            @Override
            public @Nullable String ask(String question) {
                out.append(question).append('\n');
                if (typed.size() == 1) {
                    meanwhile.run();
                }
                return typed.poll();
            }
        });
    }

    private void run(Path to, StringWriter out, Prompt prompt) {
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(out, true), false);
        CommandContext context = new CommandContext(
                new GivenConfiguration(null, environment),
                console,
                prompt,
                new ServiceEnvironment(null, null, folder),
                new Faults());
        code = new Program(new CommandFactory(context), console).run("setup", "--config", to.toString());
        said = out.toString();
    }

    /** The answers of somebody whose every answer is right. */
    private void typeWell() {
        type(DemoHome.EMAIL, DemoHome.PASSWORD, "", broker.url().toString(), "bridge", SECRET);
    }

    @Test
    void asksTriesAndWrites() throws IOException {
        type(
                DemoHome.EMAIL,
                "wrong",
                "y",
                "", // the e-mail address once more
                DemoHome.PASSWORD,
                "7",
                "1,",
                "1, 1",
                broker.url().toString(),
                "bridge",
                SECRET);

        assertThat(said)
                .contains("does not accept", "Answer again?", "give numbers from 1 to 2", "crownstone2mqtt run");
        assertThat(code).isZero();
        assertThat(said).doesNotContain("sec\"ret");
        assertThat(mode(file())).isEqualTo("rw-------");
        assertThat(written().cloud().spheres().include()).hasSize(1);
        assertThat(written().mqtt().username()).isEqualTo("bridge");
        assertThat(Objects.requireNonNull(written().mqtt().password()).reveal()).isEqualTo(SECRET);
        assertThat(written().cloud().accounts()).hasSize(1);
        assertThat(left()).containsExactly(file());
        assertThat(terminal.run("check", "--config", file().toString()).exitCode())
                .isZero();
    }

    @Test
    void takesWhatIsCopiedAndShortened() {
        type(
                "\u00A0" + DemoHome.EMAIL + "\u200B \t",
                DemoHome.PASSWORD,
                "all",
                " " + broker.url().toString().replace("mqtt://", "") + " ",
                " bridge ",
                SECRET);

        assertThat(code).as(said).isZero();
        assertThat(written().cloud().accounts().getFirst().email()).isEqualTo(DemoHome.EMAIL);
        assertThat(written().mqtt().url()).isEqualTo(broker.url());
        assertThat(written().cloud().spheres().include()).isEmpty();
    }

    @Test
    void showsNoPasswordThatWasTypedIntoTheUrl() {
        String url = broker.url().toString();
        type(
                DemoHome.EMAIL,
                DemoHome.PASSWORD,
                "",
                url.replace("//", "//bridge:hidden@"),
                "",
                "y",
                url,
                "bridge",
                SECRET);

        assertThat(code).as(said).isZero();
        assertThat(said).contains("holds a user name").doesNotContain("hidden");
    }

    @Test
    void asksAgainWithTheAnswersBefore() {
        type(DemoHome.EMAIL, DemoHome.PASSWORD, "", broker.url().toString(), "bridge", "wrong", "", "", "", SECRET);

        assertThat(code).as(said).isZero();
        assertThat(said)
                .contains("MQTT broker [" + broker.url() + "]: ", "User name at the broker [bridge; -: none]: ");
    }

    @Test
    void whatIsTypedIsTriedAndWrittenWhateverTheEnvironmentSays() {
        environment.putAll(Map.of(
                "CROWNSTONE_EMAIL", "another@example.org",
                "CROWNSTONE_PASSWORD", "another",
                "MQTT_URL", NOBODY,
                "MQTT_USERNAME", "another",
                "MQTT_PASSWORD", "another"));
        typeWell();

        assertThat(said)
                .doesNotContain("Answer again?")
                .contains("CROWNSTONE_EMAIL, CROWNSTONE_PASSWORD, MQTT_URL, MQTT_USERNAME, MQTT_PASSWORD of this"
                        + " environment would win over the file");
        assertThat(written().cloud().accounts().getFirst().email()).isEqualTo(DemoHome.EMAIL);
        assertThat(written().mqtt().url()).isEqualTo(broker.url());
        // As check would end, which reads these variables.
        assertThat(code).isEqualTo(ExitCode.REJECTED);
        assertThat(said)
                .contains("is written, but does not work as it is read now")
                .doesNotContain("Next: ");
    }

    @Test
    void saysNothingOfVariablesThatSayTheSame() {
        environment.putAll(Map.of(
                "CROWNSTONE_EMAIL", DemoHome.EMAIL, "MQTT_URL", broker.url().toString(), "MQTT_USERNAME", "bridge"));
        type("", DemoHome.PASSWORD, "", "", "", SECRET);

        assertThat(code).as(said).isZero();
        assertThat(said).doesNotContain("win over").contains("holds the tested settings", "Next: ");
    }

    @Test
    void endsWithoutAFileWhereTheInputEnds() throws IOException {
        type(DemoHome.EMAIL, "wrong");
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(said).contains("crownstone2mqtt: the input ended: nothing was written");

        type(DemoHome.EMAIL, "wrong", "n");
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(said).contains("crownstone2mqtt: nothing was written");
        assertThat(left()).isEmpty();
    }

    @Test
    void wantsATerminalOrTheEnvironment() throws IOException {
        StringWriter out = new StringWriter();
        run(file(), out, new Prompt() {
            @Override
            public boolean isAnswered() {
                return false;
            }

            @Override
            public @Nullable String ask(String question) {
                return null;
            }
        });

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).contains("run it in a terminal").contains("--from-environment");
        assertThat(left()).isEmpty();
    }

    @Test
    void saysBeforeItAsksWhereItCannotWrite() {
        type(folder.resolve("missing/application.conf"), DemoHome.EMAIL);
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(said).contains("its directory does not exist: make it").doesNotContain("E-mail");

        type(folder.resolve("my.json"), DemoHome.EMAIL);
        assertThat(said).contains("is read as JSON for its name").doesNotContain("E-mail");

        type(folder, DemoHome.EMAIL);
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(said).contains("is a directory").doesNotContain("E-mail");
    }

    @Test
    void doesNotWriteOverAFileWithoutAsking() throws IOException {
        Files.writeString(file(), "mine");
        type("n");
        assertThat(code).isEqualTo(ExitCode.FAILED);
        type("");
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(Files.readString(file())).isEqualTo("mine");
        assertThat(script("setup", "--from-environment", "--config", file().toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(Files.readString(file())).isEqualTo("mine");
        assertThat(left()).containsExactly(file());
    }

    @Test
    void writesOverAFileWithSettingsOnlyIfItMayAndKeepsIt() throws IOException {
        String settings = "crownstone2mqtt { http.enabled = true }";
        Files.writeString(file(), settings);
        assertThat(script("setup", "--from-environment", "--config", file().toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(Files.readString(file())).isEqualTo(settings);

        assertThat(script("setup", "--from-environment", "--force", "--config", file().toString()))
                .isZero();
        assertThat(written().mqtt().username()).isEqualTo("bridge");
        assertThat(Files.readString(old())).isEqualTo(settings);
        assertThat(mode(old())).isEqualTo("rw-------");
    }

    /** As a package installs it: setup is what its user is told to run first. */
    @Test
    void writesOverTheSampleWithoutAsking() throws IOException {
        Files.copy(Path.of("application.conf"), file());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        typeWell();

        assertThat(code).as(said).isZero();
        assertThat(said).doesNotContain("is there already").contains("What was there is kept: " + old());
        assertThat(written().mqtt().username()).isEqualTo("bridge");
        assertThat(old()).hasSameTextualContentAs(Path.of("application.conf"));
        // The group is that of the service.
        assertThat(mode(file())).isEqualTo("rw-r-----");
    }

    @Test
    void takesAFileFromTheEyesOfOthers() throws IOException {
        Files.createFile(file());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        typeWell();

        assertThat(code).as(said).isZero();
        assertThat(mode(file())).isEqualTo("rw-------");
        assertThat(left()).containsExactly(file());
    }

    @Test
    void writesToWhatALinkLeadsTo() throws IOException {
        Path real = Files.createFile(
                Files.createDirectory(folder.resolve("elsewhere")).resolve("real.conf"));
        Files.createSymbolicLink(file(), real);
        typeWell();

        assertThat(code).as(said).isZero();
        assertThat(file()).isSymbolicLink();
        assertThat(SettingsLoader.load(real, Map.of()).mqtt().username()).isEqualTo("bridge");
    }

    @Test
    void leavesAFileThatSomebodyElseWritesMeanwhile() throws IOException {
        meanwhile = () -> {
            try {
                Files.writeString(file(), "# theirs");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        typeWell();

        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(said).contains("has been changed by somebody else: nothing was written");
        assertThat(Files.readString(file())).isEqualTo("# theirs");
    }

    @Test
    void asksForTheAuthorityOfAnEncryptedBroker() {
        TestCertificates certificates = new TestCertificates(folder);
        try (MosquittoBroker encrypted =
                MosquittoBroker.with().tls(certificates.server()).open()) {
            String url = encrypted.url().toString();
            String authority = certificates.authority().toString();
            type(DemoHome.EMAIL, DemoHome.PASSWORD, "", url, "", "", "y", "", authority, "");
        }

        assertThat(code).as(said).isZero();
        assertThat(said).contains("certificate authority [a public one]: ", "FAIL  broker");
        assertThat(written().mqtt().tls().caFile()).isEqualTo(certificates.authority());
        assertThat(written().mqtt().username()).isNull();
    }

    @Test
    void knowsWhichAuthorityAServiceCannotRead() throws IOException {
        assertThat(SetupCommand.isHidden(Files.createFile(folder.resolve("ca.pem"))))
                .isTrue(); // below /tmp
        assertThat(SetupCommand.isHidden(Path.of("/etc/passwd"))).isFalse();
    }

    /** The service, for one, which runs while it is set up anew. */
    @Test
    void triesTheLoginThoughABridgeIsConnectedHere() {
        Map<String, String> running = new HashMap<>(terminal.environment);
        running.putAll(Map.of("MQTT_URL", broker.url().toString(), "MQTT_USERNAME", "bridge", "MQTT_PASSWORD", SECRET));
        try (Daemon daemon = Daemon.start(SettingsLoader.load(null, running), _ -> {});
                StatusSocket _ = daemon.listen(
                        LocalBridges.places(new ServiceEnvironment(null, null, folder)),
                        new DiagnosticsRecord(List::of))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> daemon.health().ready());

            type(
                    DemoHome.EMAIL,
                    DemoHome.PASSWORD,
                    "",
                    broker.url().toString(),
                    "bridge",
                    "wrong",
                    "y",
                    "",
                    "",
                    SECRET);

            assertThat(said).containsPattern("(?m)^FAIL  broker");
            assertThat(code).as(said).isZero();
            assertThat(daemon.health().ready()).isTrue();
            assertThat(broker.log().lines().filter(line -> line.contains(" as crownstone2mqtt (")))
                    .hasSize(1);
        }
    }

    /** A service does not have the variables of the terminal. */
    @Test
    void writesTheProxyOfTheEnvironment() throws Exception {
        environment.replaceAll((_, url) -> url.replaceFirst("//(127\\.0\\.0\\.1|localhost)", "//cloud.test"));
        try (TestProxy proxy = TestProxy.open().resolver(name -> name.equals("cloud.test") ? "127.0.0.1" : name)) {
            environment.put("HTTP_PROXY", "http://" + proxy.address());
            typeWell();

            assertThat(code).as(said).isZero();
            assertThat(written().cloud().proxy().all())
                    .singleElement()
                    .asString()
                    .isEqualTo("http://" + proxy.address() + " (cloud.proxy)");
        }
    }

    private int script(String... arguments) {
        terminal.environment.putIfAbsent("MQTT_URL", broker.url().toString());
        terminal.environment.putIfAbsent("MQTT_USERNAME", "bridge");
        if (!terminal.environment.containsKey("MQTT_PASSWORD_FILE")) {
            terminal.environment.putIfAbsent("MQTT_PASSWORD", SECRET);
        }
        TerminalFixture.Result result = terminal.run(arguments);
        said = result.out() + result.err();
        return result.exitCode();
    }

    @Test
    void takesTheEnvironmentForScripts() throws IOException {
        assertThat(script("setup", "--from-environment", "--config", file().toString()))
                .isZero();

        assertThat(mode(file())).isEqualTo("rw-------");
        assertThat(written().cloud().url()).isEqualTo(terminal.cloud.apiUrl());
        assertThat(written().mqtt().url()).isEqualTo(broker.url());
        assertThat(said).doesNotContain("win over");
        assertThat(terminal.run("check", "--config", file().toString()).exitCode())
                .isZero();
    }

    /** The files may be gone later, or be readable by root alone, and the service runs as another user. */
    @Test
    void takesPasswordsOutOfTheirFiles() throws IOException {
        Path account = Files.writeString(folder.resolve("account"), DemoHome.PASSWORD + "\n");
        Path login = Files.writeString(folder.resolve("login"), SECRET + "\n");
        terminal.environment.remove("CROWNSTONE_PASSWORD");
        terminal.environment.put("CROWNSTONE_PASSWORD_FILE", account.toString());
        terminal.environment.put("MQTT_PASSWORD_FILE", login.toString());

        assertThat(script("setup", "--from-environment", "--config", file().toString()))
                .as(said)
                .isZero();

        Files.delete(account);
        Files.delete(login);
        List.of("CROWNSTONE_EMAIL", "CROWNSTONE_PASSWORD_FILE", "MQTT_URL", "MQTT_USERNAME", "MQTT_PASSWORD_FILE")
                .forEach(terminal.environment::remove);
        assertThat(terminal.run("check", "--config", file().toString()).exitCode())
                .isZero();
    }

    @Test
    void writesNothingWhereTheEnvironmentIsWrong() {
        terminal.environment.put("MQTT_PASSWORD", "wrong");
        assertThat(script("setup", "--from-environment", "--config", file().toString()))
                .isEqualTo(ExitCode.REJECTED);

        terminal.environment.put("CROWNSTONE_PASSWORD_FILE", "/nowhere");
        assertThat(script("setup", "--from-environment", "--config", file().toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(said).contains("CROWNSTONE_PASSWORD and CROWNSTONE_PASSWORD_FILE are both set");

        terminal.environment.remove("CROWNSTONE_PASSWORD");
        assertThat(script("setup", "--from-environment", "--config", file().toString()))
                .isEqualTo(ExitCode.CONFIGURATION);
        assertThat(said).contains("CROWNSTONE_PASSWORD_FILE: the file /nowhere is missing");

        terminal.environment.remove("CROWNSTONE_EMAIL");
        terminal.environment.remove("CROWNSTONE_PASSWORD_FILE");
        assertThat(script("setup", "--from-environment", "--config", file().toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(said).contains("CROWNSTONE_EMAIL is not set");
        assertThat(file()).doesNotExist();
    }
}
