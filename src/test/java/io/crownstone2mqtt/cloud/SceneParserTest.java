package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.SceneId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SceneParserTest {
    private static final SceneId ID = new SceneId("s");

    /** As the app stores it: text. Older rows hold the object. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # today's scale
            {'1':0,'2':100,'3':35}    | {1=0, 2=100, 3=35}
            {'1':1,'2':50}            | {1=1, 2=50}
            {'1':0.4,'2':50}          | {1=0, 2=50}
            {'1':40.4,'2':40.5}       | {1=40, 2=41}
            # the old scale, where no level is above 1
            {'1':0,'2':1}             | {1=0, 2=100}
            {'1':0.35,'2':1}          | {1=35, 2=100}
            {'1':0.005}               | {1=1}
            {'1':0}                   | {1=0}
            {'1':1}                   | {1=100}
            # levels as text
            {'1':'40','2':' 7 '}      | {1=40, 2=7}
            {'1':'0.5'}               | {1=50}
            # out of range
            {'1':101,'2':-5,'3':1e99} | {1=100, 2=0, 3=100}
            {'1':-5}                  | {1=0}
            # what is no level, and what is no uid, is left out
            {'1':40,'2':null,'3':'x'} | {1=40}
            {'1':40,'2':[],'3':{}}    | {1=40}
            {'1':40,'2':true}         | {1=40}
            {'1':40,'2':'NaN'}        | {1=40}
            {'1':40,'x':50,'':60}     | {1=40}
            {'1':40,'-2':50,'2.5':60} | {1=40}
            {'1':40,'12345678901':50} | {1=40}
            {'007':40}                | {7=40}
            {}                        | {}
            """)
    void readsLevels(String data, String levels) {
        String json = data.replace('\'', '"');
        String text = '"' + json.replace("\"", "\\\"") + '"';

        assertThat(levels(json)).as("an object").hasToString(levels);
        assertThat(levels(text)).as("its text").hasToString(levels);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "true",
                "[]",
                "[40]",
                "\"\"",
                "\"null\"",
                "\"[]\"",
                "\"nonsense\"",
                "\"{\"",
                "\"{} trailing\"",
                "{\"x\":40}",
                "{\"1\":\"x\"}",
                "{\"1\":null}"
            })
    void dataThatCannotBeReadIsNoSceneWithoutCrownstones(String data) {
        assertThat(levels(data)).isNull();
    }

    @Test
    void dataThatIsMissingOrNestedWithoutEndCannotBeRead() {
        assertThat(Objects.requireNonNull(scene("[{\"id\":\"s\"}]")).levels()).isNull();
        assertThat(levels('"' + "{\\\"1\\\":".repeat(200) + '"')).isNull();
    }

    @Test
    void namesAreCleaned() {
        assertThat(scene("[{\"id\":\"s\",\"name\":\"\\u001b[2JBed\\ntime\\u202e\",\"data\":{}}]"))
                .extracting(Scene::name)
                .isEqualTo("Bedtime");
        assertThat(scene("[{\"id\":\"s\",\"name\":7}]"))
                .extracting(Scene::label)
                .isEqualTo("Scene s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "7", "{}", "\"scenes\"", "[7]", "[null,\"x\"]", "[{}]", "[{\"id\":7},{\"id\":\"a/b\"}]"})
    void aListWithNothingUsableIsNoEmptyList(String json) {
        assertThat(SceneParser.scenes(json(json))).isNull();
    }

    @Test
    void whatHasNoUsableIdIsSkipped() {
        assertThat(SceneParser.scenes(json("[]"))).isEmpty();
        assertThat(scene("[7,{},{\"id\":\"+\"},{\"id\":\"s\"}]")).isNotNull();
    }

    private static @Nullable Map<Integer, Integer> levels(String data) {
        Map<Integer, Integer> levels = Objects.requireNonNull(scene("[{\"id\":\"s\",\"data\":" + data + "}]"))
                .levels();
        return levels == null ? null : new TreeMap<>(levels);
    }

    private static @Nullable Scene scene(String json) {
        PersistentMap<SceneId, Scene> scenes = Objects.requireNonNull(SceneParser.scenes(json(json)));
        assertThat(scenes).hasSize(1);
        return scenes.get(ID);
    }

    private static JsonReader json(String text) {
        return new JsonReader(text.getBytes(StandardCharsets.UTF_8), _ -> {}, Instant.EPOCH);
    }
}
