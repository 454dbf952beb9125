package io.crownstone2mqtt.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a HOCON file. Whatever Typesafe Config throws becomes one line of the report. */
record HoconFile(Path file, Environment environment, Report report) {
    /** What stands in {@code reference.conf}. */
    static ConfigObject reference() {
        var options =
                ConfigParseOptions.defaults().setAllowMissing(false).setClassLoader(HoconFile.class.getClassLoader());
        return ConfigFactory.parseResources("reference.conf", options).resolve().root();
    }

    /** The file over the defaults, or null after a problem was reported. */
    @Nullable
    ConfigObject over(ConfigObject defaults) {
        if (!readable()) {
            return null;
        }
        try {
            return parse().withFallback(defaults).resolve(resolveOptions()).root();
        } catch (ConfigException e) {
            var syntax = new SyntaxProblem(file, e);
            report.add(syntax.place(), "", syntax.message());
        } catch (StackOverflowError _) {
            report.add(file.toString(), "", "braces or brackets are nested too deeply; close what is open");
        }
        return null;
    }

    private boolean readable() {
        var why = whyNotReadable();
        if (why != null) {
            report.add(file.toString(), "", why);
        }
        return why == null;
    }

    private @Nullable String whyNotReadable() {
        if (Files.notExists(file)) {
            return "there is no such file; mend the path of the configuration file";
        }
        if (Files.isDirectory(file)) {
            return "is a directory; name the configuration file in it";
        }
        return Files.isReadable(file) ? null : "cannot be read; let the user that runs crownstone2mqtt read it";
    }

    private Config parse() {
        var options = ConfigParseOptions.defaults()
                .setSyntax(ConfigSyntax.CONF)
                .setAllowMissing(false)
                .prependIncluder(new StrictIncluder(null));
        // Of a relative path Typesafe Config does not know the folder, and then it finds no include.
        return ConfigFactory.parseFile(file.toAbsolutePath().toFile(), options);
    }

    private ConfigResolveOptions resolveOptions() {
        return ConfigResolveOptions.defaults().setUseSystemEnvironment(false).appendResolver(environment);
    }
}
