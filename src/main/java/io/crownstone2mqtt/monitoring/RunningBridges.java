package io.crownstone2mqtt.monitoring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bridges of this machine that can be asked, found by their sockets.
 *
 * @param wanted those with this identity, the youngest first
 * @param others those with another one
 * @param silent sockets of the wanted one whose process accepts and does not answer
 */
public record RunningBridges(List<RunningBridge> wanted, List<RunningBridge> others, List<Path> silent) {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 32 * 1024 * 1024;

    public RunningBridges {
        wanted = List.copyOf(wanted);
        others = List.copyOf(others);
        silent = List.copyOf(silent);
    }

    /** One that answered. */
    public record RunningBridge(Path socket, JsonNode health) {
        /** Which it is. */
        public JsonNode bridge() {
            return health.path("bridge");
        }

        private String since() {
            return bridge().path("since").asString("");
        }

        /**
         * Asks for more.
         *
         * @throws IOException it does not answer any more
         */
        public JsonNode ask(String what) throws IOException {
            return RunningBridges.ask(socket, what);
        }
    }

    /** Asks all. */
    public static RunningBridges find(SocketPlaces places, BridgeIdentity identity) {
        List<RunningBridge> wanted = new ArrayList<>();
        List<RunningBridge> others = new ArrayList<>();
        List<Path> silent = new ArrayList<>();
        for (Path socket : places.sockets()) {
            boolean isWanted = name(socket).startsWith(identity.key() + "-");
            try {
                (isWanted ? wanted : others).add(new RunningBridge(socket, ask(socket, "health")));
            } catch (ConnectException _) {
                removeIfDead(socket);
            } catch (IOException | JacksonException _) {
                if (isWanted) {
                    silent.add(socket);
                }
            }
        }
        wanted.sort(Comparator.comparing(RunningBridge::since).reversed());
        return new RunningBridges(wanted, others, silent);
    }

    /** The one that was looked for; null if it does not answer. */
    public @Nullable RunningBridge found() {
        return wanted.isEmpty() ? null : wanted.getFirst();
    }

    /** Why nothing was found, and what to do. */
    public String missing() {
        if (!silent.isEmpty()) {
            return "the bridge does not answer at " + silent.getFirst() + ": it hangs; restart it";
        }
        String here =
                others.stream().map(each -> BridgeIdentity.line(each.bridge())).collect(Collectors.joining("; "));
        return "no bridge with this broker, client id and base topic runs here, or it is another user's: start it, name its"
                + " configuration with --config, or ask as its user or as root"
                + (here.isEmpty() ? "" : " (others run: " + here + ")");
    }

    /** Those whose process was killed leave their sockets behind. */
    static void removeDead(SocketPlaces places) {
        for (Path socket : places.sockets()) {
            try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                continue;
            } catch (ConnectException _) {
                removeIfDead(socket);
            } catch (IOException | RuntimeException _) {
                continue;
            }
        }
    }

    /** Between its birth and its first answer a socket refuses, too: then its process lives. */
    private static void removeIfDead(Path socket) {
        long pid = pid(socket);
        if (pid == ProcessHandle.current().pid() || !isAlive(pid)) {
            try {
                Files.deleteIfExists(socket);
            } catch (IOException _) {
                return; // it does no harm
            }
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** -1 for a file of another program: never alive. */
    private static long pid(Path socket) {
        String[] parts = name(socket).replace(".sock", "").split("-", -1);
        return parts.length > 1 && parts[1].matches("[0-9]{1,10}") ? Long.parseLong(parts[1]) : -1;
    }

    private static String name(Path socket) {
        return String.valueOf(socket.getFileName());
    }

    private static JsonNode ask(Path socket, String what) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Selector selector = Selector.open()) {
            ByteBuffer question = ByteBuffer.wrap(("{\"ask\":\"" + what + "\"}\n").getBytes(StandardCharsets.UTF_8));
            channel.write(question);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return JsonMapper.shared().readTree(answer(channel, selector));
        }
    }

    private static String answer(SocketChannel channel, Selector selector) throws IOException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(8192);
        while (bytes.size() < LONGEST_ANSWER) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0 || selector.select(left) == 0) {
                throw new SocketTimeoutException("no answer");
            }
            selector.selectedKeys().clear();
            if (channel.read(part.clear()) < 0) {
                return bytes.toString(StandardCharsets.UTF_8);
            }
            bytes.write(part.array(), 0, part.position());
        }
        throw new IOException("an endless answer");
    }
}
