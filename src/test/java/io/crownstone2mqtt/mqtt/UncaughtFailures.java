package io.crownstone2mqtt.mqtt;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What threads die of while this is open: Java would print it on standard error. */
final class UncaughtFailures implements AutoCloseable {
    private final Thread.@Nullable UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    final List<String> failures = new CopyOnWriteArrayList<>();

    UncaughtFailures() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> failures.add(thread.getName() + " died of " + failure));
    }

    @Override
    public void close() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }
}
