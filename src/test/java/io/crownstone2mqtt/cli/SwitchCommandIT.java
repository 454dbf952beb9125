package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cli.TerminalFixture.Result;
import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.simulator.SimulatedHome;
import io.crownstone2mqtt.simulator.SimulatedSphere;
import io.crownstone2mqtt.simulator.SwitchPacket.SwitchType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchCommandIT {
    private final SimulatedHome home = DemoHome.create(2, 10);
    private final TerminalFixture terminal = new TerminalFixture(home);

    @AfterEach
    void close() {
        terminal.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            desk lamp | on  | TURN_ON    | on
            Desk lamp | off | TURN_OFF   | off
            Desk lamp | 40  | PERCENTAGE | 40 %
            Desk lamp | 5   | PERCENTAGE | 10 %
            Fridge    | 100 | PERCENTAGE | 100 %
            Fridge    | 0   | PERCENTAGE | 0 %
            """)
    void switches(String name, String how, SwitchType sent, String said) {
        Result result = terminal.run("switch", name, how);

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(terminal.cloud.switchCommands())
                .singleElement()
                .satisfies(command -> assertThat(command.type()).isEqualTo(sent));
        assertThat(result.out())
                .containsIgnoringCase(name + " in Home: the cloud accepted \"" + said
                        + "\"; a phone or a hub must be in range to carry it out\n");
    }

    @Test
    void takesIdsAndUids() {
        String id = home.sphere("Home").crownstone("Fridge").id();
        int uid = home.sphere("Home").crownstone("Television").uid();

        assertThat(terminal.run("switch", "--id", id, "on").out()).startsWith("Fridge in Home");
        assertThat(terminal.run("switch", Integer.toString(uid), "--uid", "--sphere", "Home", "on")
                        .out())
                .startsWith("Television in Home");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Desk lmap,on       | there is no Crownstone named "Desk lmap": did you mean Desk lamp?
            Fridge,40          | Fridge does not dim: switch it on or off, or enable dimming in the Crownstone app
            Dongle,on          | Dongle has no switch (it is a CROWNSTONE_USB): choose another Crownstone
            four,--uid,on      | "four" is no uid: a uid is a number, see the command list
            x,on,--sphere,Hoem | there is no sphere named "Hoem": did you mean Home?
            """)
    void saysWhyNot(String args, String message) {
        Result result = terminal.run(("switch," + args).split(",", -1));

        assertThat(result.err()).isEqualTo("crownstone2mqtt: " + message + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(terminal.cloud.switchCommands()).isEmpty();
    }

    @Test
    void saysWhereAnAmbiguousNameIs() {
        home.sphere("Holiday cottage").addCrownstone(CrownstoneSpec.plug("Fridge"));

        Result result = terminal.run("switch", "Fridge", "on");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .startsWith("crownstone2mqtt: there is more than one Crownstone named \"Fridge\": in ")
                .contains("in Home (id ", "in Holiday cottage (id ")
                .hasLineCount(1);
        assertThat(terminal.cloud.switchCommands()).isEmpty();
        assertThat(terminal.run("switch", "Fridge", "on", "--sphere", "Holiday cottage")
                        .exitCode())
                .isZero();
    }

    @Test
    void activatesASceneWithOneRequest() {
        Result result = terminal.run("switch", "--scene", "BEDTIME");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .isEqualTo("Bedtime in Home: the cloud accepted 4 commands; a phone or a hub must be in range to carry"
                        + " them out\n");
        assertThat(terminal.cloud.switchCommands())
                .extracting(command -> command.type())
                .containsExactlyInAnyOrder(
                        SwitchType.TURN_OFF, SwitchType.TURN_OFF, SwitchType.TURN_OFF, SwitchType.PERCENTAGE);
        assertThat(terminal.cloud.requests())
                .filteredOn(request -> request.path().contains("switch"))
                .hasSize(1);
    }

    @Test
    void takesTheIdOfAScene() {
        String id = home.sphere("Home").scene("Film night").id();

        assertThat(terminal.run("switch", "--scene", id, "--sphere", "Home").out())
                .startsWith("Film night in Home");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --scene,Bedtmie                   | 1  | there is no scene named "Bedtmie": did you mean Bedtime?
            --scene,Empty                     | 1  | Empty has no Crownstone that can be switched, or none that could be read: look at the scene in the Crownstone app
            --scene,Bedtime,Fridge            | 64 | --scene NAME stands alone: it cannot be switched together with a Crownstone; see crownstone2mqtt switch --help
            --scene,Bedtime,Fridge,on         | 64 | --scene NAME stands alone: it cannot be switched together with a Crownstone; see crownstone2mqtt switch --help
            --scene,Bedtime,--id              | 64 | --scene NAME stands alone: it cannot be switched together with a Crownstone; see crownstone2mqtt switch --help
            --scene,Bedtime,--sphere,Hoem     | 1  | there is no sphere named "Hoem": did you mean Home?
            """)
    void saysWhyASceneIsNotActivated(String args, int exitCode, String message) {
        home.sphere("Home").addScene("Empty", Map.of());

        Result result = terminal.run(("switch," + args).split(",", -1));

        assertThat(result.err()).isEqualTo("crownstone2mqtt: " + message + "\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(terminal.cloud.switchCommands()).isEmpty();
    }

    @Test
    void saysWhereAnAmbiguousSceneIs() {
        SimulatedSphere cottage = home.sphere("Holiday cottage");
        cottage.addScene("bedtime", Map.of(cottage.crownstone("Garden spotlight"), 0));

        Result result = terminal.run("switch", "--scene", "Bedtime");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .startsWith("crownstone2mqtt: there is more than one scene named \"Bedtime\": in ")
                .contains("in Home (id ", "in Holiday cottage (id ")
                .hasLineCount(1);
        assertThat(terminal.run("switch", "--scene", "Bedtime", "--sphere", "Holiday cottage")
                        .out())
                .isEqualTo("bedtime in Holiday cottage: the cloud accepted 1 command; a phone or a hub must be in range"
                        + " to carry it out\n");
    }

    @Test
    void tellsAGuestThatGuestsMayNotActivateScenes() {
        terminal.environment.put("CROWNSTONE_EMAIL", DemoHome.GUEST_EMAIL);

        Result result = terminal.run("switch", "--scene", "Bedtime");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .startsWith("crownstone2mqtt: the account is a guest in Home, and guests may not switch");
        assertThat(terminal.cloud.switchCommands()).isEmpty();
    }

    @Test
    void doesNotAskTheCloudForWhatAGuestMayNot() {
        terminal.environment.put("CROWNSTONE_EMAIL", DemoHome.GUEST_EMAIL);

        Result result = terminal.run("switch", "Fridge", "on");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .isEqualTo("crownstone2mqtt: the account is a guest in Home, and guests may not switch: ask an admin of"
                        + " the sphere for the role of a member\n");
        assertThat(terminal.cloud.requests())
                .noneMatch(request -> request.path().contains("switch"));
    }

    @Test
    void switchesThroughTheAccountThatMay(@TempDir Path folder) throws IOException {
        terminal.environment.put("CROWNSTONE_EMAIL", DemoHome.GUEST_EMAIL);
        terminal.file(ListCommandIT.accounts(folder, DemoHome.MEMBER_EMAIL, DemoHome.PASSWORD));

        assertThat(terminal.run("switch", "Fridge", "on").exitCode()).isZero();
        assertThat(terminal.cloud.switchCommands())
                .singleElement()
                .satisfies(command -> assertThat(command.email()).isEqualTo(DemoHome.MEMBER_EMAIL));
    }

    @Test
    void switchesAlthoughAnotherAccountIsRefused(@TempDir Path folder) throws IOException {
        terminal.file(ListCommandIT.accounts(folder, DemoHome.MEMBER_EMAIL, "wrong"));

        Result result = terminal.run("switch", "Fridge", "on");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).startsWith("crownstone2mqtt: account 2: ").hasLineCount(1);
    }

    @Test
    void endsWith69WhenTheCloudDoesNotTakeIt() {
        terminal.cloud.faults().failAll("/switch", Failure.unavailable());

        Result result = terminal.run("switch", "Fridge", "on");

        assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
    }
}
