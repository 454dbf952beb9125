package io.crownstone2mqtt.cli;

import java.io.IOException;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** The demo's own broker: on loopback, for anybody, in memory. What it holds is gone with it. */
public final class DemoBroker implements AutoCloseable {
    private static final String LISTENER = "mqtt";

    private final EmbeddedActiveMQ server;
    private final int port;

    private DemoBroker(EmbeddedActiveMQ server, int port) {
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
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        try {
            server.setConfiguration(configuration(port)).start();
            int bound = server.getActiveMQServer()
                    .getRemotingService()
                    .getAcceptor(LISTENER)
                    .getActualPort();
            if (bound > 0) {
                return new DemoBroker(server, bound);
            }
            server.stop();
        } catch (Exception e) {
            throw new IOException("The demo's broker does not start: " + e + "; name another with --mqtt-url", e);
        }
        throw new IOException("The demo's broker cannot listen on 127.0.0.1:" + port
                + ": stop what listens there, or choose another port with --port (0 for any), or use it with"
                + " --mqtt-url mqtt://127.0.0.1:" + port);
    }

    private static Configuration configuration(int port) throws Exception {
        return new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                // Its default is to write what a slow client does not take to files in the current folder.
                .addAddressSetting(
                        "#", new AddressSettings().setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP))
                .addAcceptorConfiguration(LISTENER, "tcp://127.0.0.1:" + port + "?protocols=MQTT");
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the demo's broker does not stop", e);
        }
    }
}
