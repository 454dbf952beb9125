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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Stands between a client and a server, and can go silent without closing anything, as a broken network does. */
public final class Relay implements AutoCloseable {
    private final ServerSocket listening;
    private volatile URI target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition resumed = lock.newCondition();
    private final AtomicBoolean stalled = new AtomicBoolean();

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

    /** From now on nothing passes, in neither direction; new connections are accepted and stay silent too. */
    public void stall() {
        stalled.set(true);
    }

    public void resume() {
        lock.lock();
        try {
            stalled.set(false);
            resumed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the connections that there are. */
    public void cut() {
        sockets.forEach(Relay::closeQuietly);
        sockets.clear();
    }

    /** Breaks the connections that there are with a reset, as a rebooting router does. */
    public void reset() {
        sockets.forEach(Relay::closeHard);
        sockets.clear();
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
        try {
            Socket server = new Socket(target.getHost(), target.getPort());
            sockets.addAll(List.of(client, server));
            Thread.ofVirtual().start(() -> pump(client, server));
            Thread.ofVirtual().start(() -> pump(server, client));
        } catch (IOException _) {
            closeQuietly(client);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitResumed();
                out.write(buffer, 0, read);
            }
        } catch (IOException _) {
            // One side is gone: so is the other.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private void awaitResumed() {
        lock.lock();
        try {
            while (stalled.get()) {
                resumed.awaitUninterruptibly();
            }
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
