package io.crownstone2mqtt.cloud;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What every test of an event stream has: a server that follows a script, a client, and who hears the events. */
abstract class OneStream {
    final StreamFixture.Recorder heard = new StreamFixture.Recorder();
    private @Nullable StreamFixture opened;

    @AfterEach
    void close() {
        fixture().close();
    }

    final StreamFixture fixture(double part, RawServer events) {
        opened = new StreamFixture(part, events);
        return opened;
    }

    final StreamFixture fixture() {
        return Objects.requireNonNull(opened);
    }

    static void stay(RawServer.Peer peer) throws IOException {
        peer.system("STREAM_START");
        StreamFixture.pingUntilGone(peer);
    }
}
