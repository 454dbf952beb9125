package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.TerminalEnvironment;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command writes.
 *
 * @param out for results, and nothing else
 * @param errors one line for each thing that went wrong
 * @param colour whether results may be coloured
 * @param unicode whether every character can be written; JSON escapes what goes beyond ASCII if not
 */
record Console(PrintWriter out, PrintWriter errors, boolean colour, boolean unicode) {
    private static final String NAME = "crownstone2mqtt";

    /** Of this process; colour only on a terminal, and not if the environment forbids it. */
    static Console of(PrintStream out, PrintStream errors, TerminalEnvironment environment) {
        boolean colour = environment.colour() && isTerminal(System.console());
        return new Console(writer(out), writer(errors), colour, isUnicode(out.charset()));
    }

    private static boolean isTerminal(java.io.@Nullable Console terminal) {
        return terminal != null && terminal.isTerminal();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static boolean isUnicode(Charset charset) {
        return charset.name().startsWith("UTF");
    }

    /** One line, whatever the message holds. */
    void complain(String message) {
        errors.println(NAME + ": " + message.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " "));
    }

    void print(String line) {
        out.println(line);
    }

    void print(JsonNode json) {
        JsonMapper mapper = JsonMapper.builder()
                .configure(JsonWriteFeature.ESCAPE_NON_ASCII, !unicode)
                .build();
        out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json));
    }

    String paint(Style style, String text) {
        return colour ? style.on() + text + style.off() : text;
    }
}
