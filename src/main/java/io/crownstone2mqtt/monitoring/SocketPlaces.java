package io.crownstone2mqtt.monitoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the bridges of this machine have their sockets: in directories that belong to one user alone.
 *
 * @param own a directory of the service's own; null without a service manager that makes one
 * @param shared directories in which each user has one, called {@code crownstone2mqtt-UID}
 */
public record SocketPlaces(@Nullable Path own, List<Path> shared) {
    /** Of a Unix socket's path; one byte less than the kernel's field. */
    private static final int LONGEST_PATH = 107;

    private static final String NAME = "crownstone2mqtt";
    private static final Path USUAL = Path.of("/run/crownstone2mqtt");
    /** In memory, and there even in a container whose every file is read-only. */
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private static final FileAttribute<?> FOR_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    public SocketPlaces {
        shared = List.copyOf(shared);
    }

    /**
     * The usual ones.
     *
     * @param runtimeDirectory of the service; null if its manager gives none
     * @param userDirectory of this user, for as long as they are logged in; null if there is none
     */
    public static SocketPlaces of(@Nullable Path runtimeDirectory, @Nullable Path userDirectory) {
        return new SocketPlaces(
                runtimeDirectory,
                Stream.of(USUAL, userDirectory, Path.of(System.getProperty("java.io.tmpdir")), SHARED_MEMORY)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Where a bridge can open a socket of that name, the best first; what is missing is made. */
    List<Path> writable(String name) {
        List<Path> found = new ArrayList<>();
        if (own != null && Files.isDirectory(own) && Files.isWritable(own)) {
            found.add(own.resolve(name));
        }
        for (Path each : shared) {
            Path directory = each.resolve(NAME + "-" + user());
            if (Files.isDirectory(each) && isMade(directory) && isForUserAlone(directory)) {
                found.add(directory.resolve(name));
            }
        }
        found.removeIf(path -> path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH);
        return found;
    }

    /** All sockets that can be trusted; root trusts everybody's. */
    List<Path> sockets() {
        List<Path> found = new ArrayList<>();
        Stream.concat(Stream.of(USUAL), Stream.ofNullable(own)).distinct().forEach(each -> list(each, "*.sock", found));
        for (Path each : shared) {
            List<Path> directories = new ArrayList<>();
            list(each, NAME + "-*", directories);
            directories.forEach(directory -> list(directory, "*.sock", found));
        }
        return found.stream().distinct().toList();
    }

    private static void list(Path directory, String glob, List<Path> found) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            for (Path each : entries) {
                if (isTrusted(each)) {
                    found.add(each);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            return; // not there, or somebody else's
        }
    }

    private static boolean isMade(Path directory) {
        try {
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(directory, FOR_OWNER);
            }
            return true;
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    /** In a temporary directory anybody can make one of that name, or a link. */
    private static boolean isForUserAlone(Path directory) {
        try {
            return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    && uid(directory).equals(user())
                    && Files.getPosixFilePermissions(directory).stream()
                            .allMatch(each -> each == PosixFilePermission.OWNER_READ
                                    || each == PosixFilePermission.OWNER_WRITE
                                    || each == PosixFilePermission.OWNER_EXECUTE);
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isTrusted(Path path) {
        try {
            return user().equals("0") || uid(path).equals(user());
        } catch (IOException _) {
            return false;
        }
    }

    /** By the effective user id; the link /proc/self itself is root's, for everybody. */
    private static String user() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("Uid:"))
                    .map(line -> line.split("\\s+", -1)[2])
                    .findFirst()
                    .orElseGet(() -> System.getProperty("user.name"));
        } catch (IOException _) {
            return System.getProperty("user.name");
        }
    }

    private static String uid(Path path) throws IOException {
        try {
            return String.valueOf(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        } catch (UnsupportedOperationException | IllegalArgumentException _) {
            return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
        }
    }
}
