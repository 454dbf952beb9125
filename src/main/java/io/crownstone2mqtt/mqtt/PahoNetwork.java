package io.crownstone2mqtt.mqtt;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our socket as Paho wants it. Paho starts its threads one by one, and when the connection ends in that time (a proxy
 * without a broker behind it, a refused client certificate) one of them waits for ever. So nothing is read from the
 * network, and nothing is torn down, before the threads run and the login is sent. And it does not take 300 ms.
 */
final class PahoNetwork implements NetworkModule {
    private static final Logger log = LoggerFactory.getLogger(PahoNetwork.class);
    /** Far longer than starting the threads takes. */
    private static final Duration LONGEST_START = Duration.ofSeconds(5);
    /** A broker hangs up when it has read the DISCONNECT. */
    private static final Duration LONGEST_LEAVE = Duration.ofMillis(500);

    private final BrokerAddress address;
    private final BrokerSocket socket;
    private final Duration patience;
    private final BoundedPackets.Receiver receiver;
    private final CountDownLatch loginSent = new CountDownLatch(1);
    private final CompletableFuture<IOException> ended = new CompletableFuture<>();
    private volatile boolean connected;
    private volatile boolean leaving;

    /** @param patience for each step of connecting */
    PahoNetwork(BrokerAddress address, BrokerSocket socket, Duration patience, BoundedPackets.Receiver receiver) {
        this.address = address;
        this.socket = socket;
        this.patience = patience;
        this.receiver = receiver;
    }

    /** Completes when nothing can be read any more; Paho does not report that while it is busy with the login. */
    CompletableFuture<IOException> ended() {
        return ended;
    }

    /** Whether there was a connection over which the login could be sent. */
    boolean wasConnected() {
        return connected;
    }

    void abort() throws IOException {
        socket.close();
        try {
            if (!loginSent.await(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("The login to {} is stuck", address);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() throws IOException {
        try {
            socket.open(patience);
            connected = true;
            hurry(Thread.currentThread());
        } finally {
            if (!connected) {
                loginSent.countDown();
            }
        }
    }

    /** From here to the login Paho only looks every 100 ms whether a thread of its own runs: it is woken to check at once. */
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

    /** Some brokers notice the end of the connection before they have handled the DISCONNECT, and then publish the last will. */
    @Override
    public void stop() throws IOException {
        loginSent.countDown();
        if (leaving) {
            Futures.endsWithin(ended, LONGEST_LEAVE);
        }
        socket.close();
    }

    @Override
    public String getServerURI() {
        return address.toString();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(new BoundedPackets(socket.input(), receiver)) {
            @Override
            public int available() throws IOException {
                return loginSent.getCount() == 0 ? super.available() : 0;
            }

            @Override
            public int read() throws IOException {
                awaitLogin();
                try {
                    return super.read();
                } catch (IOException e) {
                    throw noted(e);
                }
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                awaitLogin();
                try {
                    return super.read(buffer, offset, length);
                } catch (IOException e) {
                    throw noted(e);
                }
            }
        };
    }

    private IOException noted(IOException failure) {
        if (!(failure instanceof SocketTimeoutException)) {
            ended.complete(failure);
        }
        return failure;
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
        return new FilterOutputStream(socket.output()) {
            @Override
            public void write(int octet) throws IOException {
                loginSent.countDown();
                out.write(octet);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                loginSent.countDown();
                leaving = isDisconnect(buffer, offset + length - 2);
                out.write(buffer, offset, length);
            }
        };
    }

    /** The last packet, if it ends what is written. */
    private static boolean isDisconnect(byte[] buffer, int at) {
        return at >= 0 && buffer[at] == (byte) 0xe0 && buffer[at + 1] == 0;
    }
}
