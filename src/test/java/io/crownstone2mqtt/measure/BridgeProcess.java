package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The bridge as its users run it: a process of its own, with its own log, which goes to a file. */
final class BridgeProcess implements AutoCloseable {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Path folder;
    private final Process process;

    private BridgeProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** @param configuration what differs from the defaults; topics are named by ids */
    static BridgeProcess start(SimulatedCloud cloud, URI broker, String configuration, String... jvmOptions)
            throws IOException {
        Path folder = Files.createTempDirectory("crownstone2mqtt-measure-");
        Path file = Files.writeString(
                folder.resolve("application.conf"),
                "crownstone2mqtt { mqtt { topic-style = id }\n" + configuration + "\n}");
        List<String> command = new ArrayList<>(List.of(tool("java")));
        command.addAll(List.of(jvmOptions));
        // The tests' own log configuration is on this class path, too.
        command.add("-Dlogback.configurationFile=");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.crownstone2mqtt.cli.Main"));
        command.addAll(List.of("run", "--config", file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "CROWNSTONE_CLOUD_URL", cloud.apiUrl().toString(),
                        "CROWNSTONE_EVENTS_URL", cloud.eventsUrl().toString(),
                        "CROWNSTONE_EMAIL", DemoHome.EMAIL,
                        "CROWNSTONE_PASSWORD", DemoHome.PASSWORD,
                        "MQTT_URL", broker.toString()));
        Path log = folder.resolve("bridge.log");
        return new BridgeProcess(
                folder,
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether its log says that memory ran out, or that it met a bug. */
    boolean complained() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("bridge.log"))) {
            return lines.anyMatch(line -> line.contains("OutOfMemoryError") || line.contains("ERROR"));
        }
    }

    /** What a collection of all garbage leaves. */
    long heapKilobytesAfterCollection() throws IOException, InterruptedException {
        jcmd("GC.run");
        return number(USED, jcmd("GC.heap_info"));
    }

    private String jcmd(String what) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(tool("jcmd"), Long.toString(process.pid()), what)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said;
    }

    long threads() throws IOException {
        return number(THREADS, Files.readString(proc("status")));
    }

    long residentKilobytes() throws IOException {
        return number(RESIDENT, Files.readString(proc("status")));
    }

    long sockets() throws IOException {
        try (Stream<Path> open = Files.list(proc("fd"))) {
            return open.filter(BridgeProcess::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("there is no " + pattern + " in " + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        var _ = process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
        Files.deleteIfExists(folder.resolve("application.conf"));
        Files.deleteIfExists(folder.resolve("bridge.log"));
        Files.deleteIfExists(folder);
    }
}
