package io.crownstone2mqtt.app;

/** The bridge at work against a simulated cloud, until it is told to stop. */
@FunctionalInterface
public interface DemoRunner {
    /** Blocks until the demo has stopped; returns an {@link ExitCode}. */
    int run(DemoOptions options);
}
