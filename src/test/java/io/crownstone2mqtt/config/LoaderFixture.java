package io.crownstone2mqtt.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads texts as if they were files of a folder, beside an account in the environment that is right. */
final class LoaderFixture {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    LoaderFixture(Path folder) {
        this.folder = folder;
    }

    static LoaderFixture withAccount(Path folder) {
        return new LoaderFixture(folder)
                .with("CROWNSTONE_EMAIL", "ada@example.org")
                .with("CROWNSTONE_PASSWORD", "secret");
    }

    LoaderFixture with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    LoaderFixture withFile(String name, String text) {
        write(name, text);
        return this;
    }

    /** Loads the text as {@code a.conf}. */
    Settings load(String hocon) {
        return SettingsLoader.load(write("a.conf", hocon), environment);
    }

    Settings loadWithoutFile() {
        return SettingsLoader.load(null, environment);
    }

    /** The lines of the exception, with paths relative to the folder; empty if there is none. */
    List<String> problems(String hocon) {
        try {
            load(hocon);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream()
                    .map(problem -> problem.toString().replace(folder + "/", ""))
                    .toList();
        }
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
