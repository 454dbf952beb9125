package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.ops.Diary;
import io.crownstone2mqtt.ops.LogTail;
import io.crownstone2mqtt.ops.Notify;
import io.crownstone2mqtt.ops.ServiceReport;
import io.crownstone2mqtt.ops.StatusSocket;
import io.crownstone2mqtt.ops.SystemdNotify;
import io.crownstone2mqtt.runtime.Faults;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The command {@code run}: the daemon until a signal, or until it gives up. */
final class DaemonProcess implements DaemonRunner {
    private final ServiceEnvironment service;
    private final PrintWriter errors;
    private final Faults faults;

    DaemonProcess(ServiceEnvironment service, PrintWriter errors, Faults faults) {
        this.faults = faults;
        this.service = service;
        this.errors = errors;
    }

    @Override
    public int run(Supplier<Settings> settings) {
        Stop stop = Stop.of(faults.fatal());
        return stop.end(() -> run(settings, stop));
    }

    private int run(Supplier<Settings> settings, Stop stop) {
        try (LogTail log = LogTail.listen()) {
            Diary diary = new Diary(log::lines);
            OptionalInt exitCode = OptionalInt.empty();
            while (exitCode.isEmpty()) {
                exitCode = run(settings.get(), stop, diary);
            }
            return exitCode.getAsInt();
        }
    }

    /** Empty if it is to begin anew. */
    private OptionalInt run(Settings settings, Stop stop, Diary diary) {
        Notify notify = SystemdNotify.at(service.notifySocket());
        ServiceReport report = new ServiceReport(notify, service.watchdog(), ZoneId.systemDefault(), System::nanoTime);
        try (Daemon daemon = Daemon.start(settings, report);
                StatusSocket _ = daemon.listen(HealthVisit.places(service), diary)) {
            CompletableFuture.anyOf(stop.requested(), daemon.gaveUp(), daemon.restartAsked(), faults.fatal())
                    .join();
            if (faults.fatal().isDone()) {
                notify.say("STOPPING=1\nSTATUS=stopping after a bug");
                faults.rethrow();
            }
            if (stop.requested().isDone()) {
                notify.say("STOPPING=1\nSTATUS=stopping");
                return OptionalInt.of(ExitCode.SUCCESS);
            }
            if (daemon.restartAsked().isDone()) {
                notify.say("STATUS=restarting");
                return OptionalInt.empty();
            }
            notify.say("STOPPING=1\nSTATUS=stopping");
            errors.println("crownstone2mqtt: " + daemon.gaveUp().join());
            return OptionalInt.of(ExitCode.REJECTED);
        }
    }
}
