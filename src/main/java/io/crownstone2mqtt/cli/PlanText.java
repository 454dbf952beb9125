package io.crownstone2mqtt.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A plan for people: one line for each topic, and what differs within it. */
record PlanText(Console console) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST = 120;

    void print(Plan plan) {
        plan.changes().forEach((group, members) -> {
            console.print(console.paint(Style.bold, group));
            members.forEach(this::print);
            console.print("");
        });
        console.print("%d to create, %d to change, %d to remove; %d are as they should be"
                .formatted(
                        plan.count(Plan.ChangeKind.CREATE),
                        plan.count(Plan.ChangeKind.CHANGE),
                        plan.count(Plan.ChangeKind.REMOVE),
                        plan.unchanged()));
    }

    private void print(Plan.Change change) {
        switch (change.kind()) {
            case CREATE -> line(Style.fg_green, "+", change.topic() + " = " + brief(String.valueOf(change.after())));
            case REMOVE -> line(Style.fg_red, "-", change.topic());
            case CHANGE -> {
                line(Style.fg_yellow, "~", change.topic());
                differences(String.valueOf(change.before()), String.valueOf(change.after()))
                        .forEach(each -> console.print("      " + each));
            }
        }
    }

    private void line(Style paint, String sign, String text) {
        console.print("  " + console.paint(paint, sign) + " " + harmless(text));
    }

    private static List<String> differences(String before, String after) {
        return parsed(before) instanceof ObjectNode old && parsed(after) instanceof ObjectNode wanted
                ? differences(old, wanted)
                : List.of(brief(before) + " -> " + brief(after));
    }

    private static List<String> differences(ObjectNode before, ObjectNode after) {
        TreeSet<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(before.get(name), after.get(name))) {
                differences.add(name + ": " + brief(before.get(name)) + " -> " + brief(after.get(name)));
            }
        }
        return differences;
    }

    private static JsonNode parsed(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JacksonException notJson) {
            return JSON.missingNode();
        }
    }

    private static String brief(@Nullable JsonNode value) {
        return value == null ? "nothing" : brief(value.toString());
    }

    /** What others retained may hold anything; nothing of it may steer the terminal. */
    static String harmless(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
    }

    private static String brief(String payload) {
        String text = harmless(payload);
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + " …";
    }
}
