package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.HealthSettings;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.ops.HealthFile;
import io.crownstone2mqtt.ops.HealthPlaces;
import io.crownstone2mqtt.ops.Notify;
import io.crownstone2mqtt.ops.ServiceReport;
import io.crownstone2mqtt.ops.SystemdNotify;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;

/** The command {@code run}: the daemon until a signal, or until it gives up. */
final class DaemonProcess implements DaemonRunner {
    private final ServiceEnvironment service;
    private final PrintWriter errors;

    DaemonProcess(ServiceEnvironment service, PrintWriter errors) {
        this.service = service;
        this.errors = errors;
    }

    @Override
    public int run(Settings settings) {
        Stop stop = Stop.onSignal();
        try {
            return stop.ended(run(settings, stop));
        } catch (RuntimeException e) {
            // What ended like that says so itself; a signal need not wait for it.
            stop.ended(ExitCode.BUG);
            throw e;
        }
    }

    private int run(Settings settings, Stop stop) {
        Notify notify = SystemdNotify.at(service.notifySocket());
        ServiceReport report = new ServiceReport(notify, service.watchdog(), ZoneId.systemDefault(), System::nanoTime);
        HealthPlaces places = HealthVisit.places(service, HealthSettings.of(settings));
        try (Daemon daemon = Daemon.start(settings, report);
                HealthFile _ = HealthFile.keep(places, daemon::health)) {
            CompletableFuture.anyOf(stop.requested(), daemon.gaveUp()).join();
            notify.say("STOPPING=1\nSTATUS=stopping");
            if (stop.requested().isDone()) {
                return ExitCode.SUCCESS;
            }
            errors.println("crownstone2mqtt: " + daemon.gaveUp().join());
            return ExitCode.REJECTED;
        }
    }
}
