package io.crownstone2mqtt.config;

import ch.qos.logback.core.PropertyDefinerBase;
import java.util.List;
import java.util.Locale;

/**
 * The level of the program's own log lines, for {@code logback.xml}: system property or environment variable
 * {@code CROWNSTONE2MQTT_LOG_LEVEL}. Empty or unknown means INFO, where Logback alone would log everything.
 */
public final class LogLevel extends PropertyDefinerBase {
    private static final String NAME = "CROWNSTONE2MQTT_LOG_LEVEL";
    private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    @Override
    public String getPropertyValue() {
        return of(System.getProperty(NAME, System.getenv().getOrDefault(NAME, "")));
    }

    static String of(String asked) {
        var level = asked.strip().toUpperCase(Locale.ROOT);
        return LEVELS.contains(level) ? level : "INFO";
    }
}
