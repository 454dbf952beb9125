package io.crownstone2mqtt.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the service manager tells its service by the environment.
 *
 * @param notifySocket where it listens to notifications; null if it does not
 * @param watchdog how often it wants a sign of life; null if it does not
 * @param runtimeDirectory a directory of the service's own, that is there while it runs; null if it makes none
 * @param userDirectory one of the user's own ({@code XDG_RUNTIME_DIR}); null if there is none
 */
public record ServiceEnvironment(
        @Nullable String notifySocket,
        @Nullable Duration watchdog,
        @Nullable Path runtimeDirectory,
        @Nullable Path userDirectory) {
    public ServiceEnvironment(
            @Nullable String notifySocket, @Nullable Duration watchdog, @Nullable Path runtimeDirectory) {
        this(notifySocket, watchdog, runtimeDirectory, null);
    }

    /** That of this process. */
    public static ServiceEnvironment read() {
        return of(ProcessText.environment(), ProcessHandle.current().pid());
    }

    static ServiceEnvironment of(Map<String, String> variables, long ownPid) {
        var environment = new Environment(variables);
        return new ServiceEnvironment(
                environment.get("NOTIFY_SOCKET"),
                watchdog(environment, ownPid),
                runtimeDirectory(environment),
                userDirectory(environment));
    }

    /** The first, if there are several. */
    private static @Nullable Path runtimeDirectory(Environment environment) {
        var directories = environment.get("RUNTIME_DIRECTORY");
        return directories == null ? null : FilePath.of(directories.replaceFirst(":.*", ""));
    }

    private static @Nullable Path userDirectory(Environment environment) {
        var directory = environment.get("XDG_RUNTIME_DIR");
        return directory == null ? null : FilePath.of(directory);
    }

    /** A watchdog that was set for another process, our parent maybe, is not ours to feed. */
    private static @Nullable Duration watchdog(Environment environment, long ownPid) {
        var pid = environment.get("WATCHDOG_PID");
        var micros = environment.get("WATCHDOG_USEC");
        if (micros == null || (pid != null && !pid.equals(Long.toString(ownPid)))) {
            return null;
        }
        return micros.matches("[1-9][0-9]{0,14}") ? Duration.ofNanos(Long.parseLong(micros) * 1000) : null;
    }
}
