package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A configuration file that is there whole or not at all, and that nobody else can read while it is made. */
public final class NewFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private NewFile() {}

    /**
     * A configuration file, with whatever is special in a value quoted.
     *
     * @param values by path below {@code crownstone2mqtt}: texts, numbers, lists and maps of them
     */
    public static String configuration(Map<String, ?> values) {
        ConfigRenderOptions options = ConfigRenderOptions.defaults()
                .setOriginComments(false)
                .setComments(false)
                .setJson(false);
        return "# Made by crownstone2mqtt setup. All keys: crownstone2mqtt's reference.conf.\n"
                + ConfigFactory.parseMap(values).atPath(ConfigKeys.TOP).root().render(options);
    }

    /** Whether a file that is there sets nothing, as the sample that a package installs: comments and empty blocks alone. */
    public static boolean setsNothing(Path file) {
        try {
            return isEmpty(new HoconParser().parse(file).root());
        } catch (ConfigException | IOException e) {
            return false;
        }
    }

    private static boolean isEmpty(ConfigValue value) {
        return value instanceof Map<?, ?> block
                && block.values().stream().allMatch(each -> isEmpty((ConfigValue) each));
    }

    /** Why no file can be written there, and what to do, as far as that can be seen before; null if nothing is in the way. */
    public static @Nullable String obstacle(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            return "is a directory: name a file in it";
        }
        if (file.toString().endsWith(".json")) {
            return "is read as JSON for its name, and HOCON would be written: name a file that ends with .conf";
        }
        if (!Files.isDirectory(folder)) {
            return "cannot be written, for its directory does not exist: make it, or name another file with --config";
        }
        return Files.isWritable(folder)
                ? null
                : "cannot be written, for you may not write to its directory: become root (sudo), or name another file"
                        + " with --config";
    }

    /**
     * Writes it next to its place, and moves it there; through a link, to the file that the link names. Only its owner may read it; in the place of
     * another file that file's owner and, unless everybody could read it, its group may, too. The previous file is kept.
     *
     * @param reader a group that may read it where that leaves the owner alone; null, or one that does not exist: none
     * @return where that is which was there before; null if nothing was
     */
    public static @Nullable Path write(Path file, String text, @Nullable String reader) throws IOException {
        boolean replaces = Files.exists(file);
        Path target = replaces ? file.toRealPath() : file.toAbsolutePath();
        Path kept = null;
        if (replaces && Files.size(target) > 0) {
            kept = target.resolveSibling(target.getFileName() + ".old");
            write(kept, Files.readAllBytes(target), target, null);
        }
        write(target, text.getBytes(StandardCharsets.UTF_8), replaces ? target : null, reader);
        return kept;
    }

    private static void write(Path target, byte[] bytes, @Nullable Path like, @Nullable String reader)
            throws IOException {
        Path made = Files.createTempFile(
                Objects.requireNonNull(target.getParent()),
                ".crownstone2mqtt-",
                ".tmp",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true); // not empty after a power cut
            }
            if (like != null) {
                takeAccess(like, made);
            }
            if (reader != null && !isForGroup(made)) {
                letRead(made, reader);
            }
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** Whether its group can read it. */
    public static boolean isForGroup(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).contains(PosixFilePermission.GROUP_READ);
    }

    private static void takeAccess(Path from, Path to) throws IOException {
        PosixFileAttributes known = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributeView view = view(to);
        view.setOwner(known.owner());
        view.setGroup(known.group());
        Set<PosixFilePermission> mode = EnumSet.copyOf(OWNER_ONLY);
        // Where everybody could read it, its mode was nobody's choice.
        if (known.permissions().contains(PosixFilePermission.GROUP_READ)
                && !known.permissions().contains(PosixFilePermission.OTHERS_READ)) {
            mode.add(PosixFilePermission.GROUP_READ);
        }
        view.setPermissions(mode);
    }

    private static void letRead(Path file, String group) throws IOException {
        PosixFileAttributeView view = view(file);
        try {
            view.setGroup(file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
        } catch (UserPrincipalNotFoundException | FileSystemException _) {
            return; // no such group, or it may not be given away: it stays the owner's alone
        }
        Set<PosixFilePermission> mode = EnumSet.copyOf(OWNER_ONLY);
        mode.add(PosixFilePermission.GROUP_READ);
        view.setPermissions(mode);
    }

    private static PosixFileAttributeView view(Path file) {
        return Objects.requireNonNull(Files.getFileAttributeView(file, PosixFileAttributeView.class));
    }
}
