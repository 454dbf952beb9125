package io.crownstone2mqtt.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.crownstone2mqtt.config.Setting.Mask;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code reference.conf} is the manual, {@link ConfigKeys} the table, {@link Settings} what the program gets: each has what the others have. */
class ReferenceTest {
    private static final Path REFERENCE = Path.of("src/main/resources/reference.conf");

    /** Where the manual explains a key: what is in a list has no place of its own. */
    private static final Map<String, ConfigValue> DOCUMENTED = documented("", HoconParser.defaults());

    private static Map<String, ConfigValue> documented(String prefix, ConfigObject block) {
        var values = new TreeMap<String, ConfigValue>();
        block.forEach((name, value) -> {
            if (value instanceof ConfigObject inner) {
                values.putAll(documented(prefix + name + ".", inner));
            } else {
                values.put(prefix + name, value);
            }
        });
        return values;
    }

    private static String place(ConfigKey key) {
        return key.path().startsWith(ConfigKeys.ACCOUNTS) ? ConfigKeys.ACCOUNTS : key.path();
    }

    private static String comments(ConfigKey key) {
        return String.join(
                "\n",
                requireNonNull(DOCUMENTED.get(place(key)), key.path()).origin().comments());
    }

    @Test
    void documentsExactlyTheKeysOfTheTable() {
        assertThat(DOCUMENTED.keySet())
                .isEqualTo(ConfigKeys.ALL.stream().map(ReferenceTest::place).collect(Collectors.toSet()));
    }

    @Test
    void everyKeyBecomesASetting() {
        var expected = new TreeSet<String>();
        collect(ConfigKeys.TOP + ".", Settings.class, expected);
        var otherWays =
                List.of("accounts.password", "accounts.password-file", "mqtt.password-file", "http.password-file");

        assertThat(ConfigKeys.ALL.stream()
                        .map(ConfigKey::path)
                        .filter(path -> otherWays.stream().noneMatch(path::endsWith)))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void collect(String prefix, Class<?> type, TreeSet<String> paths) {
        for (RecordComponent component : type.getRecordComponents()) {
            var path = prefix + Setting.name(component);
            if (component.getType().isRecord()) {
                collect(path + ".", component.getType(), paths);
            } else if (component.getGenericType() instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] instanceof Class<?> element
                    && element.isRecord()) {
                collect(path + ".", element, paths);
            } else {
                paths.add(path);
                assertIsMasked(path, component.getType());
            }
        }
    }

    private static void assertIsMasked(String path, Class<?> type) {
        var mask = ConfigKeys.find(path).map(ConfigKey::mask);
        if (type == Secret.class) {
            assertThat(mask).as(path).containsInstanceOf(Mask.Hidden.class);
        }
        if (type == Path.class) {
            assertThat(mask).as(path).containsInstanceOf(Mask.File.class);
        }
    }

    @Test
    void tellsRangesAndChoices() {
        ConfigKeys.ALL.forEach(key -> key.type()
                .words()
                .forEach(words -> assertThat(comments(key)).as(key.path()).contains(words)));
    }

    @Test
    void namesTheVariableBesideItsKey() {
        assertThat(ConfigKeys.ALL)
                .filteredOn(key -> key.variable() != null)
                .allSatisfy(key -> assertThat(comments(key)).containsPattern("Environment: " + key.variable() + "\\b"));
    }

    @Test
    void explainsTheKeysOfAnAccount() {
        assertThat(ConfigKeys.ALL)
                .filteredOn(key -> place(key).equals(ConfigKeys.ACCOUNTS))
                .allSatisfy(key -> assertThat(comments(key)).containsPattern("(?m)^   " + key.name() + " "));
    }

    @Test
    void namesNoOtherVariable() throws IOException {
        var proxies = List.of("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY");
        var named = Pattern.compile("Environment: (.*)")
                .matcher(Files.readString(REFERENCE, StandardCharsets.UTF_8))
                .results()
                .flatMap(match -> List.of(match.group(1).split(", ")).stream())
                .filter(name -> !proxies.contains(name));

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(ConfigKeys.ALL.stream()
                        .map(ConfigKey::variable)
                        .filter(name -> name != null)
                        .toList());
    }

    @Test
    void namesTheCredentialThatGivesAValue() throws IOException {
        var manual = Files.readString(REFERENCE, StandardCharsets.UTF_8);
        assertThat(ConfigKeys.ALL)
                .filteredOn(key -> key.credential() != null)
                .allSatisfy(key -> assertThat(manual).contains("\"" + key.credential() + "\""));
    }
}
