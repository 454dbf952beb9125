package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.daemon.LogLines;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * The request to stop: SIGTERM from systemd or Docker, SIGINT from a terminal. Left alone the JVM would end with 143 or 130;
 * here it ends with the exit code of the command, when that has stopped cleanly, and in any case in time.
 */
final class Stop {
    private static final long LONGEST_SECONDS = 7;
    private static final Duration LAST_LINES = Duration.ofMillis(500);

    private final CompletableFuture<Integer> requested = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private final CompletableFuture<Throwable> fault;

    private Stop(CompletableFuture<Throwable> fault) {
        this.fault = fault;
    }

    /** By a signal, or by the fault that no thread survived. */
    static Stop of(CompletableFuture<Throwable> fault) {
        Stop stop = new Stop(fault);
        Runtime.getRuntime().addShutdownHook(new Thread(stop::signalled, "stop"));
        return stop;
    }

    /** Completes when the process is asked to stop. */
    CompletableFuture<Integer> requested() {
        return requested;
    }

    /** Does the command's work; returns its exit code. However that ends, nobody who waits for its end waits longer. */
    int end(IntSupplier work) {
        int exitCode = ExitCode.BUG;
        try {
            exitCode = work.getAsInt();
            return exitCode;
        } finally {
            ended.complete(exitCode);
        }
    }

    private void signalled() {
        if (!ended.isDone()) {
            requested.complete(ExitCode.SUCCESS);
            int exitCode = exitCode();
            LogLines.drain(LAST_LINES);
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private int exitCode() {
        try {
            int exitCode = ended.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            return fault.isDone() ? ExitCode.BUG : exitCode;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return ExitCode.FAILED;
        }
    }
}
