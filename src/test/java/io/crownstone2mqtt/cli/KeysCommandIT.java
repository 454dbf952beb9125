package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cli.TerminalFixture.Result;
import io.crownstone2mqtt.simulator.DemoHome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KeysCommandIT {
    private final TerminalFixture terminal = new TerminalFixture(DemoHome.create(2, 3));

    @AfterEach
    void close() {
        terminal.close();
    }

    @Test
    void writesTheKeysOfASphere() {
        Result result = terminal.run("keys", "--sphere", "Home");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        Golden.assertSame("keys.json", result.out());
    }

    @Test
    void writesTheKeysOfAllSpheres() {
        JsonNode json = JsonMapper.shared().readTree(terminal.run("keys").out());

        assertThat(json.valueStream()
                        .map(each -> each.path("sphere").path("name").asString()))
                .containsExactly("Holiday cottage", "Home");
    }

    @Test
    void writesWhatTheAccountWithTheMostRightsMayHave(@TempDir Path folder) throws IOException {
        terminal.environment.put("CROWNSTONE_EMAIL", DemoHome.GUEST_EMAIL);
        String guest = terminal.run("keys", "--sphere", "Home").out();

        terminal.file(ListCommandIT.accounts(folder, DemoHome.MEMBER_EMAIL, DemoHome.PASSWORD));
        String both = terminal.run("keys", "--sphere", "Home").out();

        assertThat(guest).contains("BASIC_KEY").doesNotContain("MEMBER_KEY");
        assertThat(both).contains("BASIC_KEY", "MEMBER_KEY").doesNotContain("ADMIN_KEY");
    }

    @Test
    void writesNothingWhenTheSphereIsUnknown() {
        Result result = terminal.run("keys", "--sphere", "nowhere");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).hasLineCount(1);
    }
}
