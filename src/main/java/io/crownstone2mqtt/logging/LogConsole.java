package io.crownstone2mqtt.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Writes the log to standard output, or standard error, without ever waiting for who reads it; no line is endless. */
public final class LogConsole extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_LINE = 8192;

    private final PatternLayout layout = new PatternLayout();
    private volatile BoundedOutput output;

    LogConsole(LoggerContext logback, String pattern) {
        setContext(logback);
        setName("out");
        layout.setContext(logback);
        layout.setPattern(pattern);
        output = to(() -> System.out);
    }

    private BoundedOutput to(Supplier<PrintStream> target) {
        return new BoundedOutput(target, MOST_BYTES, this::missing);
    }

    /** From now on to standard error. */
    public void toErrors() {
        output = to(() -> System.err);
    }

    @Override
    public void start() {
        layout.start();
        super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        byte[] line = bytes(event);
        output.write(line, 0, line.length);
    }

    private byte[] bytes(ILoggingEvent event) {
        return text(event).getBytes(StandardCharsets.UTF_8);
    }

    /** As it is written, the end of its last line included. */
    String text(ILoggingEvent event) {
        String text = layout.doLayout(event);
        return text.length() <= LONGEST_LINE ? text : bounded(text);
    }

    private static String bounded(String text) {
        StringBuilder lines = new StringBuilder();
        text.lines().forEach(line -> lines.append(boundedLine(line)).append('\n'));
        return lines.toString();
    }

    private static String boundedLine(String line) {
        if (line.length() <= LONGEST_LINE) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST_LINE - 1)) ? LONGEST_LINE - 1 : LONGEST_LINE;
        return line.substring(0, end) + "… (" + (line.length() - end) + " more)";
    }

    private byte[] missing(long lines) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(LogConsole.class.getName());
        if (getContext() instanceof LoggerContext logback) {
            event.setLoggerContext(logback);
        }
        event.setThreadName("output");
        event.setLevel(Level.WARN);
        event.setMessage(lines + (lines == 1 ? " log line is" : " log lines are")
                + " missing here: nobody read the log fast enough");
        event.setInstant(Instant.now());
        return bytes(event);
    }

    /** How many lines were dropped so far, because nobody read them. */
    public long dropped() {
        return output.dropped();
    }

    /** Waits until all is written, but no longer than that. */
    public void drain(Duration patience) {
        output.drain(patience);
    }
}
