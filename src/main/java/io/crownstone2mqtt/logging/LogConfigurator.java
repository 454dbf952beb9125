package io.crownstone2mqtt.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Sets up Logback: one line per event, for people, on standard output. Written in Java, because reading XML would take a
 * tenth of the time of a start and a module of the runtime. What a user has wins: a file ({@code -Dlogback.configurationFile},
 * {@code logback.xml} or {@code logback-test.xml} on the class path of a program that this one is a library of) or another
 * {@link Configurator}; {@code -Dlogback.configurationFile=} without a file means this.
 *
 * <p>System property or environment variable {@code CROWNSTONE2MQTT_LOG_LEVEL} chooses ERROR, WARN, INFO, DEBUG or TRACE
 * for the program's own lines. Empty or unknown means INFO.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_LOW_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    private static final String LEVEL = "CROWNSTONE2MQTT_LOG_LEVEL";
    private static final List<String> FILES = List.of("logback-test.xml", "logback.xml");
    private static final List<Level> LEVELS = List.of(Level.ERROR, Level.WARN, Level.DEBUG, Level.TRACE);

    // Control characters and line separators are replaced: no name from outside can forge a line.
    private static final String TIME = "%d{yyyy-MM-dd'T'HH:mm:ssXXX} %-5level";
    private static final String BRIEF =
            TIME + " %replace(%replace(%msg %ex{3}){'[\\p{Cc}\\p{Zl}\\p{Zp}]+',' '}){' +$',''}%n%nopex";
    private static final String FULL = TIME + " [%thread] %logger{36} %replace(%msg){'[\\p{Cc}\\p{Zl}\\p{Zp}]+',' '}%n"
            + "%replace(%ex){'[\\r\\n]+(?!\\tat |\\t\\.\\.\\. |\\t*Caused by: |\\t*Suppressed: |\\z)',' '}";

    // Libraries stay there whatever level is asked for: at DEBUG the HTTP client prints passwords and tokens.
    private static final Map<String, Level> LIBRARIES = Map.of(
            "org.apache.hc", Level.WARN,
            "org.eclipse.paho", Level.WARN,
            "io.netty", Level.WARN,
            "com.hivemq", Level.WARN,
            // The demo's broker: what matters of it the demo says.
            "org.apache.activemq", Level.OFF);

    @Override
    public ExecutionStatus configure(LoggerContext logback) {
        if (isLeftToAFile()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        setUp(logback);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static boolean isLeftToAFile() {
        var file = System.getProperty("logback.configurationFile");
        return file == null ? FILES.stream().anyMatch(LogConfigurator::isOnClassPath) : !file.isEmpty();
    }

    private static boolean isOnClassPath(String file) {
        return Stream.of(
                        LogConfigurator.class.getClassLoader(),
                        Thread.currentThread().getContextClassLoader())
                .anyMatch(loader -> loader != null && loader.getResource(file) != null);
    }

    static void setUp(LoggerContext logback) {
        Level level = level(System.getProperty(LEVEL, System.getenv().getOrDefault(LEVEL, "")));
        logback.getStatusManager().add(new NopStatusListener());
        logback.getLogger("io.crownstone2mqtt").setLevel(level);
        LIBRARIES.forEach((library, highest) -> logback.getLogger(library).setLevel(highest));
        var root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        var console = new LogConsole(logback, level.isGreaterOrEqual(Level.INFO) ? BRIEF : FULL);
        console.start();
        root.addAppender(console);
    }

    private static Level level(String asked) {
        var name = asked.strip().toUpperCase(Locale.ROOT);
        return LEVELS.stream()
                .filter(level -> level.toString().equals(name))
                .findFirst()
                .orElse(Level.INFO);
    }
}
