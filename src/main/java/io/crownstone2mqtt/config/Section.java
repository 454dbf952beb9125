package io.crownstone2mqtt.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One block of the configuration. It remembers which keys were asked for, so that the others can be refused.
 *
 * <p>What cannot be read is reported and replaced by its default: reading goes on and finds the next problem.
 */
final class Section {
    /** Turns text into a value; the message of the exception says what is wrong and what to do. */
    interface Parser<T> {
        T parse(String text);
    }

    private final String path;
    private final String place;
    private final ConfigObject values;
    private final ConfigObject defaults;
    private final Environment environment;
    private final Report report;
    private final Set<String> known = new LinkedHashSet<>();

    /** The whole configuration. */
    Section(ConfigObject values, ConfigObject defaults, Environment environment, Report report) {
        this("", "", values, defaults, environment, report);
    }

    private Section(
            String path,
            String place,
            ConfigObject values,
            ConfigObject defaults,
            Environment environment,
            Report report) {
        this.path = path;
        this.place = place;
        this.values = values;
        this.defaults = defaults;
        this.environment = environment;
        this.report = report;
    }

    Section child(String key) {
        var childDefaults = defaults.get(key) instanceof ConfigObject object ? object : emptyObject();
        var entry = find(key);
        var block = entry == null ? null : block(entry);
        return section(pathOf(key), "", block == null ? childDefaults : block, childDefaults);
    }

    /** The blocks of a list; there are {@code least} of them even where the list is shorter. */
    List<Section> children(String key, int least) {
        var sections = new ArrayList<Section>();
        for (var item : items(key, "a list of blocks [ { … } ]")) {
            var block = block(item);
            if (block != null) {
                sections.add(section(item.path(), item.place(), block, emptyObject()));
            }
        }
        while (sections.size() < least) {
            sections.add(section(pathOf(key) + "[" + sections.size() + "]", "", emptyObject(), emptyObject()));
        }
        return sections;
    }

    private @Nullable ConfigObject block(Entry entry) {
        if (entry.value() instanceof ConfigObject object) {
            return object;
        }
        report.add(entry.place(), entry.path(), "must be a block { … }, not " + entry.type());
        return null;
    }

    private Section section(String childPath, String childPlace, ConfigObject block, ConfigObject childDefaults) {
        return new Section(childPath, childPlace, block, childDefaults, environment, report);
    }

    List<String> texts(String key, Parser<String> parser) {
        var texts = new ArrayList<String>();
        for (var item : items(key, "a list of texts [\"…\"]")) {
            var text = parse(item, parser);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private List<Entry> items(String key, String expected) {
        var entry = find(key);
        if (entry == null) {
            return List.of();
        }
        if (!(entry.value() instanceof List<?> list)) {
            report.add(entry.place(), entry.path(), "must be " + expected + ", not " + entry.type());
            return List.of();
        }
        var items = new ArrayList<Entry>();
        for (int i = 0; i < list.size(); i++) {
            items.add(new Entry(entry.path() + "[" + i + "]", (ConfigValue) list.get(i)));
        }
        return items;
    }

    <T> T get(String key, Parser<T> parser) {
        return get(find(key), key, parser);
    }

    <T> T get(String key, String variable, Parser<T> parser) {
        return get(find(key, variable), key, parser);
    }

    private <T> T get(@Nullable Entry entry, String key, Parser<T> parser) {
        var value = entry == null ? null : parse(entry, parser);
        return value != null ? value : parser.parse(defaults.toConfig().getString(ConfigUtil.quoteString(key)));
    }

    boolean isGiven(String key) {
        return find(key) != null;
    }

    boolean isEmptyList(String key) {
        var entry = find(key);
        return entry == null || (entry.value() instanceof List<?> list && list.isEmpty());
    }

    /** The value, or null after a problem was reported. */
    <T> @Nullable T parse(Entry entry, Parser<T> parser) {
        var text = entry.text();
        if (text == null) {
            report.add(entry.place(), entry.path(), "must be one value, not " + entry.type());
            return null;
        }
        try {
            return parser.parse(Text.intact(Text.withoutTransportMarks(text)));
        } catch (IllegalArgumentException e) {
            report.add(entry.place(), entry.path(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** What the environment variable gives, or else the key of the block; null if neither does. */
    @Nullable
    Entry find(String key, String variable) {
        var fromFile = find(key);
        var fromEnvironment = variable(key, variable);
        return fromEnvironment == null ? fromFile : fromEnvironment;
    }

    /** What the environment variable gives for a key. */
    @Nullable
    Entry variable(String key, String variable) {
        var value = environment.value(variable);
        return value == null ? null : new Entry(pathOf(key), value);
    }

    @Nullable
    Entry find(String key) {
        known.add(key);
        var value = values.get(key);
        return value == null || value.valueType() == ConfigValueType.NULL ? null : new Entry(pathOf(key), value);
    }

    /** Reports the keys that nobody asked for. */
    void refuseOthers(KnownKeys everywhere) {
        values.entrySet().stream()
                .filter(other -> !known.contains(other.getKey()))
                .sorted(Comparator.comparingInt(Section::line).thenComparing(Map.Entry::getKey))
                .forEach(other ->
                        refuse(new Entry(pathOf(other.getKey()), other.getValue()), other.getKey(), everywhere));
    }

    private static int line(Map.Entry<String, ConfigValue> member) {
        return member.getValue().origin().lineNumber();
    }

    private void refuse(Entry other, String key, KnownKeys everywhere) {
        var meant = everywhere.meant(key, known);
        var advice = meant == null ? "remove it" : "did you mean " + meant + "?";
        report.add(other.place(), other.path(), "unknown key; " + advice);
    }

    void problem(String key, String message) {
        var entry = find(key);
        report.add(entry == null ? place : entry.place(), pathOf(key), message);
    }

    String pathOf(String key) {
        var name = key.matches("[A-Za-z0-9_-]+") ? key : ConfigUtil.quoteString(key);
        return path.isEmpty() ? name : path + "." + name;
    }

    private static ConfigObject emptyObject() {
        return ConfigValueFactory.fromMap(Map.of());
    }
}
