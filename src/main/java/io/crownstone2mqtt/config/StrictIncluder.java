package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Includes files, and says so when one is missing: HOCON would pass over it in silence, and with it over the password.
 * Anything but a file is refused: what stands on the network is not this machine's configuration.
 */
record StrictIncluder(Path file, HoconParser parser)
        implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        try {
            return parser.parse(find(what)).root();
        } catch (IOException | IllegalArgumentException _) {
            throw new RefusedInclude(
                    file, what, "there is no such file, or it cannot be read; correct the path or remove the include");
        }
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return include(context, what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        throw new RefusedInclude(file, what.toString(), "only files can be included; copy it to this machine");
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        throw new RefusedInclude(file, what, "only files can be included; name a file");
    }

    /** HOCON lets the ending of a file's name be left out. */
    private Path find(String what) {
        return Stream.of("", ".conf", ".json")
                .map(ending -> file.resolveSibling(FilePath.relative(what + ending)))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseGet(() -> file.resolveSibling(FilePath.relative(what)));
    }

    /** An include that cannot be followed. */
    static final class RefusedInclude extends ConfigException.Generic {
        private static final long serialVersionUID = 1L;

        private final transient Path file;
        private final String what;

        RefusedInclude(Path file, String what, String why) {
            super("cannot include " + ConfigText.shown(what) + ": " + why);
            this.file = file;
            this.what = what;
        }

        /** Where the include stands; Typesafe Config does not say it. */
        String place() {
            int line = SourceLines.of(file).find("include", what);
            return FilePath.shown(file) + (line > 0 ? ":" + line : "");
        }
    }
}
