package io.crownstone2mqtt.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker behind a WebSocket that sends frames of any shape; it lets everybody in. */
public final class WebSocketServer implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** What it does once the login is answered. */
    interface Script {
        void play(Connection connection) throws IOException;
    }

    record Frame(int opcode, boolean masked, byte[] payload) {
        boolean isDisconnect() {
            return payload.length == 2 && payload[0] == (byte) 0xe0;
        }
    }

    private final ServerSocket listening;
    private final Script script;
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<Frame> frames = new CopyOnWriteArrayList<>();
    private volatile String answer = "";

    WebSocketServer(Script script) {
        this.script = script;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers the handshake by these lines instead; {@code %s} is the key's right answer. */
    static WebSocketServer answering(String... lines) {
        WebSocketServer server = new WebSocketServer(_ -> {});
        server.answer = String.join("\r\n", lines) + "\r\n\r\n";
        return server;
    }

    URI url() {
        return URI.create("ws://127.0.0.1:" + listening.getLocalPort() + "/mqtt?a=b");
    }

    /** The frames of that kind that came from the client. */
    List<byte[]> received(int opcode) {
        return frames.stream()
                .filter(each -> each.opcode() == opcode)
                .map(Frame::payload)
                .toList();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                serve(socket);
            } catch (IOException _) {
                // The client went away, or the test is over.
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Connection connection = new Connection(new DataOutputStream(socket.getOutputStream()));
        String request = head(in);
        requests.add(request);
        String key = request.replaceFirst("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
        connection.out.write(handshake(key).getBytes(StandardCharsets.ISO_8859_1));
        if (!answer.isEmpty()) {
            return;
        }
        frames.add(frame(in));
        connection.send(BINARY, new byte[] {0x20, 2, 0, 0});
        Thread reader = Thread.ofVirtual().start(() -> collect(in));
        script.play(connection);
        try {
            reader.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the client takes leave, as any broker. */
    private void collect(DataInputStream in) {
        try {
            Frame frame;
            do {
                frame = frame(in);
                frames.add(frame);
            } while (!frame.isDisconnect());
        } catch (IOException _) {
            // That was all.
        }
    }

    private String handshake(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            String accepted = Base64.getEncoder().encodeToString(digest);
            return answer.isEmpty()
                    ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nconnection: upgrade\r\n"
                            + "SEC-WEBSOCKET-ACCEPT:  " + accepted + "\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n"
                    : answer.replace("%s", accepted);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("no request");
            }
            head.write(octet);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static Frame frame(DataInputStream in) throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        boolean masked = second >= 0x80;
        byte[] mask = masked ? in.readNBytes(4) : new byte[4];
        byte[] payload = in.readNBytes((int) length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return new Frame(opcode, masked, payload);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    /** The way to the client. */
    static final class Connection {
        private final DataOutputStream out;

        Connection(DataOutputStream out) {
            this.out = out;
        }

        /** A whole message in one frame. */
        void send(int opcode, byte[] payload) throws IOException {
            send(true, opcode, payload);
        }

        void send(boolean complete, int opcode, byte[] payload) throws IOException {
            send(complete, opcode, payload, payload.length < 126 ? 0 : payload.length <= 0xffff ? 2 : 8);
        }

        /** With a length of so many bytes more than it has at least. */
        void send(boolean complete, int opcode, byte[] payload, int lengthBytes) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(frame);
            data.write((complete ? 0x80 : 0) | opcode);
            switch (lengthBytes) {
                case 0 -> data.write(payload.length);
                case 2 -> {
                    data.write(126);
                    data.writeShort(payload.length);
                }
                default -> {
                    data.write(127);
                    data.writeLong(payload.length);
                }
            }
            data.write(payload);
            raw(frame.toByteArray());
        }

        void raw(byte... bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }
    }

    /** A message with QoS 0. */
    static byte[] publish(String topic, String payload) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        byte[] content = payload.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x30);
        int left = 2 + name.length + content.length;
        while (left >= 0x80) {
            packet.write((left & 0x7f) | 0x80);
            left >>= 7;
        }
        packet.write(left);
        packet.write(name.length >> 8);
        packet.write(name.length);
        packet.writeBytes(name);
        packet.writeBytes(content);
        return packet.toByteArray();
    }
}
