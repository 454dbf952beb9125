package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi.Style;
import tools.jackson.databind.node.JsonNodeFactory;

class ConsoleTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Console console(boolean colour) {
        return new Console(new PrintWriter(out, true), new PrintWriter(err, true), colour);
    }

    @Test
    void paintsOnlyWithColour() {
        assertThat(console(true).paint(Style.fg_red, "no")).isEqualTo("\u001b[31mno\u001b[39m");
        assertThat(console(false).paint(Style.fg_red, "no")).isEqualTo("no");
    }

    @Test
    void writesJsonWithTheLettersAsTheyAre() {
        console(false).print(JsonNodeFactory.instance.stringNode("Küche 灯"));

        assertThat(out.toString()).isEqualTo("\"Küche 灯\"" + System.lineSeparator());
    }

    @Test
    void complainsInOneLine() {
        console(false).complain("one\ntwo\u2028three\u001b[31m");

        assertThat(err.toString()).isEqualTo("crownstone2mqtt: one two three [31m" + System.lineSeparator());
    }
}
