package io.crownstone2mqtt.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Puts TLS before a server that speaks without, as a reverse proxy does. */
public final class TlsFront implements AutoCloseable {
    private final SSLServerSocket listening;
    private final URI target;

    /** Wants a certificate of its clients if {@code mutual}. */
    public TlsFront(URI target, SSLContext context, boolean mutual) {
        this.target = target;
        try {
            listening = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listening.setNeedClientAuth(mutual);
        Thread.ofVirtual().name("tls-front").start(this::accept);
    }

    /** The target's address, but by https and through here. */
    public URI url() {
        return URI.create("https://127.0.0.1:" + listening.getLocalPort() + target.getPath());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> join(client));
            }
        } catch (IOException _) {
            // Closed: that is the end.
        }
    }

    private void join(Socket client) {
        try (client;
                Socket server = new Socket(target.getHost(), target.getPort())) {
            Thread back = Thread.ofVirtual().start(() -> pass(server, client));
            pass(client, server);
            back.join();
        } catch (IOException _) {
            // One side is gone: so is the other.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.close();
        } catch (IOException _) {
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It was closed by the other side.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
