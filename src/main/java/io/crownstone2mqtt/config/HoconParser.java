package io.crownstone2mqtt.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Parses a file and what it includes, whose paths start at its folder. */
record HoconParser(int depth) {
    private static final int DEEPEST = 20;

    HoconParser() {
        this(0);
    }

    /**
     * Substitutions are left for later.
     *
     * @throws ConfigException of Typesafe Config: syntax, or an include that cannot be followed
     */
    Config parse(Path file) throws IOException {
        if (depth > DEEPEST) {
            throw new ConfigException.Generic("files include each other in a circle; remove one of the includes");
        }
        var options = ConfigParseOptions.defaults()
                .setSyntax(syntax(file))
                .setOriginDescription(FilePath.shown(file))
                .prependIncluder(new StrictIncluder(file, new HoconParser(depth + 1)));
        var text = Files.readString(file, StandardCharsets.UTF_8);
        return ConfigFactory.parseString(HoconText.withIncludeAsKey(text), options);
    }

    private static ConfigSyntax syntax(Path file) {
        return file.toString().endsWith(".json") ? ConfigSyntax.JSON : ConfigSyntax.CONF;
    }
}
