package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.TerminalEnvironment;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command writes.
 *
 * @param out for results, and nothing else
 * @param errors one line for each thing that went wrong
 * @param colour whether results may be coloured
 */
record Console(PrintWriter out, PrintWriter errors, boolean colour) {
    private static final String NAME = "crownstone2mqtt";

    /** Of this process; colour only on a terminal, and not if the environment forbids it. */
    static Console of(PrintStream out, PrintStream errors, TerminalEnvironment environment) {
        boolean colour = environment.colour() && isTerminal(System.console());
        return new Console(writer(out), writer(errors), colour);
    }

    private static boolean isTerminal(java.io.@Nullable Console terminal) {
        return terminal != null && terminal.isTerminal();
    }

    /** In UTF-8, whatever the locale: Java would write question marks where none is set. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** One line, whatever the message holds. */
    void complain(String message) {
        errors.println(NAME + ": " + message.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " "));
    }

    void print(String line) {
        out.println(line);
    }

    void print(JsonNode json) {
        out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json));
    }

    String paint(Style style, String text) {
        return colour ? style.on() + text + style.off() : text;
    }
}
