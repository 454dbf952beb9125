package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Includes files, and says so when one is missing: HOCON would pass over it in silence, and with it over the password.
 * Anything but a file is refused: what stands on the network is not this machine's configuration.
 */
record StrictIncluder(@Nullable ConfigIncluder files)
        implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return new StrictIncluder(fallback);
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        if (files == null || what.contains("://")) {
            return refuse(what);
        }
        return present(what, () -> files.include(strict(context), what));
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return files instanceof ConfigIncluderFile includer
                ? present(what.getPath(), () -> includer.includeFile(strict(context), what))
                : refuse(what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        return refuse(what.toString());
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        return refuse(what);
    }

    private static ConfigIncludeContext strict(ConfigIncludeContext context) {
        return context.setParseOptions(context.parseOptions().setAllowMissing(false));
    }

    private static ConfigObject present(String what, Supplier<ConfigObject> include) {
        try {
            return include.get();
        } catch (ConfigException.IO _) {
            throw new Refused(
                    what,
                    "cannot include " + Text.shown(what)
                            + ": there is no such file, or it cannot be read; mend the path or remove the include");
        }
    }

    private static ConfigObject refuse(String what) {
        throw new Refused(what, "cannot include " + Text.shown(what) + "; only files can be included");
    }

    /** An include that cannot be followed. Typesafe Config does not say on which line it stands. */
    static final class Refused extends ConfigException.Generic {
        private static final long serialVersionUID = 1L;

        private final String what;

        Refused(String what, String message) {
            super(message);
            this.what = what;
        }

        String what() {
            return what;
        }
    }
}
