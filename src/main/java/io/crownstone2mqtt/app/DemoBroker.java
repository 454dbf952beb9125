package io.crownstone2mqtt.app;

import io.moquette.BrokerConstants;
import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Properties;

/** The demo's own broker: on loopback, for anybody, in memory. What it holds is gone with it. */
public final class DemoBroker implements AutoCloseable {
    private static final String LARGEST_PACKET = Integer.toString(1024 * 1024);

    private static final int ATTEMPTS = 10;

    private final Server server;
    private final int port;

    private DemoBroker(Server server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts to listen on 127.0.0.1.
     *
     * @param port 0 for any free one
     * @throws IOException if something else listens there; the message says what to do
     */
    public static DemoBroker start(int port) throws IOException {
        return port == 0 ? startAnywhere() : startAt(port);
    }

    /** Moquette takes port 0 too, but does not tell reliably which one it became. */
    private static DemoBroker startAnywhere() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return startAt(freePort());
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static DemoBroker startAt(int port) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
        properties.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(port));
        properties.setProperty(IConfig.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
        // mosquitto_sub and others come without a client id.
        properties.setProperty(BrokerConstants.ALLOW_ZERO_BYTE_CLIENT_ID_PROPERTY_NAME, "true");
        properties.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
        properties.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
        properties.setProperty(IConfig.NETTY_MAX_BYTES_PROPERTY_NAME, LARGEST_PACKET);
        Server server = new Server();
        try {
            server.startServer(new MemoryConfig(properties));
        } catch (RuntimeException e) {
            server.stopServer();
            throw new IOException(
                    "The demo's broker cannot listen on 127.0.0.1:" + port
                            + ": stop what listens there, or choose another port with --port (0 for any)",
                    e);
        }
        return new DemoBroker(server, port);
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.stopServer();
    }
}
