package io.crownstone2mqtt.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.crownstone2mqtt.bridge.LogLevel;
import org.slf4j.LoggerFactory;

/** The program's own log: where its lines go, and which of them. */
final class LogLines {
    private static final String PROGRAM = "io.crownstone2mqtt";

    private LogLines() {}

    /**
     * For commands whose standard output is their result: from now on they go to standard error, and only faults do: such a command says itself, in one line, what did not
     * work. Who asks for DEBUG gets everything.
     */
    static void toErrors() {
        boolean debug = LoggerFactory.getLogger(LogLines.class).isDebugEnabled();
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
                    redirect(console, debug);
                }
            });
        }
    }

    /** Which of the program's lines are logged now. */
    static LogLevel level() {
        return LoggerFactory.getLogger(PROGRAM) instanceof Logger program
                ? LogLevel.of(program.getEffectiveLevel().toString()).orElse(LogLevel.INFO)
                : LogLevel.INFO;
    }

    static void level(LogLevel level) {
        if (LoggerFactory.getLogger(PROGRAM) instanceof Logger program) {
            program.setLevel(Level.toLevel(level.text()));
        }
    }

    private static void redirect(ConsoleAppender<ILoggingEvent> console, boolean everything) {
        console.stop();
        console.setTarget("System.err");
        if (!everything) {
            ThresholdFilter faults = new ThresholdFilter();
            faults.setLevel(Level.ERROR.toString());
            faults.start();
            console.addFilter(faults);
        }
        console.start();
    }
}
