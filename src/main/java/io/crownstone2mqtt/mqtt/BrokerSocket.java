package io.crownstone2mqtt.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The way to a broker: TCP, where it is asked for TLS over that, and a WebSocket over both. */
final class BrokerSocket implements AutoCloseable {
    /** How long a read blocks at most. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(1);

    private final BrokerAddress address;
    private final @Nullable SSLContext tls;
    private final boolean verifyHostname;
    private volatile Socket socket = new Socket();
    private volatile boolean closed;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;

    /** @param tls null to speak without */
    BrokerSocket(BrokerAddress address, @Nullable SSLContext tls, boolean verifyHostname) {
        this.address = address;
        this.tls = tls;
        this.verifyHostname = verifyHostname;
    }

    /** Connects; each of the steps takes at most {@code patience}. */
    void open(Duration patience) throws IOException {
        connect(patience);
        socket.setSoTimeout((int) patience.toMillis());
        if (tls != null) {
            socket = secured(tls);
        }
        InputStream plainIn = socket.getInputStream();
        OutputStream plainOut = socket.getOutputStream();
        if (address.transport().overWeb()) {
            new WebSocketHandshake(address).perform(plainIn, plainOut);
            WebSocket web = new WebSocket(plainIn, plainOut);
            in = web.input();
            out = web.output();
        } else {
            in = plainIn;
            out = plainOut;
        }
        socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
    }

    /** A name may have several addresses, and the broker listen at one of them only. */
    private void connect(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        Queue<InetAddress> candidates =
                new ArrayDeque<>(List.of(address.endpoint().lookUp()));
        while (true) {
            long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000 / candidates.size());
            try {
                socket = new Socket();
                if (closed) {
                    throw new SocketException("closed meanwhile");
                }
                socket.connect(new InetSocketAddress(candidates.remove(), address.port()), (int) left);
                return;
            } catch (IOException e) {
                socket.close();
                if (candidates.isEmpty() || closed) {
                    throw e;
                }
            }
        }
    }

    private Socket secured(SSLContext context) throws IOException {
        String name = CertificateName.expected(address);
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, name, address.port(), true);
        Optional<SNIHostName> indication = CertificateName.indication(address);
        SSLParameters parameters = secure.getSSLParameters();
        indication.ifPresent(each -> parameters.setServerNames(List.of(each)));
        boolean known = indication.isPresent() || CertificateName.isNumeric(address);
        if (verifyHostname && known) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        if (verifyHostname && !known) {
            CertificateName.verify(name, secure.getSession());
        }
        return secure;
    }

    InputStream input() throws SocketException {
        return opened(in);
    }

    OutputStream output() throws SocketException {
        return opened(out);
    }

    private static <T> T opened(@Nullable T stream) throws SocketException {
        if (stream == null) {
            throw new SocketException("not connected");
        }
        return stream;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
    }
}
