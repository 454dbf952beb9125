package io.crownstone2mqtt.it;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * As much of MQTT 3.1.1 as a test needs, on a plain socket: it is connected in a millisecond where Paho takes 300, and
 * every test connects several times.
 */
public final class WireClient implements AutoCloseable {
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH = 0x30;
    private static final int AT_LEAST_ONCE = 0x02;
    private static final int RETAIN = 0x01;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 0x90;

    /** A message as it came; not retained means that the broker did not hold it before the client came. */
    record Received(String topic, String payload, boolean retained) {}

    private final Socket socket;
    private final DataOutputStream out;
    private final Consumer<Received> listener;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
    private final ReentrantLock writing = new ReentrantLock();

    /** Hears the filters' messages from the moment this returns; the listener is called from one thread. */
    WireClient(URI url, List<String> filters, Consumer<Received> listener) {
        this.listener = listener;
        try {
            socket = new Socket(url.getHost(), url.getPort());
            socket.setTcpNoDelay(true);
            out = new DataOutputStream(socket.getOutputStream());
            send(CONNECT, body -> {
                body.writeUTF("MQTT");
                body.write(new byte[] {4, 2, 0, 0});
                body.writeUTF("it-" + UUID.randomUUID());
            });
            Thread.ofVirtual().name("wire-client").start(this::read);
            answered(connected, url);
            send(SUBSCRIBE, body -> {
                body.writeShort(1);
                for (String filter : filters) {
                    body.writeUTF(filter);
                    body.write(1);
                }
            });
            answered(subscribed, url);
        } catch (IOException e) {
            throw new UncheckedIOException("No connection to " + url, e);
        }
    }

    private void answered(CompletableFuture<Void> answer, URI url) {
        try {
            answer.orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            close();
            throw new IllegalStateException("Not subscribed at " + url + ": " + e.getCause(), e);
        }
    }

    /** With QoS 1; does not wait for the acknowledgement. */
    void publish(String topic, byte[] payload, boolean retained) {
        try {
            send(PUBLISH | AT_LEAST_ONCE | (retained ? RETAIN : 0), body -> {
                body.writeUTF(topic);
                body.writeShort(1);
                body.write(payload);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Not published to " + topic, e);
        }
    }

    private interface Body {
        void write(DataOutputStream body) throws IOException;
    }

    private void send(int type, Body content) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        content.write(new DataOutputStream(body));
        writing.lock();
        try {
            out.write(type);
            int length = body.size();
            do {
                out.write(length % 128 | (length >= 128 ? 128 : 0));
                length /= 128;
            } while (length > 0);
            body.writeTo(out);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            for (int type = in.read(); type >= 0; type = in.read()) {
                byte[] body = in.readNBytes(length(in));
                if ((type & 0xf0) == PUBLISH) {
                    published(type, body);
                } else if (type == CONNACK && body[1] == 0) {
                    connected.complete(null);
                } else if (type == SUBACK) {
                    subscribed.complete(null);
                }
            }
            ended(new IOException("the broker has ended the connection"));
        } catch (IOException e) {
            ended(e);
        }
    }

    private void ended(IOException why) {
        connected.completeExceptionally(why);
        subscribed.completeExceptionally(why);
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int octet;
        do {
            octet = in.readUnsignedByte();
            length |= (octet & 127) << shift;
            shift += 7;
        } while (octet >= 128);
        return length;
    }

    private void published(int type, byte[] body) throws IOException {
        int topicEnd = 2 + ((body[0] & 0xff) << 8 | (body[1] & 0xff));
        boolean acknowledge = (type & AT_LEAST_ONCE) != 0;
        int start = acknowledge ? topicEnd + 2 : topicEnd;
        listener.accept(new Received(
                new String(body, 2, topicEnd - 2, StandardCharsets.UTF_8),
                new String(body, start, body.length - start, StandardCharsets.UTF_8),
                (type & RETAIN) != 0));
        if (acknowledge) {
            send(PUBACK, ack -> ack.write(body, topicEnd, 2));
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
