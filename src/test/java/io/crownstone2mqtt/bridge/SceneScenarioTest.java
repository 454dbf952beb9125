package io.crownstone2mqtt.bridge;

import static io.crownstone2mqtt.testing.Homes.ADA;
import static io.crownstone2mqtt.testing.Homes.GUS;
import static io.crownstone2mqtt.testing.Homes.HOME;
import static io.crownstone2mqtt.testing.Homes.KETTLE;
import static io.crownstone2mqtt.testing.Homes.LAMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent.StateReported;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.SceneId;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchCommand.Percentage;
import io.crownstone2mqtt.home.SwitchCommand.TurnOff;
import io.crownstone2mqtt.home.SwitchCommand.TurnOn;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import io.crownstone2mqtt.testing.PublicationOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenes that people made in the app: pressed, renamed, removed, unreadable. */
class SceneScenarioTest {
    private static final SceneId ID = new SceneId("6b028fa75ce0e2108f118301");
    private static final String SET = "home/scene/bedtime/set";
    private static final String ATTRIBUTES = "home/scene/bedtime/attributes";
    private static final String RESYNC = "crownstone2mqtt/bridge/request/resync";
    /** The Lamp dims and has uid 1, the Kettle does not and has 2, the Dongle has no switch and 3. */
    private static final Map<Integer, Integer> BEDTIME = Map.of(1, 30, 2, 100);

    private final Scenario bridge = Scenario.running(with("Bedtime", BEDTIME));

    private static Home with(@Nullable String name, @Nullable Map<Integer, Integer> levels) {
        return Homes.small().change(HOME, sphere -> sphere.with(new Scene(ID, name, levels)));
    }

    private List<String> results() {
        return bridge.published().stream()
                .filter(line -> line.contains("/result "))
                .map(line -> line.replaceFirst("/result .*\"status\":\"([a-z]+)\".*", " $1"))
                .toList();
    }

    /** The list of topics on the broker comes last. */
    private static List<String> disorder(Map<String, String> before, Scenario scenario) {
        List<Message> messages = scenario.messages().stream()
                .filter(message -> !message.topic().contains("/manifest/"))
                .toList();
        return PublicationOrder.check(before, messages);
    }

