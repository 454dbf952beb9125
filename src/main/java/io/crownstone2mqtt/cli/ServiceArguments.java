package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.FilePath;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The command lines that services use: {@code run --config FILE} and what is shorter. They are understood without
 * picocli, which would take a quarter of the time of a start.
 *
 * @param config the file that is named, or null
 */
record ServiceArguments(@Nullable Path config) {
    /** Null if the arguments are anything else. */
    static @Nullable ServiceArguments of(String... args) {
        int next = args.length > 0 && args[0].equals("run") ? 1 : 0;
        if (args.length == next) {
            return new ServiceArguments(null);
        }
        boolean named = args.length == next + 2 && args[next].equals("--config") && !args[next + 1].startsWith("-");
        return named ? new ServiceArguments(FilePath.of(args[next + 1])) : null;
    }
}
