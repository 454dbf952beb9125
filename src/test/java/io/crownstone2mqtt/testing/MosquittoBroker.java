package io.crownstone2mqtt.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Mosquitto as a process of its own, with its own configuration, on loopback. */
public final class MosquittoBroker implements TestBroker {
    private static final int ATTEMPTS = 10;
    /** From a listener's port to that of its WebSocket. */
    private static final int ABOVE = 10_000;

    private final TemporaryFolder folder = TemporaryFolder.create("mosquitto");
    private final Options options;
    private final int port;
    private Process process;

    private MosquittoBroker(Options options) {
        this.options = options;
        for (int attempt = 1; ; attempt++) {
            int candidate = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            Process started = launch(candidate);
            if (answers(started, candidate)) {
                port = candidate;
                process = started;
                return;
            }
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException("Mosquitto does not start: " + log());
            }
        }
    }

    public static boolean isInstalled() {
        return program("mosquitto").isPresent();
    }

    /** For anybody, in memory. */
    public static MosquittoBroker open() {
        return new Options().open();
    }

    public static Options with() {
        return new Options();
    }

    private static Optional<Path> program(String name) {
        String searched =
                System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/usr/local/sbin";
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(searched)
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Process launch(int onPort) {
        try {
            Path configuration = folder.path().resolve("mosquitto.conf");
            Files.write(configuration, configuration(onPort));
            return new ProcessBuilder(program("mosquitto").orElseThrow().toString(), "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> configuration(int onPort) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "user " + System.getProperty("user.name"),
                "listener " + onPort + " " + options.host,
                "log_dest stderr",
                "log_type " + (options.quiet ? "error" : "all"),
                "set_tcp_nodelay " + options.noDelay,
                "persistence " + options.persistence,
                "persistence_location " + folder.path() + "/",
                "allow_anonymous " + options.passwords.isEmpty()));
        lines.addAll(options.settings);
        if (!options.passwords.isEmpty()) {
            lines.add("password_file " + passwordFile());
        }
        if (!options.acl.isEmpty()) {
            lines.add("acl_file " + Files.write(folder.path().resolve("acl"), options.acl));
        }
        TestCertificates.Pair certificate = options.certificate;
        if (certificate != null) {
            lines.add("certfile " + certificate.certificate());
            lines.add("keyfile " + certificate.key());
        }
        if (options.clientAuthority != null) {
            lines.add("cafile " + options.clientAuthority);
            lines.add("require_certificate true");
        }
        if (options.webSockets) {
            lines.addAll(List.of("listener " + (onPort + ABOVE), "protocol websockets"));
            if (certificate != null) {
                lines.addAll(List.of("certfile " + certificate.certificate(), "keyfile " + certificate.key()));
            }
        }
        return lines;
    }

    private Path passwordFile() throws IOException {
        Path file = folder.path().resolve("passwords");
        Files.deleteIfExists(file);
        Files.createFile(file);
        for (Map.Entry<String, String> each : options.passwords.entrySet()) {
            Process hashing = new ProcessBuilder(
                            "mosquitto_passwd", "-b", file.toString(), each.getKey(), each.getValue())
                    .redirectErrorStream(true)
                    .redirectOutput(logFile().toFile())
                    .start();
            if (!join(hashing, Duration.ofSeconds(10)) || hashing.exitValue() != 0) {
                throw new IOException("mosquitto_passwd failed: " + log());
            }
        }
        return file;
    }

    private boolean answers(Process process, int port) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive() || (accepts(port) && (!options.webSockets || accepts(port + ABOVE))));
        // Another process may answer on the port while ours is about to find it taken.
        return !join(process, Duration.ofMillis(50));
    }

    private boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(options.host, port), 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean join(Process process, Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Path logFile() {
        return folder.path().resolve("mosquitto.log");
    }

    /** What Mosquitto has written so far. */
    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public URI url() {
        return url(
                options.certificate == null ? "mqtt" : "mqtts",
                options.host.contains(":") ? "[" + options.host + "]" : options.host);
    }

    /** Of the listener that {@link Options#webSockets} adds. */
    public URI webSocketUrl() {
        return URI.create((options.certificate == null ? "ws" : "wss") + "://127.0.0.1:" + (port + ABOVE));
    }

    public URI url(String scheme, String host) {
        return URI.create(scheme + "://" + host + ":" + port);
    }

    @Override
    public void stop() {
        process.destroy();
        if (!join(process, Duration.ofSeconds(10))) {
            kill();
        }
    }

    /** As by a power cut: no connection is closed in an orderly way, nothing is saved. */
    public void kill() {
        process.destroyForcibly();
        join(process, Duration.ofSeconds(10));
    }

    /** Takes or gives back the processor: while it is taken, connections stay open and nothing is answered. */
    public void freeze(boolean frozen) {
        try {
            Process signal =
                    new ProcessBuilder("kill", frozen ? "-STOP" : "-CONT", Long.toString(process.pid())).start();
            join(signal, Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start() {
        process = launch(port);
        if (!answers(process, port)) {
            throw new IllegalStateException("Mosquitto does not start again: " + log());
        }
    }

    /** Lets these users in from the next start on, and nobody else. */
    public void setPasswords(Map<String, String> passwords) {
        options.passwords = Map.copyOf(passwords);
    }

    /** Has these lines of an access control file from the next start on; none let everybody do everything. */
    public void setAcl(String... lines) {
        options.acl(lines);
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }

    /** What differs from a broker that is open for anybody. */
    public static final class Options {
        private Map<String, String> passwords = Map.of();
        private List<String> acl = List.of();
        private String host = "127.0.0.1";
        private List<String> settings = List.of();
        private boolean webSockets;
        private boolean persistence;
        private boolean quiet;
        private boolean noDelay;
        private TestCertificates.@Nullable Pair certificate;
        private @Nullable Path clientAuthority;

        public Options passwords(Map<String, String> passwords) {
            this.passwords = Map.copyOf(passwords);
            return this;
        }

        /** Lines of an access control file. */
        public Options acl(String... lines) {
            this.acl = Stream.of(lines).toList();
            return this;
        }

        /** An address to listen at; IPv6 without brackets. */
        public Options host(String host) {
            this.host = host;
            return this;
        }

        /** Lines of the configuration that follow those of the listener. */
        public Options settings(String... lines) {
            this.settings =
                    Stream.concat(this.settings.stream(), Stream.of(lines)).toList();
            return this;
        }

        /** A second listener: Mosquitto 2.0.11 does not start with a WebSocket alone. */
        public Options webSockets() {
            webSockets = true;
            return this;
        }

        public Options persistence() {
            this.persistence = true;
            return this;
        }

        /** Does not log every packet, which takes longer than handling it. */
        public Options quiet() {
            this.quiet = true;
            return this;
        }

        /** Sends small packets at once, without waiting for the client's system to acknowledge those before. */
        public Options noDelay() {
            this.noDelay = true;
            return this;
        }

        public Options tls(TestCertificates.Pair certificate) {
            this.certificate = certificate;
            return this;
        }

        /** Only clients with a certificate of this authority are let in. */
        public Options clientAuthority(Path authority) {
            this.clientAuthority = authority;
            return this;
        }

        public MosquittoBroker open() {
            return new MosquittoBroker(this);
        }
    }
}
