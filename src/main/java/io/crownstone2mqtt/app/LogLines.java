package io.crownstone2mqtt.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** Log lines of commands whose standard output is their result. */
final class LogLines {
    private LogLines() {}

    /**
     * From now on they go to standard error, and only faults do: such a command says itself, in one line, what did not
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
