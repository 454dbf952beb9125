package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** However the bytes of a stream arrive, the events in them are the same. */
public final class SseReaderFuzz {
    private SseReaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        List<String> atOnce = events(new ByteArrayInputStream(data));
        List<String> dripping = events(new ByteArrayInputStream(data) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }
        });
        assertThat(dripping).isEqualTo(atOnce);
    }

    private static List<String> events(InputStream stream) throws IOException {
        SseReader reader = new SseReader(stream);
        List<String> events = new ArrayList<>();
        for (String event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }
}
