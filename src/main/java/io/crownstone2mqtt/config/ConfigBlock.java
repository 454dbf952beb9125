package io.crownstone2mqtt.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One block of the configuration: what the file gives over the defaults, and the environment over both.
 *
 * <p>What cannot be read is reported and replaced by its default: reading goes on and finds the next problem.
 */
final class ConfigBlock {
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");
    private static final Pattern BARE_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final String path;
    private final String tablePath;
    private final String place;
    private final ConfigObject values;
    private final ConfigObject defaults;
    private final Environment environment;
    private final List<ConfigProblem> problems;

    /** The whole configuration. */
    ConfigBlock(ConfigObject values, ConfigObject defaults, Environment environment, List<ConfigProblem> problems) {
        this("", "", values, defaults, environment, problems);
    }

    private ConfigBlock(
            String path,
            String place,
            ConfigObject values,
            ConfigObject defaults,
            Environment environment,
            List<ConfigProblem> problems) {
        this.path = path;
        this.tablePath = tablePath(path);
        this.place = place;
        this.values = values;
        this.defaults = defaults;
        this.environment = environment;
        this.problems = problems;
    }

    /** The path in the table of keys, which knows no indices. */
    static String tablePath(String path) {
        return INDEX.matcher(path).replaceAll("");
    }

    /** The same block, whose problems nobody sees. */
    ConfigBlock quiet() {
        return new ConfigBlock(path, place, values, defaults, environment, new ArrayList<>());
    }

    Environment environment() {
        return environment;
    }

    /** The same block without those keys. */
    ConfigBlock without(Collection<String> names) {
        var rest = values;
        for (String name : names) {
            rest = rest.withoutKey(name);
        }
        return new ConfigBlock(path, place, rest, defaults, environment, problems);
    }

    /** What is read from this block, in which nothing else may stand: other keys are reported. */
    <T> T read(Function<ConfigBlock, T> reading) {
        var result = reading.apply(this);
        refuseUnknown();
        return result;
    }

    ConfigBlock child(String name) {
        var childDefaults = defaults.get(name) instanceof ConfigObject object ? object : emptyObject();
        var given = find(name);
        var block = given == null ? null : block(given);
        return new ConfigBlock(
                pathOf(name), "", block == null ? childDefaults : block, childDefaults, environment, problems);
    }

    /** The blocks of a list; there are {@code least} of them even where the list is shorter. The environment is about the first alone. */
    List<ConfigBlock> children(String name, int least) {
        var blocks = new ArrayList<ConfigBlock>();
        for (var item : items(name, "a list of blocks [ { … } ]")) {
            var block = block(item);
            if (block != null) {
                blocks.add(child(item.path(), item.place(), block, blocks.isEmpty()));
            }
        }
        while (blocks.size() < least) {
            blocks.add(child(pathOf(name) + "[" + blocks.size() + "]", "", emptyObject(), blocks.isEmpty()));
        }
        return blocks;
    }

    private ConfigBlock child(String childPath, String childPlace, ConfigObject block, boolean first) {
        var variables = first ? environment : new Environment(Map.of());
        return new ConfigBlock(childPath, childPlace, block, emptyObject(), variables, problems);
    }

    private @Nullable ConfigObject block(Given given) {
        if (given.value() instanceof ConfigObject object) {
            return object;
        }
        report(given, "must be a block { … }, not " + given.type());
        return null;
    }

