package io.crownstone2mqtt.mqtt;

import static io.crownstone2mqtt.mqtt.WebSocketServer.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPacketsTest {
    private static final byte[] WELCOME = {0x20, 2, 0, 0};

    private final List<String> tooLong = new ArrayList<>();
    private int refusals;

    private final BoundedPackets.Receiver receiver = new BoundedPackets.Receiver() {
        @Override
        public boolean hasRoom() {
            return refusals == 0 || refusals-- == 0;
        }

        @Override
        public void alive() {
            // Nobody waits here.
        }

        @Override
        public void tooLong(String topic, long bytes, boolean retained) {
            tooLong.add(topic + " " + bytes + " " + retained);
        }
    };

    private byte[] through(InputStream in) throws IOException {
        InputStream bounded = new BoundedPackets(in, receiver);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1_000];
        while (true) {
            try {
                out.write(buffer, 0, bounded.read(buffer));
            } catch (SocketTimeoutException _) {
                // As from a socket: once more.
            } catch (EOFException _) {
                return out.toByteArray();
            }
        }
    }

    private byte[] through(byte[]... packets) throws IOException {
        return through(new ByteArrayInputStream(joined(packets)));
    }

    private static byte[] joined(byte[]... packets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] each : packets) {
            all.writeBytes(each);
        }
        return all.toByteArray();
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void whatIsInOrderPassesAsItIs() throws IOException {
        byte[] all = joined(
                WELCOME,
                hex("d000"),
                hex("40020001"),
                hex("9003000180"),
                hex("b0020001"),
                publish("a", ""),
                publish("topic/ü/日本", "x".repeat(BrokerLink.LONGEST_PAYLOAD)),
                hex("320700016100073132"),
                hex("6202000750020007"));
        assertThat(through(all)).isEqualTo(all);
        assertThat(tooLong).isEmpty();
    }

    @Test
    void whereverReadsTimeOutNothingIsLost() throws IOException {
        byte[] all = joined(
                WELCOME, publish("a", "x".repeat(300)), hex("d000"), publish("b", "x".repeat(20_000)), hex("d000"));
        List<InputStream> pieces = new ArrayList<>();
        for (byte each : all) {
            pieces.add(new ByteArrayInputStream(new byte[] {each}));
        }
        InputStream slow = new SequenceInputStream(Collections.enumeration(pieces)) {
            private int reads;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (reads++ % 2 == 0) {
                    throw new SocketTimeoutException();
                }
                return super.read(target, offset, Math.min(1, length));
            }
        };
        byte[] cut = publish("b", "x".repeat(BrokerLink.LONGEST_PAYLOAD + 1));
        assertThat(through(slow))
                .isEqualTo(joined(WELCOME, publish("a", "x".repeat(300)), hex("d000"), cut, hex("d000")));
    }

    @Test
    void aHugePayloadIsCutAndWhatFollowsIsUntouched() throws IOException {
        byte[] huge = publish("a", "x".repeat(5_000_000));
        byte[] out = through(WELCOME, huge, hex("d000"));
        assertThat(out)
                .isEqualTo(joined(WELCOME, publish("a", "x".repeat(BrokerLink.LONGEST_PAYLOAD + 1)), hex("d000")));
        assertThat(tooLong).containsExactly("a 5000000 false");
    }

    @Test
    void aCutMessageKeepsFlagsAndNumber() throws IOException {
        byte[] huge = new byte[] {0x3b, (byte) 0xc0, (byte) 0x9a, 0x0c, 0, 1, 'a', 0x12, 0x34};
        byte[] out = through(WELCOME, Arrays.copyOf(huge, 4 + 200_000), hex("d000"));
        assertThat(out).startsWith(hex("20020000" + "3b868001" + "0001" + "61" + "1234"));
        assertThat(out).hasSize(4 + 4 + 5 + BrokerLink.LONGEST_PAYLOAD + 1 + 2);
        assertThat(tooLong).containsExactly("a 199995 true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0001b", "a\u0000", "\u0085", "a\uffff", "\ufdd0", "\ufffd", "\uff21", "😀"})
    void aTopicThatTheClientWouldDieOfIsMadeReadable(String topic) throws IOException {
        String out = new String(through(WELCOME, publish(topic, "1"), hex("d000")), StandardCharsets.UTF_8);
        assertThat(out).contains("?").contains("1");
    }

    @Test
    void bytesThatAreNoTextAreMadeReadable() throws IOException {
        assertThat(through(WELCOME, hex("30050001ff3132"))).isEqualTo(joined(WELCOME, hex("300500013f3132")));
    }

    @Test
    void whileThereIsNoRoomMessagesWait() throws IOException {
        refusals = 150; // longer than a socket's read time-out
        assertThat(through(WELCOME, publish("a", "1"))).isEqualTo(joined(WELCOME, publish("a", "1")));
        assertThat(refusals).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "00, type 0",
        "1000, type 1",
        "8200, type 8",
        "c000, type 12",
        "e000, type 14",
        "f000, type 15",
        "30ffffffff01, four bytes",
        "40ffffff7f, length 268435455",
        "4000, length 0",
        "900100, length 1",
        "36050001610001, quality 3",
        "3001, length 1",
        "320400016100, topic",
        "3003000361, topic",
        "32050001610000, number",
    })
    void whatIsNotAllowedIsNamed(String packet, String words) {
        assertThatThrownBy(() -> through(WELCOME, hex(packet), hex("d000d000")))
                .isInstanceOf(BrokerProtocolException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({
        "15030300020228, mqtts://",
        "485454502f312e31, ws://",
        "5353482d, MQTT port",
        "30030001, MQTT port",
        "00, MQTT port"
    })
    void otherProtocolsAreRecognised(String answer, String words) {
        assertThatThrownBy(() -> through(hex(answer)))
                .isInstanceOf(BrokerProtocolException.class)
                .hasMessageContaining(words);
    }
}