    @Test
    void all_of_a_scene_is_one_request_and_each_crownstone_has_its_results_with_the_id_of_the_message() {
        bridge.set(SET, "{\"state\":\"on\",\"id\":\"7\"}");
        assertThat(bridge.retained("home/crownstone/lamp/state")).contains("\"brightness\":30,\"confirmed\":false");
        assertThat(bridge.switches())
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.commands()).isEqualTo(Map.of(LAMP, new Percentage(30), KETTLE, new TurnOn())));

        bridge.answerSwitch(null).hear(new StateReported(HOME, LAMP, 30)).hear(new StateReported(HOME, KETTLE, 100));

        List<Message> said = bridge.messages();
        assertThat(said)
                .filteredOn(message -> message.topic().endsWith("/result"))
                .hasSize(4)
                .allMatch(message -> message.payload().startsWith("{\"id\":\"7\","))
                .noneMatch(message -> message.topic().contains("/scene/"));
    }

    @Test
    void each_crownstone_of_a_scene_has_one_end() {
        bridge.set(SET, "ON").answerSwitch(null).hear(new StateReported(HOME, LAMP, 30));
        bridge.advance(Duration.ofSeconds(16)).answerFetches();

        assertThat(results())
                .containsExactlyInAnyOrder(
                        "home/crownstone/lamp accepted",
                        "home/crownstone/kettle accepted",
                        "home/crownstone/lamp confirmed",
                        "home/crownstone/kettle unconfirmed");
    }

    @Test
    void what_the_cloud_refuses_is_put_back() {
        bridge.set(SET, "ON").answerSwitch(new CloudProblem.Forbidden("no"));

        assertThat(results()).containsExactlyInAnyOrder("home/crownstone/lamp failed", "home/crownstone/kettle failed");
        assertThat(bridge.retained("home/crownstone/lamp/state")).contains("\"brightness\":40,\"confirmed\":true");
    }

    @ParameterizedTest
    @MethodSource("levels")
    void a_level_becomes_the_command_that_the_crownstone_takes(int uid, int level, SwitchCommand command) {
        Scenario scene = Scenario.running(with("Bedtime", Map.of(uid, level)));

        scene.set(SET, "ON");

        assertThat(scene.switches())
                .singleElement()
                .satisfies(sent -> assertThat(sent.commands().values()).containsExactly(command));
    }

    static Stream<List<Object>> levelsOf(int uid, Map<Integer, SwitchCommand> commands) {
        return commands.entrySet().stream().map(entry -> List.of(uid, entry.getKey(), entry.getValue()));
    }

    static Stream<Object[]> levels() {
        Stream<List<Object>> dims = levelsOf(
                1,
                Map.of(
                        100, new Percentage(100),
                        55, new Percentage(55),
                        10, new Percentage(10),
                        9, new Percentage(10),
                        1, new Percentage(10),
                        0, new TurnOff()));
        Stream<List<Object>> switches =
                levelsOf(2, Map.of(100, new TurnOn(), 40, new TurnOn(), 1, new TurnOn(), 0, new TurnOff()));
        return Stream.concat(dims, switches).map(List::toArray);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OFF                                     |
            TOGGLE                                  |
            40                                      |
            100                                     |
            bed                                     |
            {"state":"OFF","id":"7"}                | 7
            {"state":"TOGGLE","id":"7"}             | 7
            {"brightness":100,"id":"7"}             | 7
            {"state":"ON","brightness":40,"id":"7"} | 7
            {"id":"7"}                              | 7
            """)
    void a_scene_takes_on_and_nothing_else(String payload, @Nullable String id) {
        bridge.set(SET, payload);

        assertThat(bridge.switches()).isEmpty();
        String start = "home/scene/bedtime/result {" + (id == null ? "" : "\"id\":\"" + id + "\",");
        assertThat(bridge.published())
                .filteredOn(line -> line.contains("/result "))
                .singleElement()
                .satisfies(line ->
                        assertThat(line).startsWith(start).contains("\"status\":\"rejected\"", "a scene takes ON"));
    }

    @Test
    void crownstones_that_are_gone_or_cannot_be_switched_are_left_out() {
        Scenario scene = Scenario.running(with("Bedtime", Map.of(1, 30, 3, 100, 77, 50)));

        scene.set(SET, "ON");

        assertThat(scene.switches())
                .singleElement()
                .satisfies(sent -> assertThat(sent.commands()).containsOnlyKeys(LAMP));
        assertThat(scene.retained(ATTRIBUTES)).contains("\"levels\":{\"Lamp\":30,\"Dongle\":100}");
    }

    static Stream<Map<Integer, Integer>> nothing() {
        return Stream.of(Map.of(), Map.of(3, 100, 77, 50));
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void with_nothing_left_there_is_no_request(Map<Integer, Integer> levels) {
        assertRejected(Scenario.running(with("Bedtime", levels)));
    }

    @Test
    void levels_that_could_never_be_read_are_no_request() {
        assertRejected(Scenario.running(with("Bedtime", null)));
    }

    private static void assertRejected(Scenario scene) {
        scene.set(SET, "{\"state\":\"ON\",\"id\":\"7\"}");
        assertThat(scene.switches()).isEmpty();
        assertThat(scene.published())
                .anyMatch(line -> line.startsWith("home/scene/bedtime/result {\"id\":\"7\",")
                        && line.contains("\"status\":\"rejected\""))
                .anyMatch(line -> line.startsWith("bridge/event ") && line.contains("\"event_type\":\"rejected\""));
    }

    @Test
    void a_guest_sees_scenes_and_activates_none() {
        Scenario guest = new Scenario(with("Bedtime", BEDTIME), MirrorOptions.defaults(), 1)
                .as(GUS)
                .brokerUp()
                .streamStarted()
                .answerFetches();
        guest.forget();
        assertThat(guest.retained(ATTRIBUTES)).isNotNull();

        assertRejected(guest);
    }

    @Test
    void a_retained_message_presses_no_scene() {
        bridge.step(new Input.BrokerMessage("crownstone2mqtt/" + SET, "ON".getBytes(StandardCharsets.UTF_8), true))
                .advance(Duration.ofSeconds(1));

        assertThat(bridge.switches()).isEmpty();
        assertThat(bridge.results()).isEmpty();
        assertThat(bridge.said()).anyMatch(line -> line.contains(SET) && line.contains("retained"));
    }

    @Test
    void clearing_a_topic_presses_no_scene() {
        bridge.set(SET, "");

        assertThat(bridge.switches()).isEmpty();
        assertThat(bridge.results()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_renamed_scene_moves_with_its_new_topics_before_the_old_ones_go(boolean devices) {
        Scenario moving = running(devices, false);
        Map<String, String> before = moving.broker();

        resync(moving.cloudHas(with("Good night", BEDTIME)));

        assertThat(disorder(before, moving)).isEmpty();
        moving.advance(Duration.ofSeconds(30));
        assertThat(moving.retained("home/scene/good-night/attributes")).contains("\"name\":\"Good night\"");
        assertThat(moving.retained(ATTRIBUTES)).isNull();
        assertThat(moving.broker()).isEqualTo(moving.expected());
        assertThat(moving.set("home/scene/good-night/set", "ON").switches()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void a_removed_scene_goes_discovery_first(boolean devices, boolean byId) {
        Scenario leaving = running(devices, byId);
        Map<String, String> before = leaving.broker();
        assertThat(before.toString()).contains("scene_" + ID, "/scene/" + (byId ? ID : "bedtime") + "/set");

        resync(leaving.cloudHas(Homes.small()));
        assertThat(disorder(before, leaving)).isEmpty();
        leaving.advance(Duration.ofSeconds(30));

        assertThat(leaving.broker()).isEqualTo(leaving.expected());
        assertThat(leaving.broker().toString()).doesNotContain("scene");
    }

    private static Scenario running(boolean devices, boolean byId) {
        return Scenario.running(
                with("Bedtime", BEDTIME),
                MirrorOptions.defaults()
                        .with(new MirrorOptions.TopicOptions("crownstone2mqtt", byId))
                        .with(new MirrorOptions.DiscoveryOptions(true, "homeassistant", devices, false)));
    }

    private static void resync(Scenario scenario) {
        scenario.receive(RESYNC, "now").answerFetches();
    }

    @Test
    void of_scenes_with_one_name_the_oldest_has_it_and_one_without_is_called_by_its_id() {
        SceneId second = new SceneId("6b028fa75ce0e2108f118302");
        SceneId nameless = new SceneId("6b028fa75ce0e2108f118303");
        Scenario many = Scenario.running(with("Bedtime", BEDTIME)
                .change(
                        HOME,
                        sphere -> sphere.with(new Scene(second, "bedtime!", BEDTIME))
                                .with(new Scene(nameless, "  ", BEDTIME))));

        assertThat(many.retained(ATTRIBUTES)).contains(ID.value());
        assertThat(many.retained("home/scene/bedtime-118302/attributes")).contains(second.value());
        assertThat(many.retained("home/scene/scene-118303/attributes")).contains("\"name\":\"Scene 118303\"");
    }

    @Test
    void scenes_that_could_not_be_read_are_not_gone() {
        bridge.receive(RESYNC, "now").asked();

        bridge.step(new Input.SnapshotReceived(
                Scenario.ACCOUNT, ADA, Homes.small(), Map.of(HOME, Set.of(SpherePart.SCENES, SpherePart.HUBS))));

        assertThat(bridge.retained(ATTRIBUTES)).isNotNull();
        assertThat(bridge.set(SET, "ON").switches()).hasSize(1);
    }

    @Test
    void a_scene_whose_data_turns_unreadable_keeps_its_levels_and_takes_its_new_name() {
        resync(bridge.cloudHas(with("Good night", null)));

        assertThat(bridge.retained("home/scene/good-night/attributes")).contains("\"Lamp\":30");
        assertThat(bridge.set("home/scene/good-night/set", "ON").switches()).hasSize(1);

        resync(bridge.cloudHas(with("Good night", Map.of(1, 80))));
        assertThat(bridge.retained("home/scene/good-night/attributes")).contains("\"levels\":{\"Lamp\":80}");
    }

    @Test
    void a_scene_names_its_crownstones_as_they_are_called_now() {
        resync(bridge.cloudHas(with("Bedtime", BEDTIME)
                .change(
                        HOME,
                        LAMP,
                        lamp -> lamp.toBuilder().name("Reading lamp").build())));
        assertThat(bridge.retained(ATTRIBUTES)).contains("\"levels\":{\"Reading lamp\":30,\"Kettle\":100}");

        resync(bridge.cloudHas(with("Bedtime", BEDTIME)
                .change(
                        HOME,
                        sphere -> sphere.withCrownstones(
                                PersistentMap.of(Map.of(KETTLE, Homes.kettle().build()))))));
        bridge.advance(Duration.ofSeconds(6)).answerFetches();
        assertThat(bridge.retained(ATTRIBUTES)).contains("\"levels\":{\"Kettle\":100}");
    }
}
