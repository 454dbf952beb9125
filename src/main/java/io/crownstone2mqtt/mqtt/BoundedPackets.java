package io.crownstone2mqtt.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * What a broker sends, packet by packet, of a size that fits into memory. The client behind this allocates whatever a
 * header announces, up to 256 MB, and fails on some packets that are malformed: it gets only what it can handle. The
 * payload of a message is cut after {@link BrokerLink#LONGEST_PAYLOAD} bytes and one, the rest is read and forgotten;
 * so the message is acknowledged as any other, and does not come again.
 */
final class BoundedPackets extends InputStream {
    /** The client must get control now and then, as after a socket's read time-out. */
    private static final Duration LONGEST_ABSENCE = Duration.ofMillis(500);

    private static final Duration ROOM_POLL = Duration.ofMillis(5);
    private static final int MOST_PAYLOAD = BrokerLink.LONGEST_PAYLOAD + 1;
    /** Acknowledgements have some bytes, of a subscription one more for each filter. */
    private static final int LONGEST_ACKNOWLEDGEMENT = 1_024;

    private static final int FIRST_UNREADABLE = 0xfdd0;

    private static final int CONNACK = 2;
    private static final int PUBLISH = 3;
    private static final int PINGRESP = 13;
    private static final int TLS_ALERT = 0x15;

    /** Receives the packets. */
    interface Receiver {
        /** Whether another message may come; until then nothing is read, so that the broker waits. */
        boolean hasRoom();

        /** Something arrived, though no packet is complete yet. */
        void alive();

        /** A message is too long and was cut. */
        void tooLong(String topic, long bytes, boolean retained);
    }

    private final ResumableInput in;
    private final Receiver receiver;
    private byte[] packet = new byte[0];
    private int served;
    private long toSkip;
    private boolean begun;
    private long since;

    BoundedPackets(InputStream in, Receiver receiver) {
        this.in = new ResumableInput(in, receiver::alive);
        this.receiver = receiver;
    }

    @Override
    public int read() throws IOException {
        prepare();
        return packet[served++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        prepare();
        int count = Math.min(length, packet.length - served);
        System.arraycopy(packet, served, target, offset, count);
        served += count;
        return count;
    }

    @Override
    public int available() throws IOException {
        return toSkip > 0 ? 0 : packet.length - served + in.available();
    }

    /** Makes sure that there is something to serve. */
    private void prepare() throws IOException {
        since = System.nanoTime();
        if (served == packet.length && toSkip == 0) {
            packet = next();
            served = 0;
        }
        while (toSkip > 0) {
            toSkip -= in.skip(toSkip);
            lookAround();
        }
    }

    private void lookAround() throws SocketTimeoutException {
        if (System.nanoTime() - since > LONGEST_ABSENCE.toNanos()) {
            throw new SocketTimeoutException();
        }
    }

    private byte[] next() throws IOException {
        in.require(1);
        if (!begun) {
            refuseOtherProtocols(in.peek(0));
        }
        in.require(2);
        int digits = 1;
        long remaining = in.peek(1) & 0x7f;
        while (in.peek(digits) >= 0x80) {
            if (digits == 4) {
                throw malformed("a length of more than four bytes");
            }
            in.require(1 + ++digits);
            remaining |= (long) (in.peek(digits) & 0x7f) << (7 * (digits - 1));
        }
        int type = in.peek(0) >> 4;
        byte[] complete = type == PUBLISH ? publish(1 + digits, remaining) : other(type, 1 + digits, remaining);
        begun = true;
        return complete;
    }

    /** The first byte of a broker is that of its answer to the login. */
    private static void refuseOtherProtocols(int first) throws BrokerProtocolException {
        if (first == TLS_ALERT) {
            throw new BrokerProtocolException(
                    "speaks TLS on this port: use mqtts:// in mqtt.url, or its port without TLS");
        }
        if (first == 'H') {
            throw new BrokerProtocolException("speaks HTTP on this port: use ws:// in mqtt.url, with the path of its"
                    + " WebSocket, or the port for MQTT (often 1883)");
        }
        if (first >> 4 != CONNACK) {
            throw new BrokerProtocolException(
                    "does not answer the login in MQTT: check that mqtt.url names an MQTT port");
        }
    }

    private byte[] other(int type, int header, long remaining) throws IOException {
        int least = switch (type) {
            case CONNACK, 4, 5, 6, 7, 11 -> 2; // acknowledgements carry the number of what they acknowledge
            case 9 -> 3;
            case PINGRESP -> 0;
            default -> throw malformed("a packet of type " + type);
        };
        if (remaining < least || remaining > LONGEST_ACKNOWLEDGEMENT) {
            throw malformed("a packet of type " + type + " and length " + remaining);
        }
        int length = header + (int) remaining;
        in.require(length);
        return in.take(length);
    }

    private byte[] publish(int header, long remaining) throws IOException {
        awaitRoom();
        int flags = in.peek(0) & 0x0f;
        int qos = (flags >> 1) & 3;
        int idLength = qos == 0 ? 0 : 2;
        if (qos == 3 || remaining < 2 + idLength) {
            throw malformed("a message of quality " + qos + " and length " + remaining);
        }
        in.require(header + 2);
        int topicLength = in.peekShort(header);
        int beforePayload = header + 2 + topicLength + idLength;
        long payload = header + remaining - beforePayload;
        if (payload < 0) {
            throw malformed("a topic that is longer than its message");
        }
        int kept = (int) Math.min(payload, MOST_PAYLOAD);
        in.require(beforePayload + kept);
        if (idLength > 0 && in.peekShort(beforePayload - 2) == 0) {
            throw malformed("a message without its number");
        }
        byte[] topicBytes = in.peek(header + 2, header + 2 + topicLength);
        String topic = readable(topicBytes);
        byte[] cleanTopic = topic.getBytes(StandardCharsets.UTF_8);
        if (payload == kept && cleanTopic.length == topicLength && Arrays.equals(cleanTopic, topicBytes)) {
            return in.take(beforePayload + kept);
        }
        byte[] cut = message(
                in.peek(0),
                cleanTopic,
                in.peek(beforePayload - idLength, beforePayload),
                in.peek(beforePayload, beforePayload + kept));
        in.drop(beforePayload + kept);
        toSkip = payload - kept;
        if (toSkip > 0) {
            receiver.tooLong(topic, payload, (flags & 1) == 1);
        }
        return cut;
    }

    private void awaitRoom() throws SocketTimeoutException {
        while (!receiver.hasRoom()) {
            receiver.alive();
            lookAround();
            LockSupport.parkNanos(ROOM_POLL.toNanos());
        }
    }

    /**
     * The client's thread dies of a topic with control characters, and, by a mistake, of most characters from here on,
     * such as emoji. None of our own topics has such.
     */
    private static String readable(byte[] utf8) {
        String topic = new String(utf8, StandardCharsets.UTF_8);
        if (topic.codePoints().allMatch(BoundedPackets::isAllowed)) {
            return topic;
        }
        StringBuilder clean = new StringBuilder();
        topic.codePoints().forEach(each -> clean.appendCodePoint(isAllowed(each) ? each : '?'));
        return clean.toString();
    }

    private static boolean isAllowed(int codePoint) {
        return !Character.isISOControl(codePoint) && codePoint < FIRST_UNREADABLE;
    }

    private static byte[] message(int first, byte[] topic, byte[] id, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(topic.length + payload.length + 9);
        out.write(first);
        int left = 2 + topic.length + id.length + payload.length;
        while (left >= 0x80) {
            out.write((left & 0x7f) | 0x80);
            left >>= 7;
        }
        out.write(left);
        out.write(topic.length >> 8);
        out.write(topic.length);
        out.writeBytes(topic);
        out.writeBytes(id);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static BrokerProtocolException malformed(String what) {
        return new BrokerProtocolException("sends what MQTT does not allow (" + what
                + "): connecting again; if this repeats look at the broker, or at a proxy before it");
    }
}
