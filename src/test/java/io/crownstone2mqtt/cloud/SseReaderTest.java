package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SseReaderTest {
    static Stream<Arguments> streams() {
        return Stream.of(
                arguments(
                        "as the cloud writes it",
                        "data:{\"a\":1}\n\ndata:{\"b\":2}\n\n",
                        List.of("{\"a\":1}", "{\"b\":2}")),
                arguments("a space after the colon", "data: x\n\n", List.of("x")),
                arguments("only one space is cut", "data:  x\n\n", List.of(" x")),
                arguments("CRLF", "data:x\r\n\r\ndata:y\r\n\r\n", List.of("x", "y")),
                arguments("CR", "data:x\r\rdata:y\r\r", List.of("x", "y")),
                arguments("all ends mixed", "data:x\r\n\ndata:y\n\r\ndata:z\r\n\r", List.of("x", "y", "z")),
                arguments("several lines", "data:a\ndata:b\ndata:\ndata:c\n\n", List.of("a\nb\n\nc")),
                arguments("a field without colon", "data\n\n", List.of("")),
                arguments("comments", ": hello\n\n:\ndata:x\n: between\n\n", List.of("x")),
                arguments("other fields", "event:e\nid:7\nretry:1\ndata:x\nfoo:bar\ndatax:y\n\n", List.of("x")),
                arguments("an event without data", "event:e\n\ndata:x\n\n", List.of("x")),
                arguments("a byte order mark", "\uFEFFdata:x\n\n", List.of("x")),
                arguments("an end in the middle of an event", "data:x\n\ndata:y\n", List.of("x")),
                arguments("an end in the middle of a line", "data:x\n\ndata:y", List.of("x")),
                arguments("nothing", "", List.of()),
                arguments("empty lines", "\n\r\n\r\n\n", List.of()),
                arguments("letters of two to four bytes", "data:é€\uD83D\uDCA1\n\n", List.of("é€\uD83D\uDCA1")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void reads(String name, String stream, List<String> events) throws IOException {
        assertThat(all(new ByteArrayInputStream(bytes(stream)))).as(name).isEqualTo(events);
    }

    @ParameterizedTest(name = "{0}, byte by byte")
    @MethodSource("streams")
    void readsByteByByte(String name, String stream, List<String> events) throws IOException {
        List<InputStream> single = new ArrayList<>();
        for (byte each : bytes(stream)) {
            single.add(new ByteArrayInputStream(new byte[] {each}));
        }
        assertThat(all(new SequenceInputStream(Collections.enumeration(single))))
                .as(name)
                .isEqualTo(events);
    }

    @Test
    void readsALineOfAMegabyte() throws IOException {
        String long1 = "x".repeat(1024 * 1024);

        assertThat(all(new ByteArrayInputStream(bytes("data:" + long1 + "\n\ndata:y\n\n"))))
                .containsExactly(long1, "y");
    }

    @Test
    void dropsALineThatIsTooLongAndReadsOn() throws IOException {
        String tooLong = "x".repeat(SseReader.LONGEST + 1);

        assertThat(all(new ByteArrayInputStream(bytes("data:" + tooLong + "\n\ndata:y\n\n"))))
                .containsExactly("y");
    }

    @Test
    void dropsAnEventThatIsTooLongInAll() throws IOException {
        String half = "data:" + "x".repeat(SseReader.LONGEST / 2 + 1) + "\n";

        assertThat(all(new ByteArrayInputStream(bytes(half + half + half + "\ndata:y\n\n"))))
                .containsExactly("y");
    }

    @Test
    void givesAnEventWithoutWaitingForMore() throws IOException {
        InputStream thenFails = new InputStream() {
            private final InputStream start = new ByteArrayInputStream(bytes("data:x\r\r"));

            @Override
            public int read() throws IOException {
                int next = start.read();
                if (next < 0) {
                    throw new IOException("read on");
                }
                return next;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = start.read(buffer, offset, length);
                if (count < 0) {
                    throw new IOException("read on");
                }
                return count;
            }
        };

        assertThat(new SseReader(thenFails).next()).isEqualTo("x");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> all(InputStream in) throws IOException {
        SseReader reader = new SseReader(in);
        List<String> events = new ArrayList<>();
        for (String event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }
}
