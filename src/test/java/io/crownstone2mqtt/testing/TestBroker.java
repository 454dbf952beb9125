package io.crownstone2mqtt.testing;

import java.net.URI;

/** A real broker under test's control, on loopback. */
public interface TestBroker extends AutoCloseable {
    /** Where it listens; the same after a restart. */
    URI url();

    /** Stops it in an orderly way; what it held in memory is gone. */
    void stop();

    /** Starts it again where it listened before. */
    void start();

    @Override
    void close();
}
