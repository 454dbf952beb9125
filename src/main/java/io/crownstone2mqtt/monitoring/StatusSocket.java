package io.crownstone2mqtt.monitoring;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a running bridge answers to the commands {@code health} and {@code diagnose}: on a Unix socket that belongs to its user
 * alone, one line of JSON for one line of JSON ({@code {"ask":"health"}}). Gone after {@link #close}.
 */
public final class StatusSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusSocket.class);
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final Duration LONGEST_CONNECTION = Duration.ofSeconds(5);
    private static final Duration STOPPING = Duration.ofSeconds(1);
    private static final int LONGEST_QUESTION = 1024;
    private static final int MOST_AT_ONCE = 16;

    private final @Nullable ServerSocketChannel server;
    private final @Nullable Path path;
    private final Map<String, Supplier<JsonNode>> answers;
    private final Runnable beat;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    private StatusSocket(
            @Nullable ServerSocketChannel server,
            @Nullable Path path,
            Map<String, Supplier<JsonNode>> answers,
            Runnable beat) {
        this.server = server;
        this.path = path;
        this.answers = Map.copyOf(answers);
        this.beat = beat;
        this.thread = Thread.ofPlatform().name("status-socket").daemon().unstarted(this::run);
    }

    /**
     * Answers from now on; where no socket can be had the log says so once.
     *
     * @param answers by what is asked for; called from any thread
     * @param beat called twice a second, by one thread
     */
    public static StatusSocket open(
            SocketPlaces places, BridgeIdentity identity, Map<String, Supplier<JsonNode>> answers, Runnable beat) {
        RunningBridges.removeDead(places);
        String name = identity.key() + "-" + ProcessHandle.current().pid();
        StatusSocket opened = null;
        for (int i = 0; opened == null && i < 10; i++) { // in containers several have one process id
            opened = open(places, name + (i == 0 ? "" : "-" + i) + ".sock", answers, beat);
        }
        if (opened == null) {
            LOG.warn(
                    "no socket can be opened for the commands health and diagnose: set RUNTIME_DIRECTORY to a directory"
                            + " that this user can write");
            opened = new StatusSocket(null, null, answers, beat);
        }
        opened.thread.start();
        return opened;
    }

    private static @Nullable StatusSocket open(
            SocketPlaces places, String name, Map<String, Supplier<JsonNode>> answers, Runnable beat) {
        for (Path path : places.writable(name)) {
            try {
                return new StatusSocket(listen(path), path, answers, beat);
            } catch (IOException | UnsupportedOperationException e) {
                LOG.debug("no socket at {}: {}", path, e.getMessage());
            }
        }
        return null;
    }

    private static ServerSocketChannel listen(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            server.configureBlocking(false);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void run() {
        try (Selector selector = Selector.open()) {
            if (server != null) {
                server.register(selector, SelectionKey.OP_ACCEPT);
            }
            while (closed.getCount() > 0) {
                selector.select(BEAT.toMillis());
                selector.selectedKeys().clear();
                if (!accepts()) {
                    rest(); // else it would be asked again at once
                }
                beat();
            }
        } catch (IOException e) {
            LOG.warn("the commands health and diagnose cannot be answered: {}", e.getMessage());
        }
    }

    /** A failure here must not end the bridge. */
    private void beat() {
        try {
            beat.run();
        } catch (RuntimeException bug) {
            LOG.debug("a bug in crownstone2mqtt: the names for the command diagnose are not complete", bug);
        }
    }

    private void rest() {
        try {
            if (closed.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("the status socket is closed");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if nobody can be let in at the moment: there are no more file descriptors, perhaps. */
    private boolean accepts() {
        if (server == null) {
            return true;
        }
        try {
            for (SocketChannel visitor = server.accept(); visitor != null; visitor = server.accept()) {
                accept(visitor);
            }
            return true;
        } catch (IOException e) {
            LOG.debug("nobody can be let in: {}", e.getMessage());
            return false;
        }
    }

    private void accept(SocketChannel visitor) throws IOException {
        if (free.tryAcquire()) {
            Thread.ofVirtual().name("status-answer").start(() -> answer(visitor));
        } else {
            visitor.close();
        }
    }

    private void answer(SocketChannel visitor) {
        CompletableFuture<Void> tooLong = CompletableFuture.runAsync(
                () -> close(visitor),
                CompletableFuture.delayedExecutor(LONGEST_CONNECTION.toMillis(), TimeUnit.MILLISECONDS));
        try (visitor) {
            JsonNode question = JsonMapper.shared().readTree(line(visitor));
            Supplier<JsonNode> answer = answers.get(question.path("ask").asString(""));
            String text = answer == null
                    ? "{\"error\":\"there is no such question\"}"
                    : answer.get().toString();
            ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                visitor.write(bytes);
            }
        } catch (IOException | JacksonException e) {
            LOG.debug("a visitor of the status socket left: {}", e.getMessage());
        } catch (RuntimeException bug) {
            LOG.error("a bug in crownstone2mqtt in an answer to health or diagnose: please report it", bug);
        } finally {
            tooLong.cancel(false);
            free.release();
        }
    }

    private static String line(SocketChannel visitor) throws IOException {
        ByteBuffer question = ByteBuffer.allocate(LONGEST_QUESTION);
        while (question.hasRemaining() && visitor.read(question) >= 0) {
            if (question.position() > 0 && question.get(question.position() - 1) == '\n') {
                break;
            }
        }
        return new String(question.array(), 0, question.position(), StandardCharsets.UTF_8);
    }

    private static void close(SocketChannel visitor) {
        try {
            visitor.close();
        } catch (IOException e) {
            LOG.debug("closing a visit", e);
        }
    }

    /** Removes the socket. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (server != null && path != null) {
                server.close();
                Files.deleteIfExists(path);
            }
            thread.join(STOPPING);
        } catch (IOException e) {
            LOG.debug("the status socket is not closed cleanly", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
