package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a HOCON file. Whatever Typesafe Config throws becomes one line of the report. */
record HoconFile(Path file, Environment environment, Report report) {
    /** The file over the defaults, or null after a problem was reported. */
    @Nullable
    ConfigObject over(ConfigObject defaults) {
        if (!readable()) {
            return null;
        }
        try {
            return new HoconParser()
                    .parse(file)
                    .withFallback(defaults)
                    .resolve(resolveOptions())
                    .root();
        } catch (ConfigException e) {
            var syntax = new SyntaxProblem(file, e);
            report.add(syntax.place(), "", syntax.message());
        } catch (IOException e) {
            report.add(FilePath.shown(file), "", "cannot be read (" + e + "); write it as text in UTF-8");
        } catch (StackOverflowError _) {
            report.add(FilePath.shown(file), "", "braces or brackets are nested too deeply; close what is open");
        }
        return null;
    }

    private boolean readable() {
        var why = whyNotReadable();
        if (why != null) {
            report.add(FilePath.shown(file), "", why);
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

    private ConfigResolveOptions resolveOptions() {
        return ConfigResolveOptions.defaults().setUseSystemEnvironment(false).appendResolver(environment);
    }
}