    /** The elements of a list that can be read. */
    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (var item : items(name, "a list of texts [\"…\"]")) {
            var text = parse(item, key(name).type().parser());
            if (text != null) {
                texts.add((String) text);
            }
        }
        return texts;
    }

    private List<Given> items(String name, String expected) {
        var given = find(name);
        if (given == null) {
            return List.of();
        }
        if (!(given.value() instanceof List<?> list)) {
            report(given, "must be " + expected + ", not " + given.type());
            return List.of();
        }
        var items = new ArrayList<Given>();
        for (int i = 0; i < list.size(); i++) {
            items.add(new Given(given.path() + "[" + i + "]", (ConfigValue) list.get(i)));
        }
        return items;
    }

    /** The value of a key that has a default. */
    <T> T get(String name, Class<T> type) {
        return requireNonNull(getOrNull(name, type), name);
    }

    <T> @Nullable T getOrNull(String name, Class<T> type) {
        return type.cast(value(name));
    }

    /** What is given or, after a problem was reported, the default; null if there is none. */
    private @Nullable Object value(String name) {
        var parser = key(name).type().parser();
        var given = find(name);
        var value = given == null ? null : parse(given, parser);
        if (value != null || !(defaults.get(name) instanceof ConfigValue standard)) {
            return value;
        }
        var usual = new Given(pathOf(name), standard);
        var text = usual.text();
        return text == null ? null : parser.parse(text, usual);
    }

    /** The value, or null after a problem was reported. */
    @Nullable
    Object parse(Given given, ValueType.Parser parser) {
        var text = given.text();
        if (text == null) {
            report(given, "must be one value, not " + given.type());
            return null;
        }
        try {
            return parser.parse(ConfigText.intact(ConfigText.withoutTransportMarks(text)), given);
        } catch (IllegalArgumentException e) {
            report(given, String.valueOf(e.getMessage()));
            return null;
        }
    }

    boolean isGiven(String name) {
        return find(name) != null;
    }

    boolean isEmptyList(String name) {
        var given = find(name);
        return given == null || (given.value() instanceof List<?> list && list.isEmpty());
    }

    ConfigKey key(String name) {
        return ConfigKeys.find(tablePath + "." + name)
                .orElseThrow(() -> new IllegalStateException(pathOf(name) + " is not in the table of keys"));
    }

    boolean hasKey(String name) {
        return ConfigKeys.find(tablePath + "." + name).isPresent();
    }

    /** What the environment variable of a key gives, or else the file; null if neither does. */
    @Nullable
    Given find(String name) {
        var fromEnvironment = inEnvironment(name);
        return fromEnvironment == null ? inFile(name) : fromEnvironment;
    }

    @Nullable
    Given inFile(String name) {
        var value = values.get(name);
        var given = value == null ? null : new Given(pathOf(name), value);
        return given == null || given.isNull() ? null : given;
    }

    @Nullable
    Given inEnvironment(String name) {
        var variable = hasKey(name) ? key(name).variable() : null;
        return variable == null ? null : inVariable(name, variable);
    }

    /** What that environment variable gives for a key. */
    @Nullable
    Given inVariable(String name, String variable) {
        var value = environment.value(variable);
        return value == null ? null : new Given(pathOf(name), value);
    }

    /** Reports the keys that are not in the table. */
    void refuseUnknown() {
        var known = ConfigKeys.namesIn(tablePath);
        values.entrySet().stream()
                .filter(member -> !known.contains(member.getKey()))
                .sorted(Comparator.comparingInt(ConfigBlock::line).thenComparing(Map.Entry::getKey))
                .forEach(member -> {
                    var meant = ConfigKeys.meant(member.getKey(), known);
                    var advice = meant == null ? "remove it" : "did you mean " + meant + "?";
                    report(new Given(pathOf(member.getKey()), member.getValue()), "unknown key; " + advice);
                });
    }

    private static int line(Map.Entry<String, ConfigValue> member) {
        return member.getValue().origin().lineNumber();
    }

    void problem(String name, String message) {
        var given = inFile(name);
        problem(given == null ? place : given.place(), name, message);
    }

    void problem(String where, String name, String message) {
        problems.add(new ConfigProblem(where, pathOf(name), message));
    }

    void report(Given given, String message) {
        problems.add(new ConfigProblem(given.place(), given.path(), message));
    }

    private String pathOf(String name) {
        var quoted = BARE_NAME.matcher(name).matches() ? name : ConfigUtil.quoteString(name);
        return path.isEmpty() ? quoted : path + "." + quoted;
    }

    private static ConfigObject emptyObject() {
        return ConfigValueFactory.fromMap(Map.of());
    }
}
