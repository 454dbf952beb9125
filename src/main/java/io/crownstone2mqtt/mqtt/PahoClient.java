package io.crownstone2mqtt.mqtt;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paho's client without its leak: it starts its threads one by one, and when the connection ends in that time (a proxy
 * without a broker behind it, a refused client certificate) one of them waits for ever. Here nothing is read from the
 * network, and nothing is torn down, before the threads run and the login is sent. And it does not take 300 ms.
 */
final class PahoClient extends MqttAsyncClient {
    private static final Logger log = LoggerFactory.getLogger(PahoClient.class);
    /** Far longer than starting the threads takes. */
    private static final Duration LONGEST_START = Duration.ofSeconds(5);

    private @Nullable Network network;

    PahoClient(String uri, String clientId) throws MqttException {
        super(uri, clientId, new MemoryPersistence());
    }

    @Override
    protected NetworkModule[] createNetworkModules(String address, MqttConnectOptions options) throws MqttException {
        Network created = new Network(super.createNetworkModules(address, options)[0]);
        network = created;
        return new NetworkModule[] {created};
    }

    /** Ends everything, in whatever state it is, without taking leave. */
    void dispose() {
        try {
            if (network != null) {
                network.abort();
            }
            disconnectForcibly(0, 0, false);
            close(true);
        } catch (IOException | MqttException | RuntimeException e) {
            log.debug("The client of an ended connection was not freed cleanly", e);
        }
    }

    /** One of Paho's network modules, read from only when something was written to it. */
    private static final class Network implements NetworkModule {
        private final NetworkModule module;
        private final CountDownLatch loginSent = new CountDownLatch(1);

        Network(NetworkModule module) {
            this.module = module;
        }

        void abort() throws IOException {
            module.stop();
            try {
                if (!loginSent.await(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS)) {
                    log.debug("The login to {} is stuck", module.getServerURI());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void start() throws IOException, MqttException {
            boolean started = false;
            try {
                module.start();
                started = true;
                hurry(Thread.currentThread());
            } finally {
                if (!started) {
                    loginSent.countDown();
                }
            }
        }

        /** From here to the login Paho only looks every 100 ms whether a thread of its own runs: it is woken to look at once. */
        private void hurry(Thread starter) {
            Thread.ofVirtual().name("mqtt-hurry").start(() -> {
                long begin = System.nanoTime();
                try {
                    while (!loginSent.await(1, TimeUnit.MILLISECONDS)
                            && System.nanoTime() - begin < LONGEST_START.toNanos()) {
                        starter.interrupt();
                    }
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        @Override
        public void stop() throws IOException {
            loginSent.countDown();
            module.stop();
        }

        @Override
        public String getServerURI() {
            return module.getServerURI();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(module.getInputStream()) {
                @Override
                public int available() throws IOException {
                    return loginSent.getCount() == 0 ? super.available() : 0;
                }

                @Override
                public int read() throws IOException {
                    awaitLogin();
                    return super.read();
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    awaitLogin();
                    return super.read(buffer, offset, length);
                }
            };
        }

        private void awaitLogin() throws InterruptedIOException {
            try {
                loginSent.await();
            } catch (InterruptedException _) {
                throw new InterruptedIOException();
            }
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(module.getOutputStream()) {
                @Override
                public void write(int octet) throws IOException {
                    loginSent.countDown();
                    out.write(octet);
                }

                @Override
                public void write(byte[] buffer, int offset, int length) throws IOException {
                    loginSent.countDown();
                    out.write(buffer, offset, length);
                }
            };
        }
    }
}
