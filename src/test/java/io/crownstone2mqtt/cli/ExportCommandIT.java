package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cli.TerminalFixture.Result;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandIT {
    private final TerminalFixture terminal = new TerminalFixture(DemoHome.create(2, 10));

    @AfterEach
    void close() {
        terminal.close();
    }

    @Test
    void printsTheFilesOfOpenHabOneAfterTheOther() {
        Result result = terminal.run("export", "openhab");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("// things/crownstone.things\n// Made by")
                .contains(
                        "Thing mqtt:topic:broker:crownstone_home_desk-lamp \"Desk lamp\" (mqtt:broker:broker) @ \"Study\"")
                .contains("\n// items/crownstone.items\n", "\n// sitemaps/crownstone.sitemap\n");
    }

    @Test
    void printsADashboard() {
        Result result = terminal.run("export", "homeassistant");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("# Made by").contains("entity: light.desk_lamp\n");
    }

    private void tellWhereEnergyIs() {
        terminal.environment.put(
                "CROWNSTONE_ENERGY_URL", terminal.cloud.apiV2Url().toString());
    }

    @Test
    void printsADashboardWithEnergyWhereItIsCollected() {
        tellWhereEnergyIs();

        Result result = terminal.run("export", "homeassistant");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("type: statistics-graph", "- sensor.desk_lamp_energy\n", "- sensor.desk_lamp_power\n")
                .doesNotContain("sensor.fairy_lights");
    }

    @Test
    void printsADashboardWithoutEnergyWhereItMayNotBeRead() {
        tellWhereEnergyIs();
        terminal.environment.put("CROWNSTONE_EMAIL", DemoHome.GUEST_EMAIL);

        Result asGuest = terminal.run("export", "homeassistant");
        terminal.environment.put("CROWNSTONE_EMAIL", DemoHome.EMAIL);
        terminal.cloud.home().sphere("Home").permitEnergyCollection(false);
        Result unpermitted = terminal.run("export", "homeassistant");

        assertThat(List.of(asGuest, unpermitted)).allSatisfy(result -> {
            assertThat(result.exitCode()).isZero();
            assertThat(result.err()).isEmpty();
            assertThat(result.out()).contains("light.desk_lamp").doesNotContain("energy");
        });
    }

    @Test
    void saysThatEnergyIsLeftOutWhenTheSecondApiIsAway() {
        tellWhereEnergyIs();
        terminal.cloud.apiV2Runs(false);

        Result result = terminal.run("export", "homeassistant");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("light.desk_lamp").doesNotContain("energy");
        assertThat(result.err())
                .contains("energy of Home: ")
                .endsWith("; it is left out\n")
                .hasLineCount(1);
    }

    @Test
    void printsADiagram() {
        assertThat(terminal.run("export", "diagram").out())
                .contains("flowchart LR\n  s1([\"Holiday cottage\"])\n")
                .contains("(\"Desk lamp\")");
    }

    @Test
    void writesFilesAndOverwritesThem(@TempDir Path folder) throws IOException {
        Path things = folder.resolve("openhab/things/crownstone.things");
        terminal.run("export", "openhab", "--output", folder.resolve("openhab").toString());
        String first = Files.readString(things);
        terminal.cloud.home().sphere("Home").crownstone("Desk lamp").rename("Leselampe ü");

        Result result = terminal.run(
                "export", "openhab", "--output", folder.resolve("openhab").toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "wrote " + things,
                        "wrote " + folder.resolve("openhab/items/crownstone.items"),
                        "wrote " + folder.resolve("openhab/sitemaps/crownstone.sitemap"));
        assertThat(first).contains("\"Desk lamp\"");
        assertThat(Files.readString(things)).contains("\"Leselampe ü\"").doesNotContain("\"Desk lamp\"");
    }

    @Test
    void exportsOnlyWhatIsMirrored(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("application.conf");
        Files.writeString(file, "crownstone2mqtt { cloud.spheres.exclude = [Home], mqtt.base-topic = stones }");
        terminal.file(file);

        assertThat(terminal.run("export", "openhab").out())
                .contains("\"stones/holiday-cottage/presence\"")
                .doesNotContain("Desk lamp");
    }

    @Test
    void exportsNothingWhenAnAccountIsRefused(@TempDir Path folder) throws IOException {
        terminal.file(ListCommandIT.accounts(folder, DemoHome.MEMBER_EMAIL, "wrong"));

        Result result = terminal.run("export", "openhab", "--output", folder.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.REJECTED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("account 2: ").endsWith("what is missing would look removed\n");
        assertThat(folder.resolve("things")).doesNotExist();
    }

    @Test
    void endsWith69WhenTheCloudIsAway() {
        terminal.cloud.faults().failAll("", Failure.unavailable());

        Result result = terminal.run("export", "diagram");

        assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).hasLineCount(1);
    }

    @Test
    void saysInOneLineThatAFileCannotBeWritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Result result = terminal.run("export", "diagram", "--output", file.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .startsWith("crownstone2mqtt: " + file.resolve("crownstone.mmd") + " cannot be written")
                .hasLineCount(1);
    }
}
