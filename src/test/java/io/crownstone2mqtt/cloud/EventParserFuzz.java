package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** Whatever the event stream says is an event or is ignored, and is fit to be logged. */
public final class EventParserFuzz {
    private EventParserFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        StreamMessage message = EventParser.parse(new String(data, StandardCharsets.UTF_8));
        assertThat(message.toString()).doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]");
        if (message instanceof StreamMessage.Ignored(String kind)) {
            assertThat(kind).hasSizeLessThan(100);
        }
    }
}
