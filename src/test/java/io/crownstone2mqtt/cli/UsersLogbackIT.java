package io.crownstone2mqtt.cli;

import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.ProgramProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who uses the jar as a library, or names a file, decides how the log looks. */
class UsersLogbackIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path configuration(String name) throws IOException {
        return Files.writeString(folder.resolve(name), """
                <configuration>
                  <appender name="file" class="ch.qos.logback.core.FileAppender">
                    <file>%s</file>
                    <encoder><pattern>the user's %%msg%%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="file"/></root>
                </configuration>
                """.formatted(folder.resolve("log")));
    }

    private void awaitTheUsersLog(ProgramProcess.Builder program) {
        try (ProgramProcess _ = program.set("MQTT_URL", "mqtt://127.0.0.1:1")
                .set("CROWNSTONE_CLOUD_URL", "http://127.0.0.1:1/api")
                .set("CROWNSTONE_EVENTS_URL", "http://127.0.0.1:1/sse")
                .set("CROWNSTONE_EMAIL", "ada@example.com")
                .set("CROWNSTONE_PASSWORD", "secret")
                .start()) {
            Path log = folder.resolve("log");
            await().atMost(PATIENCE)
                    .until(() ->
                            Files.exists(log) && ProgramProcess.text(log).startsWith("the user's crownstone2mqtt "));
        }
    }

    @Test
    void withAFileOnTheClassPath() throws IOException {
        configuration("logback.xml");
        awaitTheUsersLog(ProgramProcess.with("run").asLibraryOf(folder));
    }

    @Test
    void withANamedFile() throws IOException {
        Path file = configuration("mine.xml");
        awaitTheUsersLog(ProgramProcess.with("run").flags("-Dlogback.configurationFile=" + file));
    }
}
