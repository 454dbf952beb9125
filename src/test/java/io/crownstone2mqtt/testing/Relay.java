package io.crownstone2mqtt.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Stands between a client and a server, and does what networks and servers do: goes silent, loses, is slow, cuts. */
public final class Relay implements AutoCloseable {
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int PORTIONS_A_SECOND = 20;

    private final ServerSocket listening;
    private volatile URI target;
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean stalled;
    private int bytesPerSecond = UNLIMITED;

    /** What belongs to one connection; once {@code lost} nothing passes any more, and nobody is told. */
    private static final class Pair {
        private final Socket client;
        private final Socket server;
        private volatile boolean lost;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void close() {
            closeQuietly(client);
            closeQuietly(server);
        }

        void closeHard() {
            Relay.closeHard(client);
            Relay.closeHard(server);
        }

        /** One side hung up; of a lost connection the other does not hear. */
        void end(Socket side) {
            if (lost) {
                closeQuietly(side);
            } else {
                close();
            }
        }
    }

    public Relay(URI target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("relay").start(this::accept);
    }

    /** For connections made from now on. */
    public void pointTo(URI other) {
        target = other;
    }

    public URI url() {
        return URI.create(target.getScheme() + "://127.0.0.1:" + listening.getLocalPort());
    }

    /** How many were made so far. */
    public int connections() {
        return connections.get();
    }

    /** From now on nothing passes, in neither direction; new connections are accepted and stay silent too. */
    public void stall() {
        change(() -> stalled = true);
    }

    public void resume() {
        change(() -> stalled = false);
    }

    /** What the connections that there are send vanishes from now on, and neither side hears of it; new ones are well. */
    public void lose() {
        pairs.forEach(pair -> pair.lost = true);
    }

    /** Reads no faster than that, in each direction; what waits, waits with the sender. */
    public void limit(int newBytesPerSecond) {
        change(() -> bytesPerSecond = newBytesPerSecond);
    }

    public void unlimited() {
        limit(UNLIMITED);
    }

    /** Closes the connections that there are. */
    public void cut() {
        pairs.forEach(Pair::close);
        pairs.clear();
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Breaks the connections that there are with a reset, as a rebooting router does. */
    public void reset() {
        pairs.forEach(Pair::closeHard);
        pairs.clear();
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                join(listening.accept());
            }
        } catch (IOException _) {
            close();
        }
    }

    private void join(Socket client) {
        connections.incrementAndGet();
        try {
            Pair pair = new Pair(client, new Socket(target.getHost(), target.getPort()));
            pairs.add(pair);
            Thread.ofVirtual().start(() -> pump(pair, pair.client, pair.server));
            Thread.ofVirtual().start(() -> pump(pair, pair.server, pair.client));
        } catch (IOException _) {
            closeQuietly(client);
        }
    }

    private void pump(Pair pair, Socket from, Socket to) {
        byte[] buffer = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer, 0, portion()); read >= 0; read = in.read(buffer, 0, portion())) {
                awaitTurn();
                if (!pair.lost) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException _) {
            // One side is gone: so is the other.
        } finally {
            pair.end(from);
        }
    }

    private int portion() {
        lock.lock();
        try {
            return Math.clamp(bytesPerSecond / PORTIONS_A_SECOND, 1, 4096);
        } finally {
            lock.unlock();
        }
    }

    private void awaitTurn() {
        lock.lock();
        try {
            long pause = TimeUnit.SECONDS.toNanos(1) / PORTIONS_A_SECOND;
            while (pause > 0 && bytesPerSecond != UNLIMITED) {
                pause = changed.awaitNanos(pause);
            }
            while (stalled) {
                changed.awaitUninterruptibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeHard(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException _) {
            return; // it is closed already
        }
        closeQuietly(socket);
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        resume();
    }
}
