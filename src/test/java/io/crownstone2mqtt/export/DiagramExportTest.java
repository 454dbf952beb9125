package io.crownstone2mqtt.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.mirror.ExampleHome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DiagramExportTest {
    /** A parent that may be there, a new node in its shape, and the label in quotes. */
    private static final Pattern LINE = Pattern.compile(
            "  (?:([a-z0-9]+) --> )?([a-z0-9]+)(?:\\(\\[\"([^\"]*)\"]\\)|\\[\"([^\"]*)\"]|\\(\"([^\"]*)\"\\))");

    @Test
    void drawsSpheresRoomsAndCrownstones() {
        assertThat(diagram(ExampleHome.home()))
                .startsWith("""
                        %% Made by crownstone2mqtt.
                        flowchart LR
                        """)
                .contains("""
                          s2(["Home"])
                        """)
                .contains("--> s2r3[\"Study\"]\n  s2r3 --> s2r3c1(\"Desk lamp\")\n")
                .contains("s2 --> s2c3(\"Fairy lights\")\n")
                .doesNotContain("Dongle");
    }

    @Test
    void keepsHostileNames() {
        Home home = ExportedHome.named(ExportedHome.HOSTILE);
        Set<String> known = new HashSet<>();
        Set<String> labels = new HashSet<>();

        for (String line : diagram(home).lines().skip(2).toList()) {
            Matcher matcher = LINE.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            assertThat(matcher.group(1))
                    .as(line)
                    .satisfiesAnyOf(
                            parent -> assertThat(parent).isNull(),
                            parent -> assertThat(known).contains(parent));
            assertThat(known.add(matcher.group(2))).as(line).isTrue();
            labels.add(label(matcher));
        }
        assertThat(labels)
                .contains(
                        "Max's \"best\" lamp",
                        "C:\\lamps\\",
                        "100 % [%d] <b>&amp;</b>",
                        "${HOME} $1 #{x} #quot;",
                        "`**bold**` --> s1",
                        "two lines   and a tab",
                        "👨‍👩‍👧 room");
    }

    /** Mermaid reads Markdown, HTML and codes within quotes. */
    @Test
    void leavesNothingThatMermaidReads() {
        String text = diagram(ExportedHome.named(ExportedHome.HOSTILE));

        for (String line : text.lines().skip(2).toList()) {
            Matcher matcher = LINE.matcher(line);
            assertThat(matcher.matches()).isTrue();
            String written = written(matcher).replaceAll("#\\d+;", "");
            assertThat(written).doesNotContainPattern("[`<>&#;\\[\\]{}|*_%\"\\\\$=~^]");
        }
    }

    private static String written(Matcher matcher) {
        return List.of(3, 4, 5).stream()
                .map(matcher::group)
                .filter(each -> each != null)
                .findFirst()
                .orElseThrow();
    }

    private static String label(Matcher matcher) {
        return Pattern.compile("#(\\d+);").matcher(written(matcher)).replaceAll(DiagramExportTest::character);
    }

    private static String character(MatchResult code) {
        return Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1))));
    }

    private static String diagram(Home home) {
        return ExportedHome.file(home, ExportedHome.OPTIONS, ExportFormat.DIAGRAM, "crownstone.mmd");
    }
}
