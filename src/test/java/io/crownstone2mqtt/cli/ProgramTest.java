package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.config.ConfigException;
import io.crownstone2mqtt.config.ConfigProblem;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.daemon.Version;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.runtime.Faults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.IFactory;

class ProgramTest {
    @TempDir
    private Path runtimeDirectory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<@Nullable Path> runs = new ArrayList<>();
    private final List<DemoOptions> demos = new ArrayList<>();
    private IntSupplier daemon = () -> ExitCode.SUCCESS;

    private int run(String... args) {
        return run(new GivenConfiguration(null, Map.of()), args);
    }

    private int run(Configuration configuration, String... args) {
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
        CommandContext context = new CommandContext(
                configuration, console, _ -> null, new ServiceEnvironment(null, null, runtimeDirectory), new Faults());
        return new Program(new Starting(new CommandFactory(context), context), console).run(args);
    }

    /** The real commands, but those that run for ever only say that they would. */
    private final class Starting implements IFactory {
        private final IFactory commands;
        private final CommandContext context;

        private Starting(IFactory commands, CommandContext context) {
            this.commands = commands;
            this.context = context;
        }

        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == RunCommand.class) {
                return type.cast(new RunCommand(context) {
                    @Override
                    int run(@Nullable Path file) {
                        runs.add(file);
                        return daemon.getAsInt();
                    }
                });
            }
            return type == DemoCommand.class
                    ? type.cast(new DemoCommand(context) {
                        @Override
                        int run(DemoOptions options) {
                            demos.add(options);
                            return ExitCode.SUCCESS;
                        }
                    })
                    : commands.create(type);
        }
    }

    @Test
    void runsTheDaemonWhenNoCommandIsNamed() {
        assertThat(run()).isEqualTo(ExitCode.SUCCESS);

        assertThat(runs).containsExactly((Path) null);
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

        assertThat(runs).containsExactly(Path.of("a.conf"));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void endsWithTheExitCodeOfTheDaemon() {
        daemon = () -> ExitCode.REJECTED;

        assertThat(run("run")).isEqualTo(77);
    }

    @Test
    void givesTheDemoItsDefaults() {
        assertThat(run("demo")).isEqualTo(ExitCode.SUCCESS);

        assertThat(demos).containsExactly(new DemoOptions(null, 1883, 1, 10));
        assertThat(runs).isEmpty();
    }

    @Test
    void givesTheDemoItsOptions() {
        assertThat(run("demo", "--mqtt-url", "MQTT://broker:1884", "--port", "0", "--spheres=2", "--crownstones=50"))
                .isEqualTo(ExitCode.SUCCESS);

        assertThat(demos).containsExactly(new DemoOptions(URI.create("mqtt://broker:1884"), 0, 2, 50));
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "switch lamp on",
                "keys",
                "check",
                "plan",
                "diagnose",
                "export diagram",
                "health",
                "purge --yes",
            })
    void everyCommandReadsTheFileThatIsNamed(String command) {
        assertThat(run((command + " --config no-such-folder/a.conf").split(" ", -1)))
                .isEqualTo(78);
        assertThat(run(("--config no-such-folder/a.conf " + command).split(" ", -1)))
                .isEqualTo(78);

        assertThat(err.toString().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("crownstone2mqtt: no-such-folder/a.conf: "));
        assertThat(runs).isEmpty();
    }

    @Test
    void endsWithTheExitCodeOfAFailure() {
        daemon = () -> {
            throw CommandFailure.unavailable("not there\nforged: try later");
        };

        assertThat(run()).isEqualTo(69);
        assertThat(err.toString()).isEqualTo("crownstone2mqtt: not there forged: try later" + System.lineSeparator());
    }

    @Test
    void endsWithTheExitCodeOfACloudProblem() {
        daemon = () -> {
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
            list things            | Invalid value for positional parameter at index 0 (WHAT): expected one of [SPHERES, LOCATIONS, CROWNSTONES, USERS, SCENES, HUBS] (case-insensitive) but was 'things'; see crownstone2mqtt list --help
            switch                 | Missing required parameters: 'NAME', 'HOW'; or --scene NAME; see crownstone2mqtt switch --help
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
        assertThat(runs).isEmpty();
        assertThat(demos).isEmpty();
    }

    @Test
    void saysEveryProblemOfTheConfigurationInALineOfItsOwn() {
        daemon = () -> {
            throw new ConfigException(List.of(
                    new ConfigProblem("a.conf:3", "crownstone2mqtt.mqtt.url", "is wrong\nand forged; correct it"),
                    new ConfigProblem("", "", "more is wrong; correct it too")));
        };

        assertThat(run()).isEqualTo(78);
        assertThat(err.toString().lines())
                .containsExactly(
                        "crownstone2mqtt: a.conf:3: crownstone2mqtt.mqtt.url: is wrong and forged; correct it",
                        "crownstone2mqtt: more is wrong; correct it too");
    }

    @Test
    void saysABugInOneLine() {
        daemon = () -> {
            throw new IllegalStateException("boom\nat line two");
        };

        assertThat(run()).isEqualTo(70);
        assertThat(err.toString().lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(
                                "crownstone2mqtt: a bug in crownstone2mqtt " + Version.current()
                                        + ": java.lang.IllegalStateException: boom at line two at io.crownstone2mqtt.cli.ProgramTest")
                        .endsWith("; please report it (CROWNSTONE2MQTT_LOG_LEVEL=DEBUG shows the stack trace)"));
    }

    @Test
    void asksForTheHealthWithoutAnAccount() {
        assertThat(run("health")).isEqualTo(ExitCode.FAILED);

        assertThat(err.toString()).doesNotContain("CROWNSTONE_EMAIL");
    }

    @Test
    void takesAnErrorOfTheJavaMachineForABugToo() {
        daemon = () -> {
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
            switch --help | NAME HOW --scene --sphere --id --uid --config
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
        assertThat(runs).isEmpty();
        assertThat(demos).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "run --version", "demo -V"})
    void saysItsVersion(String args) {
        assertThat(run(args.split(" ", -1))).isEqualTo(0);

        assertThat(out.toString().strip()).matches("crownstone2mqtt \\d+\\.\\d+\\.\\d+(-rc\\.\\d+)?");
        assertThat(err.toString()).isEmpty();
    }
}
