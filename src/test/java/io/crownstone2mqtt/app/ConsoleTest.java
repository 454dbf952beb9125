package io.crownstone2mqtt.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi.Style;
import tools.jackson.databind.node.JsonNodeFactory;

class ConsoleTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Console console(boolean colour, boolean unicode) {
        return new Console(new PrintWriter(out, true), new PrintWriter(err, true), colour, unicode);
    }

    @Test
    void paintsOnlyWithColour() {
        assertThat(console(true, true).paint(Style.fg_red, "no")).isEqualTo("\u001b[31mno\u001b[39m");
        assertThat(console(false, true).paint(Style.fg_red, "no")).isEqualTo("no");
    }

    @Test
    void escapesInJsonWhatTheTerminalCannotWrite() {
        var json = JsonNodeFactory.instance.stringNode("Küche 灯");

        console(false, false).print(json);
        console(false, true).print(json);

        assertThat(out.toString().lines()).containsExactly("\"K\\u00FCche \\u706F\"", "\"Küche 灯\"");
    }

    @Test
    void complainsInOneLine() {
        console(false, true).complain("one\ntwo\u2028three\u001b[31m");

        assertThat(err.toString()).isEqualTo("crownstone2mqtt: one two three [31m" + System.lineSeparator());
    }
}
