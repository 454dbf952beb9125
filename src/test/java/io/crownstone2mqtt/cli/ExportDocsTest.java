package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.runtime.Faults;
import io.crownstone2mqtt.testing.Resource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/openhab.md and docs/migration.md show is what the program takes and writes. */
class ExportDocsTest {
    private static final Pattern COMMAND = Pattern.compile("(?m)^ +crownstone2mqtt (.+)$");
    private static final Pattern EXPORTED =
            Pattern.compile("<!-- exported: \\w+/(\\S+) -->\n```\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SETTING = Pattern.compile("(?m)^ +(crownstone2mqtt\\..+)$");

    @ParameterizedTest
    @CsvSource({"openhab.md", "migration.md"})
    void showCommandsThatAreUnderstood(String document) throws IOException {
        Console console =
                new Console(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false);
        CommandContext context = new CommandContext(
                new GivenConfiguration(null, Map.of()),
                console,
                _ -> null,
                new ServiceEnvironment(null, null, null),
                new Faults());

        assertThat(found(COMMAND, document))
                .isNotEmpty()
                .allSatisfy(command -> assertThat(new Program(new CommandFactory(context), console)
                                .commandLine()
                                .parseArgs(command.split(" ", -1))
                                .subcommand()
                                .commandSpec()
                                .name())
                        .isEqualTo("export"));
    }

    @Test
    void showWhatIsExported() throws IOException {
        List<MatchResult> shown = EXPORTED.matcher(Files.readString(Path.of("docs/openhab.md")))
                .results()
                .toList();

        assertThat(shown)
                .hasSize(2)
                .allSatisfy(each -> assertThat(
                                String.join("\n", Resource.lines("/golden/export/" + each.group(1))) + "\n")
                        .contains(each.group(2)));
    }

    @Test
    void showSettingsThatKeepTheIdsOfTheIntegration(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("application.conf"), found(SETTING, "migration.md"));

        Settings settings =
                SettingsLoader.load(file, Map.of("CROWNSTONE_EMAIL", "ada@example.com", "CROWNSTONE_PASSWORD", "x"));

        assertThat(settings.homeAssistant().nonDimmableAs()).isEqualTo(Settings.NonDimmable.LIGHT);
        assertThat(Wiring.mirror(settings).discovery().asIntegration()).isTrue();
    }

    private static List<String> found(Pattern pattern, String document) throws IOException {
        return pattern.matcher(Files.readString(Path.of("docs", document)))
                .results()
                .map(each -> each.group(1))
                .toList();
    }
}
