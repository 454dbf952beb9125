package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.simulator.SimulatedHome;
import io.crownstone2mqtt.simulator.SimulatedUser;
import io.crownstone2mqtt.simulator.SphereRole;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters beyond ASCII in processes of which the environment names no locale, or one that knows no such letters. */
@EnabledOnOs(OS.LINUX)
class NoLocaleIT {
    private static final String PASSWORD = "pä€ss";

    private final SimulatedHome home = DemoHome.create(1, 3);
    private final SimulatedUser jurgen = home.addAccount("jurgen@example.com", PASSWORD, "Jürgen", "Größe");
    private final SimulatedCloud cloud = SimulatedCloud.start(home);

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    NoLocaleIT() {
        home.sphere("Home").member(jurgen, SphereRole.ADMIN);
        home.sphere("Home").crownstone("Desk lamp").rename("Küchenlampe €");
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private record Ended(int exitCode, String out, String err) {}

    /** By a script, because a Java process without a locale could not write these letters into the command line itself. */
    private Ended run(String environment, Charset letters, String arguments) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String script =
                "exec env -i CROWNSTONE_CLOUD_URL=" + cloud.apiUrl() + " CROWNSTONE_EVENTS_URL=" + cloud.eventsUrl()
                        + " CROWNSTONE_EMAIL=jurgen@example.com " + environment + " '" + java + "'"
                        + " --enable-native-access=ALL-UNNAMED -Dlogback.configurationFile= -cp '"
                        + Stream.of(System.getProperty("java.class.path").split(":", -1))
                                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                                .reduce((one, other) -> one + ":" + other)
                                .orElseThrow()
                        + "' io.crownstone2mqtt.cli.Main " + arguments + "\n";
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        "sh",
                        Files.writeString(folder.resolve("script"), script, letters)
                                .toString())
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private Ended run(String environment, String arguments) throws IOException, InterruptedException {
        return run(environment, StandardCharsets.UTF_8, arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LANG=C", "LC_ALL=POSIX", "LANG=en_US.ISO-8859-1"})
    void passwordArgumentsAndOutputKeepTheirLetters(String locale) throws Exception {
        Ended ended = run(locale + " CROWNSTONE_PASSWORD='" + PASSWORD + "'", "switch 'Küchenlampe €' on");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).startsWith("Küchenlampe € in Home: ");
        assertThat(cloud.switchCommands()).hasSize(1);
    }

    @Test
    void tablesAndErrorsKeepTheirLetters() throws Exception {
        String password = "CROWNSTONE_PASSWORD='" + PASSWORD + "'";

        assertThat(run(password, "list").out()).contains("Küchenlampe €", "Jürgen");
        assertThat(run(password, "switch 'Dachböden' on").err()).contains("Dachböden");
    }

    @Test
    void wordsFromJavasOwnVariablesAreNotMistakenForArguments() throws Exception {
        Ended ended = run(
                "JDK_JAVA_OPTIONS=-Dwörter=ä CROWNSTONE_PASSWORD='" + PASSWORD + "'", "switch 'Küchenlampe €' 'off'");

        assertThat(ended.out()).startsWith("Küchenlampe € in Home: ");
    }

    @Test
    void filesAreFoundWhateverTheirNames() throws Exception {
        script("mkdir -p Gerät; printf '%s\n' '" + PASSWORD + "' >Gerät/schlüssel; printf '%s\\n'"
                + " 'include \"größe\"' 'crownstone2mqtt.cloud.accounts = [{email = \"jurgen@example.com\","
                + " password-file = \"schlüssel\"}]' >Gerät/haus.conf;"
                + " echo 'crownstone2mqtt.mqtt.base-topic = \"küche\"' >Gerät/größe.conf");

        assertThat(run("", "list spheres --config Gerät/haus.conf").out()).contains("Home");
        assertThat(run("CROWNSTONE_PASSWORD_FILE=\"$PWD/Gerät/schlüssel\"", "list spheres")
                        .out())
                .contains("Home");
        Ended ended = run("CROWNSTONE_PASSWORD_FILE=Gerät/schlüssel", "export diagram --output Bilder/Gründe");
        assertThat(ended.out()).contains("wrote Bilder/Gründe/crownstone.mmd");
        script("test -s Bilder/Gründe/crownstone.mmd");
        assertThat(run("", "list --config Gerät/fehlt.conf").err()).contains("Gerät/fehlt.conf: there is no such file");
    }

    @Test
    void theWorkingDirectoryMayHaveAnyName() throws Exception {
        script("mkdir -p Gerät; echo 'crownstone2mqtt.cloud.accounts = [{email = \"jurgen@example.com\", password = \""
                + PASSWORD + "\"}]' >Gerät/application.conf");

        Ended ended = run("sh -c 'cd Gerät; exec \"$@\"' sh", "list spheres");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).contains("Home");
    }

    @Test
    void lettersThatWereLostAreNamed() throws Exception {
        Charset latin = StandardCharsets.ISO_8859_1;

        assertThat(run("CROWNSTONE_PASSWORD='pässword'", latin, "list").err())
                .contains("environment variable CROWNSTONE_PASSWORD", "U+FFFD", "UTF-8")
                .doesNotContain("ssword'");
        assertThat(run("CROWNSTONE_PASSWORD=x", latin, "switch 'Küche' on").err())
                .contains("U+FFFD", "UTF-8");
    }

    private void script(String text) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "sh",
                        "-e",
                        Files.writeString(folder.resolve("prepare"), text + "\n")
                                .toString())
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
