package io.crownstone2mqtt.testing;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a JSON value must be. Home Assistant coerces some types; a bridge that sends the right ones does not depend on that. */
@FunctionalInterface
public interface JsonRule {
    int LONGEST_TOPIC = 65_535;

    void check(JsonNode value, Findings findings);

    static JsonRule text() {
        return (value, findings) -> findings.addUnless(
                value.isString() && !value.stringValue().isBlank(), "must be a text that is not blank, not " + value);
    }

    static JsonRule textOrNull() {
        return (value, findings) -> {
            if (!value.isNull()) {
                text().check(value, findings);
            }
        };
    }

    static JsonRule matching(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return (value, findings) -> findings.addUnless(
                value.isString() && compiled.matcher(value.stringValue()).matches(),
                value + " does not match " + pattern);
    }

    static JsonRule oneOf(String... values) {
        Set<String> all = Set.of(values);
        return (value, findings) -> findings.addUnless(
                value.isString() && all.contains(value.stringValue()), value + " is none of " + List.of(values));
    }

    static JsonRule flag() {
        return (value, findings) -> findings.addUnless(value.isBoolean(), "must be true or false, not " + value);
    }

    static JsonRule only(boolean wanted) {
        return (value, findings) -> findings.addUnless(
                value.isBoolean() && value.booleanValue() == wanted, "must be " + wanted + ", not " + value);
    }

    static JsonRule number(int least, int most) {
        return (value, findings) -> findings.addUnless(
                value.isInt() && value.intValue() >= least && value.intValue() <= most,
                "must be a whole number from " + least + " to " + most + ", not " + value);
    }

    /** Not empty, and no element twice. */
    static JsonRule listOf(JsonRule each) {
        return (value, findings) -> {
            if (!value.isArray() || value.isEmpty()) {
                findings.add("must be a list that is not empty, not " + value);
                return;
            }
            Set<JsonNode> seen = new HashSet<>();
            value.forEach(element -> {
                findings.addUnless(seen.add(element), element + " stands there twice");
                each.check(element, findings);
            });
        };
    }

    static JsonRule url() {
        return matching("(https?|homeassistant)://\\S+");
    }

    /** A topic to publish or to subscribe: without wildcards, for nothing of ours has any. */
    static JsonRule topic() {
        return (value, findings) -> {
            text().check(value, findings);
            if (value.isString()) {
                topic(value.stringValue(), findings);
            }
        };
    }

    private static void topic(String topic, Findings findings) {
        IntPredicate control = Character::isISOControl;
        findings.addUnless(!topic.contains("+") && !topic.contains("#"), "a wildcard in the topic " + topic);
        findings.addUnless(topic.codePoints().noneMatch(control), "a control character in the topic " + topic);
        findings.addUnless(
                topic.getBytes(StandardCharsets.UTF_8).length <= LONGEST_TOPIC, "longer than " + LONGEST_TOPIC);
    }
}
