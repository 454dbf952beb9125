package io.crownstone2mqtt.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class DiscoveryValidatorTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LIGHT = "ha/light/lamp/light/config";

    private final DiscoveryValidator validator = DiscoveryValidator.withPrefix("ha");

    @Test
    void findsNothingWrongWithAnyOfTheseExamples() {
        assertThat(validator.problemsOf(discovery())).isEmpty();
        assertThat(discovery()).hasSize(16);
    }

    /** Each line breaks one rule in the examples: topic, pointer, new value (none removes it), and what must be said. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(
            resources = "/discovery/rejected.csv",
            delimiter = '|',
            quoteCharacter = '\u0007',
            numLinesToSkip = 1)
    void rejects(String topic, String pointer, @Nullable String value, String said) {
        Map<String, String> discovery = discovery();
        String broken = changed(discovery, topic, pointer, value);
        discovery.put(topic, broken);

        assertThat(validator.problemsOf(discovery))
                .anySatisfy(problem -> assertThat(problem).contains(said));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "{\"a\":1", "{\"a\":1}{}", "{\"name\":null,\"name\":null}", "online"})
    void rejectsWhatIsNoJsonObject(String payload) {
        assertThat(validator.problemsOf(LIGHT, payload))
                .singleElement()
                .asString()
                .contains("JSON");
    }

    static Stream<Arguments> badTopics() {
        return Stream.of(
                Arguments.of("ha/light/lämp/light/config", "not a discovery topic"),
                Arguments.of("ha/light/desk lamp/light/config", "not a discovery topic"),
                Arguments.of("ha/light/a/b/light/config", "not a discovery topic"),
                Arguments.of("ha/light//light/config", "not a discovery topic"),
                Arguments.of("ha/config", "not a discovery topic"),
                Arguments.of("ha/lamp/lamp/light/config", "unknown component lamp"),
                Arguments.of("ha/light/lamp/config", "else no change of format"),
                Arguments.of("ha/device/lamp/light/config", "else no change of format"));
    }

    @ParameterizedTest
    @MethodSource("badTopics")
    void rejectsTopics(String topic, String said) {
        String payload = discovery().getOrDefault(LIGHT, "");

        assertThat(validator.problemsOf(topic, payload))
                .anySatisfy(problem -> assertThat(problem).contains(said));
    }

    @Test
    void leavesOtherTopicsAndRemovalsAlone() {
        assertThat(validator.problemsOf("ha/status", "online")).isEmpty();
        assertThat(validator.problemsOf("b/lamp/config", "x")).isEmpty();
        assertThat(validator.problemsOf(LIGHT, "")).isEmpty();
    }

    @Test
    void rejectsOneUniqueIdForTwoEntities() {
        Map<String, String> discovery = discovery();
        discovery.put("ha/light/lamp2/light/config", discovery.getOrDefault(LIGHT, ""));

        assertThat(validator.problemsOf(discovery))
                .anySatisfy(problem -> assertThat(problem).contains("has the unique id of " + LIGHT));
    }

    @Test
    void rejectsTwoMainEntitiesOfOneDevice() {
        Map<String, String> discovery = discovery();
        discovery.put(
                "ha/switch/lamp/switch/config",
                discovery
                        .getOrDefault("ha/switch/plug/switch/config", "")
                        .replace("plug_switch", "lamp_switch")
                        .replace("\"plug\"", "\"lamp\"")
                        .replace("Plug", "Lamp"));

        assertThat(validator.problemsOf(discovery))
                .anySatisfy(problem -> assertThat(problem).contains("another main entity"));
    }

    @Test
    void rejectsAVeryLongTopic() {
        Map<String, String> discovery = discovery();
        String topic = "b/" + "x".repeat(JsonRule.LONGEST_TOPIC);

        assertThat(validator.problemsOf(LIGHT, changed(discovery, LIGHT, "/command_topic", '"' + topic + '"')))
                .anySatisfy(problem -> assertThat(problem).contains("longer than 65535"));
    }

    @Test
    void allowsStepsOnTheWayButNotToStay() {
        String device = "ha/device/fan/config";
        String tombstone = changed(discovery(), device, "/components/light", "{\"platform\":\"light\"}");
        String migration = "{\"migrate_discovery\":true}";

        assertThat(validator.problemsOf(device, tombstone)).isEmpty();
        assertThat(validator.problemsOf(LIGHT, migration)).isEmpty();
        assertThat(validator.problemsOf(Map.of(LIGHT, migration)))
                .anySatisfy(problem -> assertThat(problem).contains("a change of format that nobody ended"));
        Map<String, String> discovery = discovery();
        discovery.put(device, tombstone);
        assertThat(validator.problemsOf(discovery))
                .anySatisfy(problem -> assertThat(problem).contains("a removal that nobody ended"));
    }

    private static String changed(Map<String, String> discovery, String topic, String pointer, @Nullable String value) {
        String payload = discovery.get(topic);
        assertThat(payload).as(topic).isNotNull();
        if (pointer.equals("/")) {
            return value == null ? "" : value;
        }
        ObjectNode json = (ObjectNode) JSON.readTree(payload);
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = json.at(at.head());
        String last = at.last().getMatchingProperty();
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), JSON.readTree(value));
        } else if (parent instanceof ObjectNode object && value == null) {
            assertThat(object.remove(last)).as(pointer).isNotNull();
        } else {
            ((ObjectNode) parent).set(last, JSON.readTree(value));
        }
        return json.toString();
    }

    private static Map<String, String> discovery() {
        List<String> lines = Resource.lines("/discovery/accepted.txt");
        Map<String, String> discovery = new LinkedHashMap<>();
        lines.forEach(line -> {
            List<String> parts = Arrays.asList(line.split(" ", 2));
            discovery.put(parts.getFirst(), parts.getLast());
        });
        return discovery;
    }
}
