package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords as they arrive from shells, files of variables, Compose, editors and Windows. */
class MangledLoginIT {
    private final TerminalFixture terminal = new TerminalFixture();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @AfterEach
    void close() {
        terminal.close();
    }

    private TerminalFixture.Result check() {
        return terminal.broker(URI.create("mqtt://127.0.0.1:1")).run("check");
    }

    private void configure(String text) throws IOException {
        terminal.environment.remove("CROWNSTONE_PASSWORD");
        terminal.file(Files.writeString(folder.resolve("application.conf"), "crownstone2mqtt {\n" + text + "\n}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo\n", "demo\r\n", "\uFEFFdemo", "\uFEFFdemo\r\n\r\n", "demo\r"})
    void whatIsNoPartOfItIsLeftOut(String password) throws IOException {
        terminal.environment.put("CROWNSTONE_PASSWORD", password);
        assertThat(check().out()).containsPattern("(?m)^ok +login");

        terminal.environment.remove("CROWNSTONE_PASSWORD");
        Path file = Files.writeString(folder.resolve("password"), password);
        terminal.environment.put("CROWNSTONE_PASSWORD_FILE", file.toString());
        assertThat(check().out()).containsPattern("(?m)^ok +login");

        terminal.environment.remove("CROWNSTONE_PASSWORD_FILE");
        Files.copy(file, folder.resolve("crownstone-password"));
        terminal.environment.put("CREDENTIALS_DIRECTORY", folder.toString());
        assertThat(check().out()).containsPattern("(?m)^ok +login");
    }

    @Test
    void whatWindowsWritesIsRead() throws IOException {
        terminal.environment.remove("CROWNSTONE_PASSWORD");
        Path file = Files.write(folder.resolve("password"), "\uFEFFdemo\r\n".getBytes(StandardCharsets.UTF_16LE));
        terminal.environment.put("CROWNSTONE_PASSWORD_FILE", file.toString());

        assertThat(check().out()).containsPattern("(?m)^ok +login");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "hidden ,the password ends with a blank",
                " hidden,the password begins with a blank",
                "\"hidden\",the password begins and ends with a quotation mark",
                "'hidden',the password begins and ends with a quotation mark",
                "hidden\",the password ends with a quotation mark",
                "'hidden,the password begins with a quotation mark",
                "${hidden},the password holds ${",
                "$hidden,the password is like the name of a variable",
                "hid$$den,only Docker Compose makes one $",
                "hidden # mine,begin a comment",
                "PASSWORD=hidden,the password begins like NAME=",
                "hid%40den,decoded in URLs only",
                "hid\\$den,a backslash before a character",
                "hid&amp;den,as if encoded for XML",
                "hidden\u200B,cannot be seen",
                "hidden\u00A0x,other than that of the keyboard",
                "hiddena\u0308,not in the form NFC",
                "hidden\u00C3\u00A4,read as another encoding",
                "89e495e7941cf9e40e6980d14a16bf023ccd4c92,give it as password-sha1",
            })
    void whatLooksOddIsSaidWhereItIsRefused(String password, String words) {
        terminal.environment.put("CROWNSTONE_PASSWORD", password);

        assertThat(check().out().lines().filter(line -> line.startsWith("FAIL  login")))
                .singleElement()
                .asString()
                .contains("does not accept", "What looks odd: the password", words)
                .doesNotContain("hid", "89e495");
        TerminalFixture.Result list = terminal.run("list");
        assertThat(list.exitCode()).isEqualTo(ExitCode.REJECTED);
        assertThat(list.err()).contains(words).doesNotContain("hid", "89e495").hasLineCount(1);
    }

    @Test
    void aPasswordThatLooksFineIsNotCalledOdd() {
        terminal.environment.put("CROWNSTONE_PASSWORD", "h1dden ü€ $5#7 100% \"x\" y");

        assertThat(terminal.run("list").err()).contains("does not accept").doesNotContain("odd");
    }

    @Test
    void aPathInsteadOfAPasswordIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "demo");
        terminal.environment.put("CROWNSTONE_PASSWORD", file.toString());

        assertThat(terminal.run("list").err()).contains("is the path of a file that exists");
    }

    @Test
    void whatTheFileCutsOffIsNamed() throws IOException {
        configure("cloud.accounts = [ { email = \"demo@example.com\", password = hid#den\n } ]");
        assertThat(terminal.run("list").err())
                .contains("the password is followed by # or // in its file")
                .doesNotContain("hid");

        configure("cloud.accounts = [ { email = \"demo@example.com\", password = \"hid#den\"\n } ] # fine");
        assertThat(terminal.run("list").err()).contains("does not accept").doesNotContain("odd");
    }

    @Test
    void theEmailAddressMayBeOddToo() {
        terminal.environment.put("CROWNSTONE_EMAIL", "\"someone@example.com\"");

        assertThat(terminal.run("list").err())
                .contains("the e-mail address begins and ends with a quotation mark")
                .doesNotContain("someone");
    }

    @Test
    @EnabledIfMosquitto
    void theLoginOfTheBrokerIsLookedAtAsWell() {
        try (MosquittoBroker broker =
                MosquittoBroker.with().passwords(Map.of("ada", "right")).open()) {
            terminal.environment.put("MQTT_USERNAME", "'ada'");
            terminal.environment.put("MQTT_PASSWORD", "right ");

            assertThat(terminal.broker(broker.url()).run("check").out().lines().filter(line -> line.startsWith("FAIL")))
                    .anySatisfy(line -> assertThat(line)
                            .contains("broker", "refuses the user name or password")
                            .contains("the user name begins and ends with a quotation mark")
                            .contains("the password ends with a blank")
                            .doesNotContain("ada", "right"));
        }
    }
}
