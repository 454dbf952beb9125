package io.crownstone2mqtt.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** Rows under a heading, in columns as wide as they must be; numbers are aligned right. */
final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<Cell>> rows = new ArrayList<>();

    private record Cell(String text, boolean number) {}

    Table(String... headings) {
        this.headings = List.of(headings);
    }

    int size() {
        return rows.size();
    }

    /** One cell for each heading; null is what is not known. */
    void row(@Nullable Object... cells) {
        List<Cell> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(new Cell(cell == null ? "-" : cell.toString(), cell instanceof Number));
        }
        rows.add(row);
    }

    void print(Console console) {
        List<Integer> widths = widths();
        List<Cell> first = rows.isEmpty() ? List.of() : rows.getFirst();
        List<Cell> head = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            head.add(new Cell(headings.get(i), i < first.size() && first.get(i).number()));
        }
        console.print(console.paint(Style.bold, line(head, widths)));
        rows.forEach(row -> console.print(line(row, widths)));
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            int column = i;
            int widest = rows.stream()
                    .mapToInt(row -> TextWidth.of(row.get(column).text()))
                    .max()
                    .orElse(0);
            widths.add(Math.max(widest, headings.get(i).length()));
        }
        return widths;
    }

    private static String line(List<Cell> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            String blanks = " ".repeat(widths.get(i) - TextWidth.of(cell.text()));
            line.append(i == 0 ? "" : GAP).append(cell.number() ? blanks + cell.text() : cell.text() + blanks);
        }
        return line.toString().stripTrailing();
    }
}
