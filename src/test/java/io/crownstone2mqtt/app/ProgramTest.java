package io.crownstone2mqtt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.config.ConfigException;
import io.crownstone2mqtt.config.Problem;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.SwitchCommand.Percentage;
import io.crownstone2mqtt.home.SwitchCommand.TurnOff;
import io.crownstone2mqtt.home.SwitchCommand.TurnOn;
import io.crownstone2mqtt.mirror.export.ExportFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
    private static final ServiceEnvironment SERVICE = new ServiceEnvironment(null, null, null);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<@Nullable Path> loaded = new ArrayList<>();
    private final List<Settings> daemons = new ArrayList<>();
    private final List<DemoOptions> demos = new ArrayList<>();
    private final List<PurgeOptions> purges = new ArrayList<>();
    private final List<OneShot> tasks = new ArrayList<>();
    private int onceExitCode;
    private final Settings settings =
            SettingsLoader.load(null, Map.of("CROWNSTONE_EMAIL", "ada@example.org", "CROWNSTONE_PASSWORD", "secret"));
    private SettingsSource source = file -> {
        loaded.add(file);
        return settings;
    };
    private DaemonRunner daemon = given -> {
        daemons.add(given.get());
        return ExitCode.SUCCESS;
    };

    private int run(String... args) {
        DemoRunner demo = options -> {
            demos.add(options);
            return ExitCode.SUCCESS;
        };
        OneShotRunner once = (task, given) -> {
            assertThat(given.get()).isSameAs(settings);
            tasks.add(task);
            return onceExitCode;
        };
        HealthRunner health = named -> {
            loaded.add(named);
            return ExitCode.FAILED;
        };
        PurgeRunner purge = (named, options) -> {
            loaded.add(named);
            purges.add(options);
            return ExitCode.SUCCESS;
        };
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
        return new Program(source, new Runners(daemon, demo, once, health, purge, SERVICE), console).run(args);
    }

    @Test
    void runsTheDaemonWhenNoCommandIsNamed() {
        assertThat(run()).isEqualTo(ExitCode.SUCCESS);

        assertThat(daemons).containsExactly(settings);
        assertThat(loaded).containsExactly((Path) null);
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--config a.conf",
                "run --config a.conf",
                "--config a.conf run",
                "--config=a.conf",
                "run --config=a.conf"
            })
    void takesTheFileBeforeAndAfterTheCommand(String args) {
        assertThat(run(args.split(" ", -1))).isEqualTo(ExitCode.SUCCESS);

        assertThat(loaded).containsExactly(Path.of("a.conf"));
        assertThat(daemons).hasSize(1);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void endsWithTheExitCodeOfTheDaemon() {
        daemon = _ -> ExitCode.REJECTED;

        assertThat(run("run")).isEqualTo(77);
    }

    @Test
    void givesTheDemoItsDefaults() {
        assertThat(run("demo")).isEqualTo(ExitCode.SUCCESS);

        assertThat(demos).containsExactly(new DemoOptions(null, 1883, 1, 10));
        assertThat(loaded).isEmpty();
        assertThat(daemons).isEmpty();
    }

    @Test
    void givesTheDemoItsOptions() {
        assertThat(run("demo", "--mqtt-url", "MQTT://broker:1884", "--port", "0", "--spheres=2", "--crownstones=50"))
                .isEqualTo(ExitCode.SUCCESS);

        assertThat(demos).containsExactly(new DemoOptions(URI.create("mqtt://broker:1884"), 0, 2, 50));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void purgesWhatIsConfiguredUnlessAnEarlierConfigurationIsGiven() {
        assertThat(run("purge", "--config", "a.conf")).isEqualTo(ExitCode.SUCCESS);
        assertThat(run("purge", "--base-topic=b", "--discovery-prefix", "p", "--client-id", "c", "--yes", "--json"))
                .isEqualTo(ExitCode.SUCCESS);

        assertThat(loaded).containsExactly(Path.of("a.conf"), null);
        assertThat(purges)
                .containsExactly(
                        new PurgeOptions(null, null, null, false, false, false),
                        new PurgeOptions("b", "p", "c", true, false, true));
        assertThat(err.toString()).isEmpty();
    }

    static Stream<Arguments> tasks() {
        return Stream.of(
                arguments("list", new Listing(null, null, false)),
                arguments("list crownstones --json", new Listing(Listing.What.CROWNSTONES, null, true)),
                arguments("list USERS --sphere Home", new Listing(Listing.What.USERS, "Home", false)),
                arguments("switch lamp on", new Switching("lamp", Switching.By.NAME, new TurnOn(), null)),
                arguments("switch lamp OFF", new Switching("lamp", Switching.By.NAME, new TurnOff(), null)),
                arguments("switch 5f --id 40", new Switching("5f", Switching.By.ID, new Percentage(40), null)),
                arguments("switch --uid 7 0", new Switching("7", Switching.By.UID, new Percentage(0), null)),
                arguments("switch a 1 --sphere H", new Switching("a", Switching.By.NAME, new Percentage(10), "H")),
                arguments("keys", new KeyPrinting(null)),
                arguments("keys --sphere Home", new KeyPrinting("Home")),
                arguments("check", new Check()),
                arguments("plan", new Planning(false)),
                arguments("plan --json", new Planning(true)),
                arguments("diagnose", new Diagnosing(null, SERVICE)),
                arguments("diagnose --output a.zip", new Diagnosing(Path.of("a.zip"), SERVICE)),
                arguments("export openhab", new Exporting(ExportFormat.OPENHAB, null, "mqtt:broker:broker")),
                arguments(
                        "export HomeAssistant --output /etc/x",
                        new Exporting(ExportFormat.HOMEASSISTANT, Path.of("/etc/x"), "mqtt:broker:broker")),
                arguments(
                        "export --broker mqtt:systemBroker:b openhab",
                        new Exporting(ExportFormat.OPENHAB, null, "mqtt:systemBroker:b")),
                arguments("export diagram", new Exporting(ExportFormat.DIAGRAM, null, "mqtt:broker:broker")));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void understandsWhatIsToBeDoneOnce(String args, OneShot task) {
        onceExitCode = ExitCode.UNAVAILABLE;

        assertThat(run((args + " --config a.conf").split(" ", -1))).isEqualTo(69);

        assertThat(tasks).containsExactly(task);
        assertThat(loaded).containsExactly(Path.of("a.conf"));
        assertThat(err.toString()).isEmpty();
        assertThat(daemons).isEmpty();
    }

    @Test
    void endsWithTheExitCodeOfAFailure() {
        daemon = _ -> {
            throw CommandFailure.unavailable("not there\nforged: try later");
        };

        assertThat(run()).isEqualTo(69);
        assertThat(err.toString()).isEqualTo("crownstone2mqtt: not there forged: try later" + System.lineSeparator());
    }

    @Test
    void endsWithTheExitCodeOfACloudProblem() {
        daemon = _ -> {
            throw new CloudException(new CloudProblem.WrongCredentials("wrong: correct it"));
        };

        assertThat(run()).isEqualTo(77);
        assertThat(err.toString()).isEqualTo("crownstone2mqtt: wrong: correct it" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rum                    | Unmatched argument at index 0: 'rum'; did you mean run?; see crownstone2mqtt --help
            @file                  | Unmatched argument at index 0: '@file'; see crownstone2mqtt --help
            --confg=x              | Unknown option: '--confg=x'; did you mean --config?; see crownstone2mqtt --help
            run --config           | Missing required parameter for option '--config' (FILE); see crownstone2mqtt run --help
            run extra              | Unmatched argument at index 1: 'extra'; see crownstone2mqtt run --help
            demo --port x          | Invalid value for option '--port': 'x' is not an int; see crownstone2mqtt demo --help
            demo --port 65536      | Invalid value for option '--port': 65536 is not from 0 to 65535; see crownstone2mqtt demo --help
            demo --spheres 0       | Invalid value for option '--spheres': 0 is not from 1 to 100; see crownstone2mqtt demo --help
            demo --crownstones -1  | Invalid value for option '--crownstones': -1 is not from 1 to 10000; see crownstone2mqtt demo --help
            list things            | Invalid value for positional parameter at index 0 (WHAT): expected one of [SPHERES, LOCATIONS, CROWNSTONES, USERS] (case-insensitive) but was 'things'; see crownstone2mqtt list --help
            switch lamp            | Missing required parameter: 'HOW'; see crownstone2mqtt switch --help
            switch lamp 101        | Invalid value for positional parameter at index 1 (HOW): '101' is not on, off, or 0 to 100; see crownstone2mqtt switch --help
            switch lamp -1         | Invalid value for positional parameter at index 1 (HOW): '-1' is not on, off, or 0 to 100; see crownstone2mqtt switch --help
            switch lamp dim        | Invalid value for positional parameter at index 1 (HOW): 'dim' is not on, off, or 0 to 100; see crownstone2mqtt switch --help
            switch a on --id --uid | Error: --id, --uid are mutually exclusive (specify only one); see crownstone2mqtt switch --help
            export                 | Missing required parameter: 'FORMAT'; see crownstone2mqtt export --help
            export homekit         | Invalid value for positional parameter at index 0 (FORMAT): expected one of [OPENHAB, HOMEASSISTANT, DIAGRAM] (case-insensitive) but was 'homekit'; see crownstone2mqtt export --help
            export openhab --broker mqtt:topic:x | Invalid value for option '--broker': 'mqtt:topic:x' is not the UID of a broker's Thing; copy it from openHAB, it is like mqtt:broker:broker; see crownstone2mqtt export --help
            demo --mqtt-url http:x | Invalid value for option '--mqtt-url': the URL must begin with mqtt://, mqtts://, ws://, wss://, tcp:// or ssl://; write it like mqtt://localhost:1883; see crownstone2mqtt demo --help
            """)
    void saysInOneLineWhatIsWrongWithTheCommandLine(String args, String message) {
        assertThat(run(args.split(" ", -1))).isEqualTo(64);

        assertThat(err.toString()).isEqualTo("crownstone2mqtt: " + message + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
        assertThat(daemons).isEmpty();
        assertThat(demos).isEmpty();
    }

    @Test
    void saysEveryProblemOfTheConfigurationInALineOfItsOwn() {
        source = _ -> {
            throw new ConfigException(List.of(
                    new Problem("a.conf:3", "crownstone2mqtt.mqtt.url", "is wrong\nand forged; mend it"),
                    new Problem("", "", "more is wrong; mend it too")));
        };

        assertThat(run()).isEqualTo(78);
        assertThat(err.toString().lines())
                .containsExactly(
                        "crownstone2mqtt: a.conf:3: crownstone2mqtt.mqtt.url: is wrong and forged; mend it",
                        "crownstone2mqtt: more is wrong; mend it too");
        assertThat(daemons).isEmpty();
    }

    @Test
    void saysABugInOneLine() {
        daemon = _ -> {
            throw new IllegalStateException("boom\nat line two");
        };

        assertThat(run()).isEqualTo(70);
        assertThat(err.toString().lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(
                                "crownstone2mqtt: a bug in crownstone2mqtt " + Version.current()
                                        + ": java.lang.IllegalStateException: boom at line two at io.crownstone2mqtt.app.ProgramTest")
                        .endsWith("; please report it (CROWNSTONE2MQTT_LOG_LEVEL=DEBUG shows the stack trace)"));
    }

    @Test
    void asksForTheHealthWithoutLoadingTheSettings() {
        source = _ -> Assertions.fail("the settings were asked for");

        assertThat(run("health", "--config", "a.conf")).isEqualTo(ExitCode.FAILED);

        assertThat(loaded).containsExactly(Path.of("a.conf"));
    }

    @Test
    void takesAnErrorOfTheJavaMachineForABugToo() {
        daemon = _ -> {
            throw new NoClassDefFoundError("io/example/Lost");
        };

        assertThat(run()).isEqualTo(70);
        assertThat(err.toString().lines()).singleElement().asString().contains("io/example/Lost");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --help      | --config --help --version run demo check list switch keys plan health export diagnose
            run --help  | --config --help --version
            list --help | spheres, locations, crownstones, users --sphere --json --config
            switch --help | NAME HOW --sphere --id --uid --config
            keys --help | --sphere --config
            check --help | --config
            plan --help | --json --config
            health --help | --config
            export --help | openhab homeassistant diagram --output --broker --config
            diagnose --help | --output --config
            demo --help | --mqtt-url --port --spheres --crownstones --help --version
            """)
    void helpMentionsEverythingButTheCompletionScript(String args, String mentioned) {
        assertThat(run(args.split(" ", -1))).isEqualTo(0);

        assertThat(out.toString()).contains(mentioned.split(" ", -1)).doesNotContain("completion");
        assertThat(err.toString()).isEmpty();
        assertThat(daemons).isEmpty();
        assertThat(demos).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "run --version", "demo -V"})
    void saysItsVersion(String args) {
        assertThat(run(args.split(" ", -1))).isEqualTo(0);

        assertThat(out.toString().strip()).matches("crownstone2mqtt \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(err.toString()).isEmpty();
    }
}
