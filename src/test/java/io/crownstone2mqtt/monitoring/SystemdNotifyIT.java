package io.crownstone2mqtt.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.testing.NotifySocket;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Only Linux has systemd. */
@EnabledOnOs(OS.LINUX)
class SystemdNotifyIT {
    @TempDir
    private Path folder;

    @Test
    void reachesASocketInTheFileSystem() {
        var path = folder.resolve("notify").toString();
        try (var systemd = NotifySocket.at(path)) {
            var notify = SystemdNotify.at(path);

            assertThat(notify.say("READY=1\nSTATUS=connected; 1 sphère")).isTrue();
            assertThat(notify.say("WATCHDOG=1")).isTrue();

            assertThat(systemd.heard()).containsExactly("READY=1\nSTATUS=connected; 1 sphère", "WATCHDOG=1");
        }
    }

    @Test
    void reachesAnAbstractSocket() {
        var name = "@crownstone2mqtt-" + UUID.randomUUID();
        try (var systemd = NotifySocket.at(name)) {
            assertThat(SystemdNotify.at(name).say("STOPPING=1")).isTrue();

            assertThat(systemd.heard()).containsExactly("STOPPING=1");
        }
    }

    @Test
    void saysThatNobodyListensAndNoticesWhenSomebodyDoes() {
        var path = folder.resolve("late").toString();
        var notify = SystemdNotify.at(path);
        assertThat(notify.say("READY=1")).isFalse();

        try (var systemd = NotifySocket.at(path)) {
            assertThat(notify.say("READY=1")).isTrue();

            assertThat(systemd.heard()).containsExactly("READY=1");
        }
    }

    @Test
    void doesNotWaitForAReceiverThatIsBehind() {
        var path = folder.resolve("full").toString();
        try (var systemd = NotifySocket.at(path)) {
            var notify = SystemdNotify.at(path);
            int said = 0;
            while (notify.say("WATCHDOG=1")) {
                said++;
            }

            assertThat(systemd.heard()).hasSize(said).isNotEmpty();
            assertThat(notify.say("WATCHDOG=1")).isTrue();
        }
    }

    @Test
    void doesNothingWithoutASocketOrWithOneThatIsNoUnixSocket() {
        assertThat(SystemdNotify.at(null).say("READY=1")).isTrue();
        assertThat(SystemdNotify.at("vsock:2:1234").say("READY=1")).isTrue();
        assertThat(SystemdNotify.at("/" + "long".repeat(30)).say("READY=1")).isTrue();
    }
}
