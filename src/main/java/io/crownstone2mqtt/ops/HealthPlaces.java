package io.crownstone2mqtt.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a bridge and the command {@code health} meet.
 *
 * @param directories the first that can be written is used
 * @param name of the file: another one for each bridge of this machine
 */
public record HealthPlaces(List<Path> directories, String name) {
    private static final Path USUAL = Path.of("/run/crownstone2mqtt");
    /** In memory, and there even in a container whose every file is read-only. */
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    public HealthPlaces {
        directories = List.copyOf(directories);
    }

    /**
     * Of the bridge with that client id and base topic: no two of one broker have both in common.
     *
     * @param runtimeDirectory of the service manager; null if it gives none
     */
    public static HealthPlaces of(@Nullable Path runtimeDirectory, String clientId, String baseTopic) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Stream<Path> directories =
                runtimeDirectory != null ? Stream.of(runtimeDirectory) : Stream.of(USUAL, temporary, SHARED_MEMORY);
        byte[] both = (clientId + "\0" + baseTopic).getBytes(StandardCharsets.UTF_8);
        return new HealthPlaces(directories.toList(), "crownstone2mqtt-" + UUID.nameUUIDFromBytes(both) + ".json");
    }

    /** Where the bridge keeps what only the command {@code diagnose} reads. */
    public HealthPlaces diary() {
        return new HealthPlaces(directories, name.replaceFirst("\\.json$", "") + "-diary.json");
    }

    /** The file to write; null if no directory can be written. */
    @Nullable
    Path writable() {
        return directories.stream()
                .filter(directory -> Files.isDirectory(directory) && Files.isWritable(directory))
                .findFirst()
                .map(directory -> directory.resolve(name))
                .orElse(null);
    }

    /** The file to read; null if there is none that can be trusted. */
    public @Nullable Path readable() {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(file -> Files.isRegularFile(file) && isTrusted(file))
                .findFirst()
                .orElse(null);
    }

    /** Into a temporary directory anybody can put a file: only this user's own counts there; root looks at everybody's. */
    private static boolean isTrusted(Path file) {
        try {
            Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return self.equals(0) || self.equals(Files.getAttribute(file, "unix:uid"));
        } catch (UnsupportedOperationException _) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
