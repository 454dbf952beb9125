package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    private final StringWriter out = new StringWriter();
    private final Console console = new Console(new PrintWriter(out, true), new PrintWriter(out, true), false);

    @Test
    void alignsTextAtTheLeftAndNumbersAtTheRight() {
        Table table = new Table("NAME", "UID", "ID");
        table.row("Desk lamp", 1, "a");
        table.row("厨房灯", 12, "b");
        table.row("Lampe 💡", 123, null);

        table.print(console);

        assertThat(table.size()).isEqualTo(3);
        assertThat(out.toString().lines())
                .containsExactly(
                        "NAME       UID  ID", //
                        "Desk lamp    1  a",
                        "厨房灯      12  b",
                        "Lampe 💡   123  -");
    }

    @Test
    void showsItsHeadingsWithoutRows() {
        new Table("NAME", "ID").print(console);

        assertThat(out.toString().lines()).containsExactly("NAME  ID");
    }

    @ParameterizedTest
    @CsvSource({"lamp,4", "Küche,5", "Ku\u0308che,5", "灯,2", "💡,2", "👩\u200d🚀,4", "한글,4", "ｗ,2", "'',0"})
    void measuresByColumns(String text, int columns) {
        assertThat(TextWidth.of(text)).isEqualTo(columns);
    }
}
