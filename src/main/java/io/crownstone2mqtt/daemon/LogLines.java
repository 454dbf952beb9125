package io.crownstone2mqtt.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.filter.Filter;
import io.crownstone2mqtt.bridge.LogLevel;
import io.crownstone2mqtt.logging.LogConsole;
import java.time.Duration;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.LoggerFactory;

/** The program's own log: where its lines go, and which of them. */
public final class LogLines {
    private static final String PROGRAM = "io.crownstone2mqtt";

    private LogLines() {}

    /**
     * For commands whose standard output is their result: from now on they go to standard error, and only faults do: such a
     * command says itself, in one line, what did not work. Who asks for DEBUG gets everything.
     */
    public static void toErrors() {
        boolean debug = LoggerFactory.getLogger(LogLines.class).isDebugEnabled();
        appenders().forEach(appender -> {
            switch (appender) {
                case LogConsole own -> own.toErrors();
                case ConsoleAppender<ILoggingEvent> console -> redirect(console);
                default -> {
                    return;
                }
            }
            if (!debug) {
                appender.addFilter(faults());
            }
        });
    }

    /** How many lines nobody read in time. */
    static long dropped() {
        return consoles().mapToLong(LogConsole::dropped).sum();
    }

    /** Before the process ends: waits until all is written, but no longer than that. */
    public static void drain(Duration patience) {
        consoles().forEach(console -> console.drain(patience));
    }

    private static Stream<LogConsole> consoles() {
        return appenders().filter(LogConsole.class::isInstance).map(LogConsole.class::cast);
    }

    private static Stream<Appender<ILoggingEvent>> appenders() {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            return StreamSupport.stream(Spliterators.spliteratorUnknownSize(root.iteratorForAppenders(), 0), false);
        }
        return Stream.empty();
    }

    /** Which of the program's lines are logged now. */
    public static LogLevel level() {
        return LoggerFactory.getLogger(PROGRAM) instanceof Logger program
                ? LogLevel.of(program.getEffectiveLevel().toString()).orElse(LogLevel.INFO)
                : LogLevel.INFO;
    }

    public static void level(LogLevel level) {
        if (LoggerFactory.getLogger(PROGRAM) instanceof Logger program) {
            program.setLevel(Level.toLevel(level.text()));
        }
    }

    private static void redirect(ConsoleAppender<ILoggingEvent> console) {
        console.stop();
        console.setTarget("System.err");
        console.start();
    }

    private static Filter<ILoggingEvent> faults() {
        ThresholdFilter faults = new ThresholdFilter();
        faults.setLevel(Level.ERROR.toString());
        faults.start();
        return faults;
    }
}
