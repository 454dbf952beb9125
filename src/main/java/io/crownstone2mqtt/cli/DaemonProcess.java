package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.ConfigException;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Daemon;
import io.crownstone2mqtt.daemon.LocalBridges;
import io.crownstone2mqtt.diagnostics.Diary;
import io.crownstone2mqtt.diagnostics.LogTail;
import io.crownstone2mqtt.monitoring.Notify;
import io.crownstone2mqtt.monitoring.ServiceReport;
import io.crownstone2mqtt.monitoring.StatusSocket;
import io.crownstone2mqtt.monitoring.SystemdNotify;
import io.crownstone2mqtt.runtime.Faults;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command {@code run}: the daemon until a signal, or until it gives up. */
final class DaemonProcess {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonProcess.class);

    private final ServiceEnvironment service;
    private final PrintWriter errors;
    private final Faults faults;

    DaemonProcess(ServiceEnvironment service, PrintWriter errors, Faults faults) {
        this.faults = faults;
        this.service = service;
        this.errors = errors;
    }

    /**
     * Blocks until the bridge has stopped.
     *
     * @param settings asked at the start, and at every restart that somebody asks for
     * @return an {@link ExitCode}
     */
    int run(Supplier<Settings> settings) {
        Stop stop = Stop.of(faults.fatal());
        return stop.end(() -> run(settings, stop));
    }

    /** How one life of the bridge ended. */
    private sealed interface End {
        record Exit(int code) implements End {}

        record Restart(Settings settings) implements End {}
    }

    private int run(Supplier<Settings> source, Stop stop) {
        try (LogTail log = LogTail.listen()) {
            Diary diary = new Diary(log::lines);
            Settings settings = source.get();
            End end = run(settings, source, stop, diary);
            while (end instanceof End.Restart(Settings next)) {
                try {
                    end = run(next, source, stop, diary);
                    settings = next;
                } catch (ConfigException e) {
                    LOG.error("the new configuration does not work, the former is used again: {}", e.getMessage());
                    end = run(settings, source, stop, diary);
                }
            }
            return end instanceof End.Exit(int code) ? code : ExitCode.BUG;
        }
    }

    private End run(Settings settings, Supplier<Settings> source, Stop stop, Diary diary) {
        Notify notify = SystemdNotify.at(service.notifySocket());
        ServiceReport report = new ServiceReport(notify, service.watchdog(), ZoneId.systemDefault(), System::nanoTime);
        try (Daemon daemon = Daemon.start(settings, report);
                StatusSocket _ = daemon.listen(LocalBridges.places(service), diary)) {
            Optional<End> end = Optional.empty();
            while (end.isEmpty()) {
                CompletableFuture.anyOf(stop.requested(), daemon.gaveUp(), daemon.restartAsked(), faults.fatal())
                        .join();
                end = end(daemon, source, stop, notify);
            }
            return end.get();
        }
    }

    /** Empty if it goes on. */
    private Optional<End> end(Daemon daemon, Supplier<Settings> source, Stop stop, Notify notify) {
        if (faults.fatal().isDone()) {
            notify.say("STOPPING=1\nSTATUS=stopping after a bug");
            faults.rethrow();
        }
        if (stop.requested().isDone()) {
            notify.say("STOPPING=1\nSTATUS=stopping");
            return Optional.of(new End.Exit(ExitCode.SUCCESS));
        }
        if (daemon.gaveUp().isDone()) {
            notify.say("STOPPING=1\nSTATUS=stopping");
            errors.println("crownstone2mqtt: " + daemon.gaveUp().join());
            return Optional.of(new End.Exit(ExitCode.REJECTED));
        }
        return restart(daemon, source, notify);
    }

    /** The configuration is read before anything stops: a mistake in it must not end a bridge that works. */
    private static Optional<End> restart(Daemon daemon, Supplier<Settings> source, Notify notify) {
        try {
            Settings next = source.get();
            daemon.acceptRestart();
            notify.say("STATUS=restarting");
            return Optional.of(new End.Restart(next));
        } catch (ConfigException e) {
            daemon.refuseRestart(e.problems().stream().map(Object::toString).collect(Collectors.joining("; ")));
            return Optional.empty();
        }
    }
}
