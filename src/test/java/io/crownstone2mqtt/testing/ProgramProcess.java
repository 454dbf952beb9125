package io.crownstone2mqtt.testing;

import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The program as a process of its own, from the classes of this build. Its standard output is a pipe, unless told otherwise. */
public final class ProgramProcess implements AutoCloseable {
    private static final String NO_FILE_FOR_THE_LOG = "-Dlogback.configurationFile=";

    private final Process process;

    private ProgramProcess(Process process) {
        this.process = process;
    }

    /** What is to be known before it starts. */
    public static final class Builder {
        private final List<String> flags = new ArrayList<>(List.of(
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", NO_FILE_FOR_THE_LOG));

        private final Map<String, String> environment = new HashMap<>();
        private final List<String> arguments = new ArrayList<>();
        private String classPath = System.getProperty("java.class.path");
        private static final String MAIN = "io.crownstone2mqtt.cli.Main";
        private @Nullable Path out;
        private @Nullable Path err;

        public Builder flags(String... more) {
            flags.addAll(List.of(more));
            return this;
        }

        /** As a library of a program whose own resources are in that folder; nothing of our tests is there. */
        public Builder asLibraryOf(Path folder) {
            String separator = System.getProperty("path.separator");
            flags.remove(NO_FILE_FOR_THE_LOG);
            classPath = folder
                    + separator
                    + Pattern.compile(separator, Pattern.LITERAL)
                            .splitAsStream(classPath)
                            .filter(entry -> !entry.endsWith("test-classes"))
                            .collect(Collectors.joining(separator));
            return this;
        }

        /** With a copy of our classes, in that folder, in which one is missing: who needs it gets a NoClassDefFoundError. */
        public Builder without(String className, Path folder) {
            Path classes = Path.of("target", "classes").toAbsolutePath();
            copy(classes, folder);
            try {
                Files.delete(folder.resolve(className.replace('.', '/') + ".class"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            classPath = classPath.replace(classes.toString(), folder.toString());
            return this;
        }

        private static void copy(Path from, Path to) {
            try (Stream<Path> all = Files.walk(from)) {
                for (Path each : all.skip(1).toList()) {
                    Files.copy(each, to.resolve(from.relativize(each)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public Builder arguments(String... words) {
            arguments.addAll(List.of(words));
            return this;
        }

        public Builder set(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        public Builder of(SimulatedCloud cloud, URI broker) {
            return set("CROWNSTONE_CLOUD_URL", cloud.apiUrl().toString())
                    .set("CROWNSTONE_EVENTS_URL", cloud.eventsUrl().toString())
                    .set("CROWNSTONE_EMAIL", DemoHome.EMAIL)
                    .set("CROWNSTONE_PASSWORD", DemoHome.PASSWORD)
                    .set("MQTT_URL", broker.toString());
        }

        public Builder out(Path file) {
            out = file;
            return this;
        }

        public Builder err(Path file) {
            err = file;
            return this;
        }

        public ProgramProcess start() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(flags);
            command.addAll(List.of("-cp", classPath, MAIN));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeIf(name -> name.matches("(CROWNSTONE|MQTT|JAVA|JDK|XDG|RUNTIME)_?.*"));
            builder.environment().putAll(environment);
            if (out != null) {
                builder.redirectOutput(out.toFile());
            }
            if (err != null) {
                builder.redirectError(err.toFile());
            }
            try {
                return new ProgramProcess(builder.start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static Builder with(String... arguments) {
        return new Builder().arguments(arguments);
    }

    /** A port that nobody uses at this moment. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ProgramProcess terminate() {
        process.destroy();
        return this;
    }

    /** Waits for its end, at most that long. */
    public int exitCode(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError("still runs after " + seconds + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** All that is in the pipe and will come. */
    public String readOut() {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode(20);
    }
}
