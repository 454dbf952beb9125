package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** A file that is there whole or not at all, and that nobody else can read while it is made. */
public final class NewFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

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
     * Writes it beside its place, and moves it there.
     *
     * @param secret whether only its owner may read it
     */
    public static void write(Path file, String text, boolean secret) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException("there is no file of that name");
        }
        Path made = Files.createTempFile(
                folder, ".crownstone2mqtt-", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(made, text, StandardCharsets.UTF_8);
            if (!secret) {
                Files.setPosixFilePermissions(made, READABLE);
            }
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }
}
