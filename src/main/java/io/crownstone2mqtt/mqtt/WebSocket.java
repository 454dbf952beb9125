package io.crownstone2mqtt.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two streams of bytes over the frames of a WebSocket (RFC 6455), from the client's side. How MQTT's packets are spread
 * over frames does not matter; control frames are answered here and never seen outside.
 */
final class WebSocket {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;
    private static final int LONGEST_CONTROL_PAYLOAD = 125;

    private static final int NORMAL = 1000;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int NOT_FOR_US = 1003;

    private final ResumableInput in;
    private final OutputStream out;
    /** A frame is written whole, whether it is a packet's or an answer to a PING. */
    private final ReentrantLock writing = new ReentrantLock();

    /** What is still to come of the current frame. */
    private long left;

    private boolean fragmented;

    /** The handshake is done. */
    WebSocket(InputStream in, OutputStream out) {
        this.in = new ResumableInput(in, () -> {});
        this.out = out;
    }

    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return receive(target, offset, length);
            }

            @Override
            public int available() throws IOException {
                return (int) Math.min(left, in.available());
            }
        };
    }

    OutputStream output() {
        return new OutputStream() {
            private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

            @Override
            public void write(int octet) {
                collected.write(octet);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                collected.write(bytes, offset, length);
            }

            @Override
            public void flush() throws IOException {
                if (collected.size() > 0) {
                    send(BINARY, collected.toByteArray());
                    collected.reset();
                }
            }
        };
    }

    private int receive(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (left == 0) {
            nextFrame();
        }
        int count = in.read(target, offset, (int) Math.min(length, left));
        left -= count;
        return count;
    }

    /** Takes a frame's header, of a control frame all of it; nothing if it is not complete yet. */
    private void nextFrame() throws IOException {
        in.require(2);
        int first = in.peek(0);
        int opcode = first & 0x0f;
        int shortLength = in.peek(1) & 0x7f;
        if ((first & RESERVED) != 0) {
            throw fault(PROTOCOL_ERROR, "a WebSocket frame with reserved bits");
        }
        if ((in.peek(1) & MASKED) != 0) {
            throw fault(PROTOCOL_ERROR, "a masked WebSocket frame");
        }
        if (opcode >= CLOSE) {
            control(opcode, (first & FINAL) != 0, shortLength);
        } else {
            data(opcode, (first & FINAL) != 0, shortLength);
        }
    }

    private void control(int opcode, boolean complete, int length) throws IOException {
        if (!complete || length > LONGEST_CONTROL_PAYLOAD || opcode > PONG) {
            throw fault(PROTOCOL_ERROR, "a WebSocket control frame of a wrong form");
        }
        in.require(2 + length);
        byte[] payload = in.peek(2, 2 + length);
        in.drop(2 + length);
        if (opcode == PING) {
            send(PONG, payload);
        } else if (opcode == CLOSE) {
            throw closed(payload);
        }
    }

    private void data(int opcode, boolean complete, int shortLength) throws IOException {
        if (opcode == TEXT) {
            throw fault(NOT_FOR_US, "text instead of MQTT's bytes");
        }
        if (opcode > BINARY) {
            throw fault(PROTOCOL_ERROR, "a WebSocket frame of an unknown kind");
        }
        if (fragmented != (opcode == CONTINUATION)) {
            throw fault(PROTOCOL_ERROR, "fragments of a WebSocket message in a wrong order");
        }
        int extra = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
        in.require(2 + extra);
        long length = extra == 0 ? shortLength : 0;
        for (int i = 2; i < 2 + extra; i++) {
            length = (length << 8) | in.peek(i);
        }
        if (length < 0) {
            throw fault(PROTOCOL_ERROR, "a WebSocket frame of an impossible length");
        }
        in.drop(2 + extra);
        fragmented = !complete;
        left = length;
    }

    private BrokerProtocolException fault(int code, String what) {
        answerClose(new byte[] {(byte) (code >> 8), (byte) code});
        return new BrokerProtocolException("sends what a WebSocket for MQTT does not allow (" + what
                + "): check that mqtt.url names the broker's WebSocket listener, and what a proxy between does");
    }

    private BrokerProtocolException closed(byte[] payload) {
        int code = payload.length < 2 ? NORMAL : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        String reason = payload.length <= 2
                ? ""
                : ": "
                        + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8)
                                .replaceAll("\\p{Cntrl}", " ");
        answerClose(payload.length < 2 ? new byte[0] : new byte[] {payload[0], payload[1]});
        String shown = payload.length < 2 ? "without a reason" : code + meaning(code) + reason;
        return new BrokerProtocolException("closed the WebSocket (" + shown
                + "): connecting again; if this repeats look at the log of" + " the broker, and of a proxy before it");
    }

    private static String meaning(int code) {
        return switch (code) {
            case NORMAL -> ", it is done";
            case 1001 -> ", it goes away";
            case PROTOCOL_ERROR -> ", protocol error";
            case NOT_FOR_US -> ", data it does not take";
            case 1007 -> ", text it cannot read";
            case 1008 -> ", against its rules";
            case 1009 -> ", message too large";
            case 1011 -> ", an error of its own";
            case 1012 -> ", it restarts";
            case 1013 -> ", try again later";
            default -> "";
        };
    }

    /** The connection ends in any case: whether the other side still listens does not matter. */
    private void answerClose(byte[] payload) {
        try {
            send(CLOSE, payload);
        } catch (IOException _) {
            // It is gone already.
        }
    }

    private void send(int opcode, byte[] payload) throws IOException {
        byte[] frame = frame(opcode, payload);
        writing.lock();
        try {
            out.write(frame);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    private static byte[] frame(int opcode, byte[] payload) {
        int length = payload.length;
        int extra = length <= LONGEST_CONTROL_PAYLOAD ? 0 : length <= 0xffff ? 2 : 8;
        byte[] frame = new byte[2 + extra + 4 + length];
        frame[0] = (byte) (FINAL | opcode);
        frame[1] = (byte) (MASKED | (extra == 0 ? length : extra == 2 ? 126 : 127));
        for (int i = 0; i < extra; i++) {
            frame[1 + extra - i] = (byte) ((long) length >> (8 * i));
        }
        int mask = ThreadLocalRandom.current().nextInt();
        int at = 2 + extra;
        for (int i = 0; i < 4; i++) {
            frame[at + i] = (byte) (mask >> (8 * i));
        }
        for (int i = 0; i < length; i++) {
            frame[at + 4 + i] = (byte) (payload[i] ^ frame[at + (i & 3)]);
        }
        return frame;
    }
}
