package io.crownstone2mqtt.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a block {@code tls}. */
record TlsReader(Report report, KnownKeys knownKeys) {
    /**
     * What the block says.
     *
     * @param noEffect what is wrong with naming a file, for an address that is not encrypted; null if it is
     */
    Settings.Tls read(Section block, @Nullable String noEffect) {
        var tls = new Settings.Tls(
                file(block, "ca-file", noEffect),
                file(block, "certificate-file", noEffect),
                file(block, "key-file", noEffect),
                block.get("verify-hostname", Values::bool));
        if (block.isGiven("certificate-file") != block.isGiven("key-file")) {
            var given = block.isGiven("key-file") ? "key-file" : "certificate-file";
            block.problem(given, "certificate-file and key-file belong together; give both or none");
        }
        block.refuseOthers(knownKeys);
        return tls;
    }

    /** A certificate for a connection that is not encrypted would only look safe. */
    private @Nullable Path file(Section block, String key, @Nullable String noEffect) {
        var entry = block.find(key);
        if (entry == null) {
            return null;
        }
        if (noEffect != null) {
            report.add(entry.place(), entry.path(), noEffect);
            return null;
        }
        return block.parse(entry, text -> readable(entry.resolve(text)));
    }

    private static Path readable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException("the file " + Text.oneLine(FilePath.shown(file))
                    + " is missing or cannot be read; mend the path or its permissions");
        }
        return file;
    }
}
