package io.crownstone2mqtt.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.mirror.ExampleHome;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.MirrorOptions.DiscoveryOptions;
import io.crownstone2mqtt.mirror.MirrorOptions.PeopleOptions;
import io.crownstone2mqtt.mirror.MirrorOptions.TopicOptions;
import io.crownstone2mqtt.mirror.Retained;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

class DashboardExportTest {
    private static final MirrorOptions DEFAULTS = ExportedHome.OPTIONS;

    static Stream<Arguments> homes() {
        Home hostile = ExportedHome.named(ExportedHome.HOSTILE);
        return Stream.of(
                arguments("example", ExampleHome.home(), DEFAULTS),
                arguments("by id", ExampleHome.home(), DEFAULTS.with(new TopicOptions("a/b", true))),
                arguments("lights", ExampleHome.home(), DEFAULTS.with(new DiscoveryOptions(true, "ha", false, true))),
                arguments("no presence", ExampleHome.home(), DEFAULTS.with(new PeopleOptions(false, true))),
                arguments("hostile names", hostile, DEFAULTS));
    }

    /** Of the bridge itself nothing is shown. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void showsEveryEntityThatIsAnnouncedOnce(String name, Home home, MirrorOptions options) {
        List<String> announced = new ArrayList<>();
        for (Retained each : ExportedHome.mirror(home, options).inOrder()) {
            if (each.kind() == Retained.Kind.DISCOVERY && !each.topic().contains("/crownstone2mqtt_")) {
                announced.add(JsonMapper.shared()
                        .readTree(each.payload())
                        .path("default_entity_id")
                        .asString());
            }
        }
        List<String> shown = entities(dashboard(home, options));

        assertThat(shown).doesNotHaveDuplicates().hasSameSizeAs(announced);
        assertThat(shown.stream().map(entity -> announced.contains(entity) ? entity : entity.replaceAll("_\\d+$", "")))
                .containsExactlyInAnyOrderElementsOf(announced);
    }

    @Test
    void namesTheSecondOfOneIdAsHomeAssistantDoes() {
        List<String> shown = entities(dashboard(ExampleHome.home(), DEFAULTS));

        assertThat(shown).contains("binary_sensor.study_presence", "binary_sensor.study_presence_2");
    }

    @Test
    void showsTheSameWhateverTheFormatOfTheDiscovery() {
        Map<String, Object> expected = dashboard(ExampleHome.home(), DEFAULTS);

        assertThat(dashboard(
                        ExampleHome.home(), DEFAULTS.with(new DiscoveryOptions(true, "homeassistant", true, false))))
                .isEqualTo(expected);
        assertThat(dashboard(
                        ExampleHome.home(), DEFAULTS.with(new DiscoveryOptions(false, "homeassistant", false, false))))
                .isEqualTo(expected);
    }

    @Test
    void hasASliderForWhatDims() {
        assertThat(cards(dashboard(ExampleHome.home(), DEFAULTS)))
                .contains(Map.of(
                        "type",
                        "tile",
                        "entity",
                        "light.desk_lamp",
                        "features",
                        List.of(Map.of("type", "light-brightness"))))
                .contains(Map.of("type", "tile", "entity", "switch.coffee_machine"));
    }

    @Test
    void showsTheEnergyOfEachDayAndThePowerInASectionOfTheirOwn() {
        List<Map<?, ?>> cards = section(dashboard(ExampleHome.home(), DEFAULTS), "Home", "Energy");

        assertThat(cards)
                .contains(Map.of(
                        "type",
                        "statistics-graph",
                        "title",
                        "Energy per day",
                        "chart_type",
                        "bar",
                        "period",
                        "day",
                        "days_to_show",
                        7,
                        "stat_types",
                        List.of("change"),
                        "entities",
                        List.of("sensor.desk_lamp_energy", "sensor.lamp_energy")))
                .contains(Map.of(
                        "type",
                        "entities",
                        "title",
                        "Power",
                        "entities",
                        List.of("sensor.desk_lamp_power", "sensor.lamp_power")));
    }

    @Test
    void showsNoEnergyWhereNoneIsCollected() {
        String text = ExportedHome.file(
                ExampleHome.home(), Set.of(), DEFAULTS, ExportFormat.HOMEASSISTANT, "crownstone-dashboard.yaml");

        assertThat(text).contains("light.desk_lamp").doesNotContainIgnoringCase("energy", "power");
    }

    @Test
    void keepsHostileNamesAsTitles() {
        Map<String, Object> dashboard = dashboard(ExportedHome.named(ExportedHome.HOSTILE), DEFAULTS);

        assertThat(maps(dashboard.get("views")).map(view -> String.valueOf(view.get("title"))))
                .contains(
                        "Max's \"best\" lamp",
                        "C:\\lamps\\",
                        "- item: #1, {a: b}",
                        "key: value # comment",
                        "yes",
                        "007",
                        "👨‍👩‍👧 room",
                        "two lines   and a tab",
                        "half   of a character");
        assertThat(maps(dashboard.get("views")).map(view -> String.valueOf(view.get("path"))))
                .doesNotHaveDuplicates()
                .allMatch(path -> path.matches("crownstone-[a-z0-9-]+"));
    }

    @Test
    void isValidForAnEmptyHome() {
        assertThat(dashboard(Home.EMPTY, DEFAULTS)).isEqualTo(Map.of("title", "Crownstone", "views", List.of()));
    }

    private static Map<String, Object> dashboard(Home home, MirrorOptions options) {
        String text = ExportedHome.file(home, options, ExportFormat.HOMEASSISTANT, "crownstone-dashboard.yaml");
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static List<String> entities(Map<String, Object> dashboard) {
        return cards(dashboard).stream()
                .<Object>flatMap(card -> card.get("entities") instanceof List<?> several
                        ? several.stream()
                        : Stream.ofNullable(card.get("entity")))
                .map(Object::toString)
                .toList();
    }

    private static List<Map<?, ?>> section(Map<String, Object> dashboard, String view, String heading) {
        return maps(dashboard.get("views"))
                .filter(each -> view.equals(each.get("title")))
                .flatMap(each -> maps(each.get("sections")))
                .<List<Map<?, ?>>>map(each -> maps(each.get("cards")).toList())
                .filter(cards -> heading.equals(cards.getFirst().get("heading")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Map<?, ?>> cards(Map<String, Object> dashboard) {
        return maps(dashboard.get("views"))
                .flatMap(view -> maps(view.get("sections")))
                .<Map<?, ?>>flatMap(section -> maps(section.get("cards")))
                .toList();
    }

    private static Stream<Map<?, ?>> maps(@Nullable Object list) {
        return ((List<?>) Objects.requireNonNull(list)).stream().map(each -> (Map<?, ?>) each);
    }
}
