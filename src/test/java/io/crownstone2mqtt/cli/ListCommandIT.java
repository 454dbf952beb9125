package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cli.TerminalFixture.Result;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ListCommandIT {
    private final TerminalFixture terminal = new TerminalFixture(DemoHome.create(2, 10));

    @AfterEach
    void close() {
        terminal.close();
    }

    @Test
    void listsEverythingAsTables() {
        Result result = terminal.run("list");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        Golden.assertSame("list.txt", result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"spheres", "locations", "crownstones", "users", "scenes", "hubs"})
    void listsOneKindOfOneSphere(String what) {
        Result result = terminal.run("list", what, "--sphere", "home");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        Golden.assertSame("list-" + what + ".txt", result.out());
    }

    @Test
    void writesJson() {
        Result result = terminal.run("list", "--json", "--sphere", "Home");

        assertThat(result.err()).isEmpty();
        Golden.assertSame("list.json", result.out());
    }

    @Test
    void saysWhereNobodyCanCarryOutCommands() {
        terminal.cloud.home().spheres().forEach(sphere -> sphere.users().forEach(sphere::exit));
        terminal.cloud.home().sphere("Home").hub("Hub in the hallway").remove();

        JsonNode json =
                JsonMapper.shared().readTree(terminal.run("list", "--json").out());

        assertThat(json.path("spheres")
                        .valueStream()
                        .map(each -> each.path("switching").toString()))
                .containsExactly("false", "false");
        assertThat(json.path("hubs")).isEmpty();
        assertThat(terminal.run("list", "spheres").out().lines().skip(1)).allMatch(line -> line.contains("  nobody  "));
    }

    @Test
    void takesTheIdOfASphere() {
        String id = terminal.cloud.home().sphere("Holiday cottage").id();

        assertThat(terminal.run("list", "crownstones", "--sphere", id).out())
                .contains("Holiday cottage")
                .doesNotContain("Desk lamp");
    }

    @Test
    void saysWhichSpheresThereAreNear() {
        Result result = terminal.run("list", "--sphere", "Hoem");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("crownstone2mqtt: there is no sphere named \"Hoem\": did you mean Home?\n");
    }

    @Test
    void endsWith69WhenTheCloudIsAway() {
        terminal.cloud.faults().failAll("", Failure.unavailable());

        Result result = terminal.run("list");

        assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void endsWith77WhenThePasswordIsWrong() {
        terminal.environment.put("CROWNSTONE_PASSWORD", "another");

        Result result = terminal.run("list", "--json");

        assertThat(result.exitCode()).isEqualTo(ExitCode.REJECTED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("crownstone2mqtt: the Crownstone cloud does not accept")
                .hasLineCount(1);
    }

    @Test
    void leavesNoTokenBehind() {
        terminal.run("list");

        assertThat(terminal.cloud.logins()).hasSize(1);
        assertThat(terminal.cloud.aliveTokens()).isZero();
    }

    @Test
    void showsWhatTheOtherAccountsSeeWhenOneIsRefused(@TempDir Path folder) throws IOException {
        terminal.file(accounts(folder, DemoHome.MEMBER_EMAIL, "wrong"));

        Result result = terminal.run("list", "spheres");

        assertThat(result.exitCode()).isEqualTo(ExitCode.REJECTED);
        assertThat(result.out()).contains("Holiday cottage").contains("admin");
        assertThat(result.err())
                .startsWith("crownstone2mqtt: account 2: the Crownstone cloud does not accept")
                .hasLineCount(1);
    }

    @Test
    void listsASphereOfTwoAccountsOnceWithTheBetterRole(@TempDir Path folder) throws IOException {
        terminal.environment.put("CROWNSTONE_EMAIL", DemoHome.GUEST_EMAIL);
        terminal.file(accounts(folder, DemoHome.MEMBER_EMAIL, DemoHome.PASSWORD));

        JsonNode json =
                JsonMapper.shared().readTree(terminal.run("list", "--json").out());

        assertThat(json.path("spheres")
                        .valueStream()
                        .map(each -> each.path("role").asString()))
                .containsExactly("member", "member");
        assertThat(json.path("crownstones")).hasSize(20);
    }

    @Test
    void marksTheSpheresThatAreNotMirrored(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("application.conf");
        Files.writeString(file, "crownstone2mqtt.cloud.spheres.exclude = [Home]");
        terminal.file(file);

        JsonNode json = JsonMapper.shared()
                .readTree(terminal.run("list", "spheres", "--json").out());

        assertThat(json.path("spheres")
                        .valueStream()
                        .map(each -> each.path("mirrored").asBoolean()))
                .containsExactly(true, false);
    }

    /** The first account comes from the environment. */
    static Path accounts(Path folder, String email, String password) throws IOException {
        Path file = folder.resolve("application.conf");
        return Files.writeString(file, """
                crownstone2mqtt.cloud.accounts = [
                  { email = "first@example.com", password = "overridden" }
                  { email = "%s", password = "%s" }
                ]
                """.formatted(email, password));
    }
}
