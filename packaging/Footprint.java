import io.crownstone2mqtt.cli.DemoBroker;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * Measures from outside how fast the bridge is there and how much memory it takes, with one option more in each row. Ready
 * is the last message of the first snapshot, on the broker, since the start of the process. Arguments: the JDK's java, how
 * many runs a row.
 */
class Footprint {
    private static final String JAR = "target/crownstone2mqtt.jar";
    private static final long QUIET_MILLIS = 1_500;
    private static final long LONGEST_MILLIS = 60_000;

    private final AtomicLong lastMessage = new AtomicLong();
    private final AtomicInteger messages = new AtomicInteger();
    private final Map<String, String> environment;
    private final int runs;

    private record Run(long readyMillis, long cpuMillis, long residentKilobytes, long anonymousKilobytes) {}

    private Footprint(Map<String, String> environment, int runs) {
        this.environment = environment;
        this.runs = runs;
    }

    static void main(String[] args) throws Exception {
        try (DemoBroker broker = DemoBroker.start(0);
                SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(1, 20))) {
            Map<String, String> environment = Map.of(
                    "CROWNSTONE_CLOUD_URL", cloud.apiUrl().toString(),
                    "CROWNSTONE_EVENTS_URL", cloud.eventsUrl().toString(),
                    "CROWNSTONE_EMAIL", DemoHome.EMAIL,
                    "CROWNSTONE_PASSWORD", DemoHome.PASSWORD,
                    "MQTT_URL", "mqtt://127.0.0.1:" + broker.port());
            new Footprint(environment, Integer.parseInt(args[1])).table(args[0], broker.port());
        }
        System.exit(0);
    }

    private void table(String jdk, int port) throws Exception {
        MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, "footprint", new MemoryPersistence());
        client.connect();
        client.subscribe("#", 0, (_, _) -> {
            lastMessage.set(System.nanoTime());
            messages.incrementAndGet();
        });
        measure(List.of(jdk), Map.of(), client);
        System.out.println("| options, each row with those above | ready, best / median | processor time | resident | of it anonymous |");
        System.out.println("|---|---|---|---|---|");
        List<String> command = new ArrayList<>(List.of(jdk));
        Map<String, String> variables = new LinkedHashMap<>();
        row("JDK 25, none", command, variables, client);
        add(command, "-XX:+UseSerialGC");
        row("`-XX:+UseSerialGC`", command, variables, client);
        add(command, "-Xms8m", "-Xmx96m", "-XX:MaxMetaspaceSize=64m");
        row("`-Xms8m -Xmx96m -XX:MaxMetaspaceSize=64m`", command, variables, client);
        add(command, "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=16m");
        row("`-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=16m`", command, variables, client);
        add(command, "-XX:CompileThresholdScaling=5");
        row("`-XX:CompileThresholdScaling=5`", command, variables, client);
        add(command, "-Xss256k", "-XX:-UsePerfData");
        row("`-Xss256k -XX:-UsePerfData`", command, variables, client);
        variables.put("MALLOC_ARENA_MAX", "1");
        row("`MALLOC_ARENA_MAX=1` (environment)", command, variables, client);
        command.set(0, "target/runtime/bin/java");
        row("target/runtime instead of the JDK", command, variables, client);
        add(command, "-XX:AOTCache=target/app.aot");
        row("`-XX:AOTCache=target/app.aot`", command, variables, client);
        add(command, "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");
        row("`-XX:ArchiveRelocationMode=0`", command, variables, client);
        row(
                "as installed: packaging/java.options and the cache",
                List.of("target/runtime/bin/java", "@packaging/java.options", "-XX:AOTCache=target/app.aot"),
                variables,
                client);
    }

    private static void add(List<String> command, String... options) {
        command.addAll(List.of(options));
    }

    private void row(String name, List<String> command, Map<String, String> variables, MqttClient client)
            throws Exception {
        List<Run> all = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            all.add(measure(command, variables, client));
        }
        List<Long> ready = all.stream().map(Run::readyMillis).sorted().toList();
        System.out.printf(
                "| %s | %.2f / %.2f s | %.2f s | %.0f MB | %.0f MB |%n",
                name,
                ready.getFirst() / 1e3,
                ready.get(runs / 2) / 1e3,
                all.stream().mapToLong(Run::cpuMillis).sorted().toArray()[runs / 2] / 1e3,
                all.stream().mapToLong(Run::residentKilobytes).sorted().toArray()[runs / 2] / 1024.0,
                all.stream().mapToLong(Run::anonymousKilobytes).sorted().toArray()[runs / 2] / 1024.0);
    }

    private Run measure(List<String> command, Map<String, String> variables, MqttClient client) throws Exception {
        List<String> full = new ArrayList<>(command);
        full.addAll(List.of("-jar", JAR, "run"));
        ProcessBuilder builder = new ProcessBuilder(full)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        builder.environment().putAll(variables);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        messages.set(0);
        long start = System.nanoTime();
        Process process = builder.start();
        awaitQuiet(start);
        long ready = TimeUnit.NANOSECONDS.toMillis(lastMessage.get() - start);
        Run run = new Run(
                ready,
                process.info().totalCpuDuration().orElseThrow().toMillis(),
                memory(process, "VmRSS:"), memory(process, "RssAnon:"));
        process.destroy();
        process.waitFor();
        forget(client);
        return run;
    }

    /** The home does not move: when nothing comes any more, all is there. */
    private void awaitQuiet(long start) throws InterruptedException {
        while (messages.get() < 100
                || System.nanoTime() - lastMessage.get() < TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS)) {
            if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS)) {
                throw new IllegalStateException("not ready; " + messages.get() + " messages");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The next run finds a broker that holds nothing. */
    private void forget(MqttClient client) throws Exception {
        MqttClient cleaner = new MqttClient(client.getServerURI(), "cleaner", new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMaxInflight(10_000);
        cleaner.connect(options);
        List<String> held = new CopyOnWriteArrayList<>();
        cleaner.subscribe("#", 0, (topic, message) -> {
            if (message.isRetained()) {
                held.add(topic);
            }
        });
        TimeUnit.MILLISECONDS.sleep(500);
        for (String topic : held) {
            cleaner.publish(topic, new byte[0], 1, true);
        }
        cleaner.disconnect();
        cleaner.close();
    }

    private static long memory(Process process, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
