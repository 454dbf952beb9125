package io.crownstone2mqtt.mqtt;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers the login with a return code, refuses every subscription, and hangs up at the first publication; takes its time to handle a disconnect. */
final class ScriptedBroker implements AutoCloseable {
    static final int HANG_UP_AT_ONCE = -1;

    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int DISCONNECT = 14;
    private static final int HANDLING_MILLIS = 200;

    private final ServerSocket listening;
    private final int returnCode;
    final AtomicInteger connections = new AtomicInteger();
    /** Of the client that disconnects: whether it ended the connection before the broker did. */
    final CompletableFuture<Boolean> endedByClient = new CompletableFuture<>();

    ScriptedBroker(int returnCode) throws IOException {
        this.returnCode = returnCode;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("mqtt://127.0.0.1:" + listening.getLocalPort());
    }

    private void accept() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                connections.incrementAndGet();
                serve(socket, new DataInputStream(socket.getInputStream()), socket.getOutputStream());
            } catch (IOException _) {
                // The client went away, or the test is over.
            }
        }
    }

    private void serve(Socket socket, DataInputStream in, OutputStream out) throws IOException {
        while (returnCode != HANG_UP_AT_ONCE) {
            int type = in.readUnsignedByte() >> 4;
            byte[] body = in.readNBytes(remainingLength(in));
            switch (type) {
                case CONNECT -> out.write(new byte[] {0x20, 2, 0, (byte) returnCode});
                case SUBSCRIBE -> out.write(new byte[] {(byte) 0x90, 3, body[0], body[1], (byte) 0x80});
                case PUBLISH -> {
                    return;
                }
                case DISCONNECT -> {
                    endedByClient.complete(endsMeanwhile(socket, in));
                    return;
                }
                default -> throw new IOException("unexpected packet " + type);
            }
        }
    }

    private static boolean endsMeanwhile(Socket socket, DataInputStream in) throws IOException {
        socket.setSoTimeout(HANDLING_MILLIS);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    private static int remainingLength(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int octet = in.readUnsignedByte();
            length |= (octet & 0x7f) << shift;
            if (octet < 0x80) {
                return length;
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
