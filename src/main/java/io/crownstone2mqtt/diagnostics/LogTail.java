package io.crownstone2mqtt.diagnostics;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.LoggerFactory;

/** Remembers the last lines of the log, from any thread, with stack traces. */
public final class LogTail extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final int LINES = 500;
    private static final int LONGEST = 8000;
    /** What comes from outside cannot forge a line of its own. */
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{36}"
            + " %replace(%msg){'[\\p{Cc}\\p{Zl}\\p{Zp}]+',' '}%n%ex{20}";

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES);
    private final PatternLayout layout = new PatternLayout();

    private LogTail(LoggerContext logback) {
        setContext(logback);
        setName("tail");
        layout.setContext(logback);
        layout.setPattern(PATTERN);
        layout.start();
    }

    /** Listens from now on to all that is logged. */
    public static LogTail listen() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        LogTail tail = new LogTail(root.getLoggerContext());
        tail.start();
        root.addAppender(tail);
        return tail;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String text = layout.doLayout(event);
        String line = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text.stripTrailing();
        while (!lines.offer(line)) {
            lines.poll();
        }
    }

    /** The last of them, the oldest first. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Listens no more. */
    @Override
    public void close() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(this);
        stop();
    }
}
