package io.crownstone2mqtt.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small file that is written again and again, readable by this user alone. */
final class KeptFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeptFile.class);

    private final HealthPlaces places;
    private final String use;
    private @Nullable Path file;
    private String written = "";
    private boolean complained;

    /** @param use which command finds nothing without it */
    KeptFile(HealthPlaces places, String use) {
        this.places = places;
        this.use = use;
    }

    /** Where it cannot be written the log says so once. */
    void write(String text) {
        if (text.equals(written)) {
            return;
        }
        try {
            Path target = file == null ? places.writable() : file;
            if (target == null) {
                throw new IOException("none of " + places.directories() + " can be written");
            }
            write(target, text);
            file = target;
            written = text;
        } catch (IOException e) {
            if (!complained) {
                LOG.warn("the command {} does not see this bridge: {}", use, e.toString());
            }
            complained = true;
        }
    }

    /** Whoever reads sees the old file or the new one; the name in between nobody can guess. */
    private static void write(Path target, String text) throws IOException {
        Path draft = Files.createTempFile(target.toAbsolutePath().getParent(), target.getFileName() + ".", ".draft");
        try {
            Files.writeString(draft, text);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    void remove() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debug("{} is left behind", file, e);
        }
    }
}
