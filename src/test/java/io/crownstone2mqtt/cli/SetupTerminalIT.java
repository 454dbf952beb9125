package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code setup} on a real terminal: {@code script} of util-linux gives it one, and writes down all that it shows. */
@EnabledIfMosquitto
class SetupTerminalIT {
    private static final String SECRET = "sec\"ret ${x} # ü€";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";

    private final TerminalFixture terminal = new TerminalFixture(DemoHome.create(2, 5));
    private final MosquittoBroker broker =
            MosquittoBroker.with().passwords(Map.of("bridge", SECRET)).open();

    @TempDir
    Path folder;

    private @Nullable Process process;

    @AfterEach
    void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        terminal.close();
        broker.close();
    }

    private Path file() {
        return folder.resolve("application.conf");
    }

    private void start(String locale) throws IOException {
        // A build that runs in the background ignores Ctrl-C, and what it starts inherits that.
        String command =
                "env --default-signal=INT %s -cp '%s' -Dlogback.configurationFile= io.crownstone2mqtt.cli.Main setup --config '%s'"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path"),
                                file());
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "-q", "-f", "-e", "-c", command, shownFile().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "CROWNSTONE_CLOUD_URL", terminal.cloud.apiUrl().toString(),
                        "CROWNSTONE_EVENTS_URL", terminal.cloud.eventsUrl().toString(),
                        "XDG_RUNTIME_DIR", folder.toString(),
                        "LC_ALL", locale));
        process = builder.start();
    }

    private Path shownFile() {
        return folder.resolve("shown");
    }

    private String shown() throws IOException {
        return Files.exists(shownFile()) ? new String(Files.readAllBytes(shownFile()), StandardCharsets.UTF_8) : "";
    }

    /** Waits for the question. */
    private void answer(String question, String typed) throws IOException {
        await(question).atMost(Duration.ofSeconds(60)).until(() -> shown().contains(question));
        var keyboard = Objects.requireNonNull(process).getOutputStream();
        keyboard.write(typed.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    private int end() throws InterruptedException {
        assertThat(Objects.requireNonNull(process).waitFor(60, TimeUnit.SECONDS))
                .isTrue();
        return process.exitValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C.UTF-8", "C"})
    void showsNoPasswordAndTakesAnyLetters(String locale) throws Exception {
        start(locale);
        answer("E-mail address of the Crownstone account: ", DemoHome.EMAIL + "\n");
        answer("Password: ", DemoHome.PASSWORD + "\n");
        answer("[all]: ", "\n");
        answer("MQTT broker [mqtt://localhost:1883]: ", "127.0.0.1:1\n");
        answer("User name at the broker [none]: ", "\n");
        answer("Answer again? [Y/n] ", "\n");
        answer("MQTT broker [mqtt://127.0.0.1:1]: ", broker.url() + "\n");
        answer("User name at the broker [none]: ", "bridge\n");
        answer("Password at the broker: ", SECRET + "\n");

        assertThat(end()).as(shown()).isZero();
        assertThat(shown())
                .containsSubsequence(DemoHome.EMAIL, "1 of 5 steps failed", "Answer again?", "Written: ", "Next: ")
                .doesNotContain("Password: " + DemoHome.PASSWORD)
                .doesNotContain("sec\"ret");
        Settings written = SettingsLoader.load(file(), Map.of());
        assertThat(written.mqtt().username()).isEqualTo("bridge");
        assertThat(Objects.requireNonNull(written.mqtt().password()).reveal()).isEqualTo(SECRET);
    }

    @Test
    void ctrlCSaysThatNothingWasWritten() throws Exception {
        start("C.UTF-8");
        answer("E-mail address of the Crownstone account: ", DemoHome.EMAIL + "\n");
        answer("Password: ", CTRL_C);

        assertThat(end()).isEqualTo(130);
        assertThat(shown()).contains("Interrupted: nothing was written.");
        assertThat(file()).doesNotExist();
    }

    @Test
    void ctrlDSaysThatNothingWasWritten() throws Exception {
        start("C.UTF-8");
        answer("E-mail address of the Crownstone account: ", DemoHome.EMAIL + "\n");
        answer("Password: ", CTRL_D);

        assertThat(end()).isEqualTo(ExitCode.FAILED);
        assertThat(shown()).contains("the input ended: nothing was written");
        assertThat(file()).doesNotExist();
    }
}
