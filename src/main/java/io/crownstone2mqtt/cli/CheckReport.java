package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import picocli.CommandLine.Help.Ansi.Style;

/** The lines of a check: one for each step, as soon as it is over, with its time and what to do where it failed. */
final class CheckReport {
    private final Console console;
    private final LongSupplier nanos;
    private final List<String> failed = new ArrayList<>();
    private int steps;
    private int exitCode = ExitCode.SUCCESS;

    CheckReport(Console console, LongSupplier nanos) {
        this.console = console;
        this.nanos = nanos;
    }

    /** What is tried; it says what it found. */
    @FunctionalInterface
    interface CheckStep {
        String run();
    }

    /** Returns whether it succeeded. */
    boolean step(String name, CheckStep step) {
        long start = nanos.getAsLong();
        try {
            String found = step.run();
            line(Verdict.OK, name, time(start), found);
            return true;
        } catch (CommandFailure e) {
            fail(name, start, e.exitCode(), e.explanation());
        } catch (CloudException e) {
            fail(name, start, ExitCode.of(e.problem()), e.problem().message());
        } catch (ConfigException e) {
            fail(name, start, ExitCode.CONFIGURATION, "see standard error");
            throw e;
        }
        return false;
    }

    /** Something to know or to do that is no failure. */
    void note(String name, String text) {
        line(Verdict.NOTE, name, "", text);
    }

    void found(String name, String text) {
        line(Verdict.OK, name, "", text);
    }

    void skip(String name, String reason) {
        line(Verdict.SKIPPED, name, "", reason);
    }

    private void fail(String name, long start, int code, String explanation) {
        line(Verdict.FAILED, name, time(start), explanation);
        failed.add(name);
        exitCode = exitCode == ExitCode.SUCCESS ? code : exitCode;
    }

    private String time(long start) {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - start) + " ms";
    }

    private void line(Verdict verdict, String name, String time, String text) {
        steps++;
        String mark = console.paint(verdict.paint, verdict.mark);
        console.print("%s  %-23s  %8s  %s".formatted(mark, name, time, text).stripTrailing());
    }

    /** Returns the exit code of the first step that failed. */
    int end() {
        if (!failed.isEmpty()) {
            console.complain(String.format(
                    Locale.ROOT,
                    "%d of %d steps failed (%s): each line says what to do",
                    failed.size(),
                    steps,
                    String.join(", ", failed)));
        }
        return exitCode;
    }

    private enum Verdict {
        OK("ok  ", Style.fg_green),
        FAILED("FAIL", Style.fg_red),
        NOTE("note", Style.fg_yellow),
        SKIPPED("skip", Style.faint);

        private final String mark;
        private final Style paint;

        Verdict(String mark, Style paint) {
            this.mark = mark;
            this.paint = paint;
        }
    }
}
