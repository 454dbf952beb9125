package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.ConfigException;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Daemon;
import io.crownstone2mqtt.daemon.LocalBridges;
import io.crownstone2mqtt.daemon.Version;
import io.crownstone2mqtt.diagnostics.DiagnosticsRecord;
import io.crownstone2mqtt.diagnostics.LogTail;
import io.crownstone2mqtt.monitoring.Notify;
import io.crownstone2mqtt.monitoring.ServiceReport;
import io.crownstone2mqtt.monitoring.StatusSocket;
import io.crownstone2mqtt.monitoring.SystemdNotify;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The daemon, until a signal or until it gives up. */
@Command(
        name = "run",
        description = "Runs the bridge until it is stopped (the default command).",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private final CommandContext context;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    RunCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return run(config.file());
    }

    /** Blocks until the bridge has stopped; the file is read again at every restart that somebody asks for. */
    int run(@Nullable Path file) {
        Stop stop = Stop.of(context.faults().fatal());
        return stop.end(() -> run(() -> context.configuration().load(file), stop));
    }

    /** How one run of the bridge ended. */
    private sealed interface End {
        record Exit(int code) implements End {}

        record WithRestart(Settings settings) implements End {}
    }

    private int run(Supplier<Settings> source, Stop stop) {
        try (LogTail log = LogTail.listen()) {
            DiagnosticsRecord diagnostics = new DiagnosticsRecord(log::lines);
            Settings settings = source.get();
            End end = run(settings, source, stop, diagnostics);
            while (end instanceof End.WithRestart(Settings next)) {
                try {
                    end = run(next, source, stop, diagnostics);
                    settings = next;
                } catch (ConfigException e) {
                    LOG.error("the new configuration does not work, using the previous one: {}", e.getMessage());
                    end = run(settings, source, stop, diagnostics);
                }
            }
            return end instanceof End.Exit(int code) ? code : ExitCode.BUG;
        }
    }

    private End run(Settings settings, Supplier<Settings> source, Stop stop, DiagnosticsRecord diagnostics) {
        Notify notify = SystemdNotify.at(context.service().notifySocket());
        ServiceReport report =
                new ServiceReport(notify, context.service().watchdog(), ZoneId.systemDefault(), System::nanoTime);
        try (Daemon daemon = Daemon.start(settings, report);
                StatusSocket _ = daemon.listen(LocalBridges.places(context.service()), diagnostics)) {
            Optional<End> end = Optional.empty();
            while (end.isEmpty()) {
                CompletableFuture.anyOf(
                                stop.requested(),
                                daemon.gaveUp(),
                                daemon.restartAsked(),
                                context.faults().fatal())
                        .join();
                end = end(daemon, source, stop, notify);
            }
            return end.get();
        }
    }

    /** Empty if it goes on. */
    private Optional<End> end(Daemon daemon, Supplier<Settings> source, Stop stop, Notify notify) {
        if (context.faults().fatal().isDone()) {
            notify.say("STOPPING=1\nSTATUS=stopping after a bug");
            context.faults().rethrow();
        }
        if (stop.requested().isDone()) {
            notify.say("STOPPING=1\nSTATUS=stopping");
            return Optional.of(new End.Exit(ExitCode.SUCCESS));
        }
        if (daemon.gaveUp().isDone()) {
            notify.say("STOPPING=1\nSTATUS=stopping");
            context.console()
                    .errors()
                    .println("crownstone2mqtt: " + daemon.gaveUp().join());
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
            return Optional.of(new End.WithRestart(next));
        } catch (ConfigException e) {
            daemon.refuseRestart(e.problems().stream().map(Object::toString).collect(Collectors.joining("; ")));
            return Optional.empty();
        }
    }
}
