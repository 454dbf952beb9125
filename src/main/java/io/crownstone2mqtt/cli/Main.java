package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.ProcessText;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.TerminalEnvironment;
import io.crownstone2mqtt.daemon.LogLines;
import io.crownstone2mqtt.logging.BoundedOutput;
import io.crownstone2mqtt.runtime.Faults;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;

/** The entry point. */
public final class Main {
    private static final int MOST_ERRORS = 1 << 18;
    private static final Duration LONGEST_END = Duration.ofSeconds(8);
    private static final Duration LAST_LINES = Duration.ofMillis(500);

    private Main() {}

    public static void main(String... args) {
        // Paho and the JDK log here, by default to standard error, which belongs to the errors of the command line.
        LogManager.getLogManager().reset();
        // Typed text is UTF-8 regardless of the locale; must be set before the terminal is first used.
        System.setProperty("stdin.encoding", "UTF-8");
        Faults faults = new Faults();
        Thread.setDefaultUncaughtExceptionHandler(faults);
        // Whatever hangs because one thread is missing: the process does not.
        var _ = faults.fatal()
                .thenRunAsync(
                        () -> Runtime.getRuntime().halt(ExitCode.BUG),
                        CompletableFuture.delayedExecutor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS));
        BoundedOutput errors = new BoundedOutput(() -> System.err, MOST_ERRORS, Main::missing);
        int exitCode = run(faults, new PrintStream(errors, true, StandardCharsets.UTF_8), ProcessText.arguments(args));
        errors.drain(LAST_LINES);
        LogLines.drain(LAST_LINES);
        System.exit(faults.fatal().isDone() ? ExitCode.BUG : exitCode);
    }

    /** Runs a command line with the environment, files and streams of this process; returns an {@link ExitCode}. */
    static int run(Faults faults, PrintStream errors, String... args) {
        var console = Console.of(System.out, errors, TerminalEnvironment.read());
        var context = new CommandContext(
                Configuration.ofProcess(), console, Prompt.ON_TERMINAL, ServiceEnvironment.read(), faults);
        return new Program(new CommandFactory(context), console).run(args);
    }

    private static byte[] missing(long lines) {
        return ("crownstone2mqtt: lines that are missing here, because nobody read them fast enough: " + lines
                        + System.lineSeparator())
                .getBytes(StandardCharsets.UTF_8);
    }
}
