package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.SettingsLoader;
import io.crownstone2mqtt.config.TerminalEnvironment;
import java.util.logging.LogManager;

/** The entry point. */
public final class Main {
    private Main() {}

    public static void main(String... args) {
        // Paho and the JDK log here, by default to standard error, which belongs to the errors of the command line.
        LogManager.getLogManager().reset();
        System.exit(run(args));
    }

    /** Runs a command line with the environment, files and streams of this process; returns an {@link ExitCode}. */
    static int run(String... args) {
        var files = ConfigFiles.standard();
        var console = Console.of(System.out, System.err, TerminalEnvironment.read());
        OneShotRunner once = (task, settings) -> {
            LogLines.toErrors();
            return task.run(settings, console);
        };
        var service = ServiceEnvironment.read();
        var runners = new Runners(
                new DaemonProcess(service, console.errors()),
                new Demo(console.out(), console.errors()),
                once,
                new HealthVisit(named -> SettingsLoader.loadForHealth(files.locate(named)), service, console),
                service);
        return new Program(named -> SettingsLoader.load(files.locate(named)), runners, console).run(args);
    }
}
