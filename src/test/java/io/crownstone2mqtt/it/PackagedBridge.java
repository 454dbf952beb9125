package io.crownstone2mqtt.it;

import io.crownstone2mqtt.testing.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The jar as a user runs it: a process of its own, with nothing but the command line and a file. */
final class PackagedBridge implements AutoCloseable {
    private static final long LONGEST_SECONDS = 60;

    private final TemporaryFolder folder;
    private final Process process;

    private PackagedBridge(TemporaryFolder folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Starts {@code java -jar crownstone2mqtt.jar arguments}. */
    static PackagedBridge start(String... arguments) {
        return start(Map.of(), arguments);
    }

    static PackagedBridge start(Map<String, String> environment, String... arguments) {
        TemporaryFolder folder = TemporaryFolder.create("packaged");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("crownstone2mqtt.jar"))
                        .toAbsolutePath()
                        .toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.path().toFile())
                .redirectOutput(folder.path().resolve("out").toFile())
                .redirectError(folder.path().resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(CROWNSTONE|MQTT|JAVA|JDK)_?.*"));
        builder.environment().putAll(environment);
        try {
            return new PackagedBridge(folder, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a configuration file of that text. */
    static PackagedBridge run(String configuration) {
        try {
            Path file = Files.createTempFile("crownstone2mqtt-packaged-", ".conf");
            file.toFile().deleteOnExit();
            Files.writeString(file, configuration);
            return start("run", "--config", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PackagedBridge terminate() {
        process.destroy();
        return this;
    }

    PackagedBridge kill() {
        process.destroyForcibly();
        return this;
    }

    /** As everybody on the machine sees it in the process list. */
    String commandLine() {
        return process.info().commandLine().orElse("");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, at most that long. */
    int exitCode(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError("still runs after " + seconds + " s:\n" + out() + err());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    int exitCode() {
        return exitCode(LONGEST_SECONDS);
    }

    String out() {
        return read("out");
    }

    String err() {
        return read("err");
    }

    private String read(String stream) {
        try {
            return Files.readString(folder.path().resolve(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill().exitCode();
        folder.close();
    }
}
