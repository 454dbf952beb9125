package io.crownstone2mqtt.testing;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The members that a JSON object may and must have; any other is an error, so that no typo stays unnoticed. */
record JsonBlock(Map<String, JsonRule> members, Set<String> required) implements JsonRule {
    static JsonBlock empty() {
        return new JsonBlock(Map.of(), Set.of());
    }

    JsonBlock with(JsonBlock other) {
        JsonBlock result = this;
        for (Map.Entry<String, JsonRule> each : other.members.entrySet()) {
            result = result.may(each.getKey(), each.getValue());
            if (other.required.contains(each.getKey())) {
                result = result.must(each.getKey(), each.getValue());
            }
        }
        return result;
    }

    JsonBlock may(String name, JsonRule rule) {
        Map<String, JsonRule> more = new LinkedHashMap<>(members);
        more.put(name, rule);
        return new JsonBlock(more, required);
    }

    JsonBlock must(String name, JsonRule rule) {
        Set<String> more = new LinkedHashSet<>(required);
        more.add(name);
        return new JsonBlock(may(name, rule).members, more);
    }

    @Override
    public void check(JsonNode value, Findings findings) {
        if (!value.isObject()) {
            findings.add("must be an object, not " + value);
            return;
        }
        value.properties().forEach(member -> {
            JsonRule rule = members.get(member.getKey());
            if (rule == null) {
                findings.add("unknown key " + member.getKey());
            } else {
                rule.check(member.getValue(), findings.in(member.getKey()));
            }
        });
        required.stream().filter(name -> !value.has(name)).forEach(name -> findings.add(name + " is missing"));
    }
}
