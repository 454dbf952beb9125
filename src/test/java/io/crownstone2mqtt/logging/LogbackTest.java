package io.crownstone2mqtt.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogbackTest {
    private static final String PROPERTY = "CROWNSTONE2MQTT_LOG_LEVEL";

    private final LoggerContext context = new LoggerContext();

    @AfterEach
    void stop() {
        System.clearProperty(PROPERTY);
        context.stop();
    }

    private void configure(String level) {
        System.setProperty(PROPERTY, level);
        LogConfigurator.setUp(context);
    }

    private String written(String message, @Nullable Throwable problem) {
        var logger = context.getLogger("io.crownstone2mqtt.cloud.Session");
        var event = new LoggingEvent();
        event.setLoggerName(logger.getName());
        event.setLoggerContext(context);
        event.setLevel(Level.INFO);
        event.setMessage(message);
        event.setInstant(Instant.EPOCH);
        if (problem != null) {
            event.setThrowableProxy(new ThrowableProxy(problem));
        }
        event.setThreadName("bridge-loop");
        var root = context.getLogger("ROOT");
        return ((LogConsole) root.getAppender("out")).text(event);
    }

    @Test
    void writesOneLineForPeople() {
        configure("INFO");

        assertThat(written("Desk lamp -> 40 % (event)", null))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\S+ INFO  Desk lamp -> 40 % \\(event\\)\n");
    }

    @Test
    void letsNobodyForgeALine() {
        configure("INFO");
        var problem = new IllegalStateException("boom\n2026-11-22 ERROR forged");

        assertThat(written("Lamp\n2026\u001b[2J\u2028\u0085forged", problem))
                .contains("Lamp 2026 [2J forged java.lang.IllegalStateException: boom 2026-11-22 ERROR forged")
                .containsOnlyOnce("\n")
                .endsWith("\n");
    }

    @Test
    void showsThreadLoggerAndStackTraceAtDebugOnly() {
        configure("DEBUG");
        var problem = new IllegalStateException("boom\n2026-11-22 ERROR forged", new RuntimeException("cause\nforged"));

        var lines = written("Lamp\nforged", problem).lines().toList();
        assertThat(lines.getFirst()).endsWith("[bridge-loop] io.crownstone2mqtt.cloud.Session Lamp forged");
        assertThat(lines.get(1)).isEqualTo("java.lang.IllegalStateException: boom 2026-11-22 ERROR forged");
        assertThat(lines).hasSizeGreaterThan(5).contains("Caused by: java.lang.RuntimeException: cause forged");
        assertThat(lines.subList(2, lines.size()))
                .allSatisfy(line -> assertThat(line).matches("(\tat |\t\\.\\.\\. |Caused by: ).*"));
    }

    @Test
    void endsALineThatWouldBeEndless() {
        configure("DEBUG");

        assertThat(written("x".repeat(100_000), null).lines())
                .singleElement()
                .asString()
                .hasSizeLessThan(8300)
                .containsPattern("x… \\(9\\d{4} more\\)$");
        var problem = new IllegalStateException("y".repeat(100_000));
        assertThat(written("boom", problem).lines())
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(8300));
    }

    @ParameterizedTest
    @CsvSource({
        "'', INFO",
        "nonsense, INFO",
        "off, INFO",
        "debug, DEBUG",
        "' WARN ', WARN",
        "ERROR, ERROR",
        "trace, TRACE"
    })
    void takesTheLevelForTheProgramAlone(String asked, String level) {
        configure(asked);

        assertThat(context.getLogger("io.crownstone2mqtt.any").getEffectiveLevel())
                .hasToString(level);
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .allSatisfy(status -> assertThat(status.getThrowable()).isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.hc.client5.http.wire",
                "org.apache.hc.client5.http.headers",
                "org.eclipse.paho.client",
                "io.netty.handler",
                "com.hivemq.embedded",
                "anything.else"
            })
    void keepsLibrariesQuiet(String library) {
        configure("TRACE");

        assertThat(context.getLogger(library).isInfoEnabled()).isFalse();
        assertThat(context.getLogger(library).isErrorEnabled()).isTrue();
    }
}
