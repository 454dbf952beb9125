package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.Settings;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;

/** The command {@code run}: the daemon until a signal, or until it gives up. */
final class DaemonProcess implements DaemonRunner {
    private final PrintWriter errors;

    DaemonProcess(PrintWriter errors) {
        this.errors = errors;
    }

    @Override
    public int run(Settings settings) {
        Stop stop = Stop.onSignal();
        return stop.ended(run(settings, stop));
    }

    private int run(Settings settings, Stop stop) {
        try (Daemon daemon = Daemon.start(settings, _ -> {})) {
            CompletableFuture.anyOf(stop.requested(), daemon.gaveUp()).join();
            if (stop.requested().isDone()) {
                return ExitCode.SUCCESS;
            }
            errors.println("crownstone2mqtt: " + daemon.gaveUp().join());
            return ExitCode.REJECTED;
        }
    }
}
