package io.crownstone2mqtt.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** Whatever a thing is called, its slug is a topic level of harmless letters. */
public final class SlugFuzz {
    private SlugFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String slug = Slug.topic(new String(data, StandardCharsets.UTF_8));
        assertThat(slug).matches("([a-z0-9]+(-[a-z0-9]+)*)?");
        assertThat(Slug.topic(slug)).isEqualTo(slug);
    }
}
