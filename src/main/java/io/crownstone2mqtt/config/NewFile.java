package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A file that is there whole or not at all, and that nobody else can read while it is made. */
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

    /**
     * Writes it beside its place, and moves it there. Only its owner may read it; in the place of a file that a service reads,
     * that file's owner and group may, too.
     */
    public static void write(Path file, String text) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException("there is no file of that name");
        }
        Path made = Files.createTempFile(
                folder, ".crownstone2mqtt-", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(made, text, StandardCharsets.UTF_8);
            if (Files.exists(target)) {
                takeAccess(target, made);
            }
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static void takeAccess(Path from, Path to) throws IOException {
        PosixFileAttributes known = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributeView view =
                Objects.requireNonNull(Files.getFileAttributeView(to, PosixFileAttributeView.class));
        view.setOwner(known.owner());
        view.setGroup(known.group());
        Set<PosixFilePermission> mode = EnumSet.copyOf(OWNER_ONLY);
        if (known.permissions().contains(PosixFilePermission.GROUP_READ)) {
            mode.add(PosixFilePermission.GROUP_READ);
        }
        view.setPermissions(mode);
    }
}
