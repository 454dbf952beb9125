package io.crownstone2mqtt.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedOutputTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A pipe whose reader has gone to sleep. */
    private static final class Stalled extends OutputStream {
        private final CountDownLatch awake = new CountDownLatch(1);
        private final List<String> read = new ArrayList<>();

        @Override
        public void write(int single) {
            throw new AssertionError("one byte alone");
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            try {
                awake.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            read.add(new String(from, offset, length, StandardCharsets.UTF_8));
        }
    }

    private static byte[] missing(long lines) {
        return bytes("missing: " + lines + "\n");
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private static void write(BoundedOutput output, String line) {
        output.write(bytes(line), 0, line.length());
    }

    @Test
    void keepsNobodyWaitingAndSaysWhatIsMissing() {
        Stalled stalled = new Stalled();
        PrintStream pipe = new PrintStream(stalled, true, StandardCharsets.UTF_8);
        BoundedOutput output = new BoundedOutput(() -> pipe, 10_000, BoundedOutputTest::missing);

        for (int i = 0; i < 10_000; i++) {
            write(output, "line " + i + "\n");
        }
        assertThat(output.dropped()).isBetween(9_800L, 9_999L);
        output.drain(Duration.ofMillis(100));

        stalled.awake.countDown();
        output.drain(PATIENCE);
        write(output, "later\n");
        output.drain(PATIENCE);

        long dropped = output.dropped();
        assertThat(stalled.read).startsWith("line 0\n", "line 1\n").endsWith("missing: " + dropped + "\n", "later\n");
        assertThat(stalled.read).filteredOn(line -> line.startsWith("missing")).hasSize(1);
        assertThat(stalled.read).hasSize((int) (10_000 - dropped) + 2);
    }

    @Test
    void saysWhatIsMissingThoughNothingFollows() {
        Stalled stalled = new Stalled();
        PrintStream pipe = new PrintStream(stalled, true, StandardCharsets.UTF_8);
        BoundedOutput output = new BoundedOutput(() -> pipe, 200, BoundedOutputTest::missing);
        for (int i = 0; i < 100; i++) {
            write(output, "line " + i + "\n");
        }

        stalled.awake.countDown();

        await().atMost(PATIENCE).until(() -> {
            output.drain(Duration.ofSeconds(1));
            return stalled.read.getLast().equals("missing: " + output.dropped() + "\n");
        });
    }

    @Test
    void writesWhatTheReaderTakes() throws IOException {
        try (PipedInputStream reader = new PipedInputStream();
                PrintStream pipe = new PrintStream(new PipedOutputStream(reader), true, StandardCharsets.UTF_8)) {
            BoundedOutput output = new BoundedOutput(() -> pipe, 1000, BoundedOutputTest::missing);
            write(output, "hello\n");
            output.drain(PATIENCE);
            assertThat(reader.readNBytes(6)).isEqualTo(bytes("hello\n"));
            assertThat(output.dropped()).isZero();
        }
    }
}
