package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.SettingsLoader;
import java.io.PrintWriter;
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
        var out = new PrintWriter(System.out, true, System.out.charset());
        var errors = new PrintWriter(System.err, true, System.err.charset());
        var program = new Program(
                named -> SettingsLoader.load(files.locate(named)),
                new DaemonProcess(ServiceEnvironment.read(), errors),
                new Demo(out, errors),
                out,
                errors);
        return program.run(args);
    }
}
