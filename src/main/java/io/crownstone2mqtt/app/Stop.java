package io.crownstone2mqtt.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The wish to stop: SIGTERM from systemd or Docker, SIGINT from a terminal. Left alone the JVM would end with 143 or 130;
 * here it ends with the exit code of the command, when that has stopped cleanly, and in any case in time.
 */
final class Stop {
    private static final long LONGEST_SECONDS = 7;

    private final CompletableFuture<Integer> requested = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private Stop() {}

    static Stop onSignal() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::signalled, "stop"));
        return stop;
    }

    /** Completes when the process is asked to stop. */
    CompletableFuture<Integer> requested() {
        return requested;
    }

    /** The command has stopped; returns its exit code. */
    int ended(int exitCode) {
        ended.complete(exitCode);
        return exitCode;
    }

    private void signalled() {
        if (!ended.isDone()) {
            requested.complete(ExitCode.SUCCESS);
            Runtime.getRuntime().halt(exitCode());
        }
    }

    private int exitCode() {
        try {
            return ended.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return ExitCode.FAILED;
        }
    }
}
