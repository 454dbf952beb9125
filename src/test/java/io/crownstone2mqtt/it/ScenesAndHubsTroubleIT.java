package io.crownstone2mqtt.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.simulator.SimulatedScene;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is answered to scenes and hubs, the home stands: it is followed, and neither scene nor hub is taken for gone. */
class ScenesAndHubsTroubleIT extends CloudInTrouble {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String SCENE = "home/scene/film-night/attributes";
    private static final String HUB = "home/hub/hallway-hub/connectivity";

    private final SimulatedScene scene;

    ScenesAndHubsTroubleIT(HiveMqBroker broker) {
        super(broker);
        bridge.with("cloud.request-timeout", "3s");
        scene = bridge.home.sphere.addScene("Film night", Map.of(bridge.home.lamp, 20));
        bridge.home.sphere.addHub("Hallway hub", "192.168.1.5");
    }

    /** Several times, the home differs each time where only a snapshot shows it, and the bridge finds it. */
    private void assertTheHomeIsFollowed() {
        for (int level : new int[] {10, 30, 50}) {
            switchUnheard(level);
            bridge.publish("bridge/request/resync", "PRESS");
            bridge.awaitHeld(LAMP + "/brightness", Integer.toString(level));
        }
    }

    private List<String> complaints() {
        return log.all().stream()
                .filter(line -> !line.contains(" -> ") && !line.endsWith(" asked to take a snapshot of the cloud"))
                .toList();
    }

    private void assertNothingIsLost(int before) {
        assertThat(bridge.held(SCENE)).contains("\"Desk lamp\":20");
        assertThat(bridge.held(HUB)).isEqualTo("ON");
        assertThat(bridge.payloads("home/availability")).containsExactly("online");
        assertThat(bridge.cloud().logins()).hasSize(2); // the bridge's and this test's own
        List<String> said = complaints();
        assertThat(said.subList(before, said.size()))
                .hasSizeLessThanOrEqualTo(2)
                .noneMatch(line -> line.startsWith("ERROR"));
        bridge.publish("home/scene/film-night/set", "ON");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scenes", "hubs"})
    void aCloudThatDoesNotKnowARelationIsNoTrouble(String relation) {
        bridge.faults().forgetRelation(relation);
        bridge.startAndMirror();
        int before = complaints().size();
        long asked = bridge.requests("/spheres");

        assertTheHomeIsFollowed();

        assertThat(bridge.requests("/spheres") - asked)
                .as("the request of each snapshot")
                .isEqualTo(3);
        assertThat(complaints()).hasSize(before);
        assertThat(log.starting("INFO account 1: this cloud has no " + relation))
                .hasSize(2); // the bridge's, and this test's own
        assertThat(log.starting("WARN")).isEmpty();
        assertThat(bridge.held(relation.equals("scenes") ? HUB : SCENE)).isNotNull();
        assertThat(bridge.held(relation.equals("scenes") ? SCENE : HUB)).isNull();
    }

    static Stream<Arguments> ofTheOneRequest() {
        return Stream.of(
                arguments("500 with a message", Failure.status(500)),
                arguments("500 as a web page", Failure.answer(500, "text/html", "<html>Oops</html>")),
                arguments("502", Failure.answer(502, "text/html", "<html>Bad gateway</html>")),
                arguments("503", Failure.status(503)),
                arguments("503 as a web page", Failure.unavailable()),
                arguments("400", Failure.status(400)),
                arguments("404", Failure.status(404)),
                arguments("a body that is cut off", new Failure.Truncated()),
                arguments("a body that is no JSON", Failure.malformed()),
                arguments("another list", Failure.answer(200, JSON, "[7]")),
                arguments("a lost connection", new Failure.BrokenOff()),
                arguments("no answer", new Failure.Silence()),
                arguments("scenes without end", everyScenes("\"" + "x".repeat(200_000) + "\"")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofTheOneRequest")
    void aRequestThatFailsOnlyWithScenesAndHubsIsAskedWithoutThem(String name, Failure failure) {
        bridge.startAndMirror();
        int before = complaints().size();
        bridge.faults().failIncluding("scenes", failure);

        assertTheHomeIsFollowed();

        assertNothingIsLost(before);
    }

    @Test
    void alsoAtTheStart() {
        bridge.faults().failIncluding("hubs", Failure.status(500));

        bridge.startAndMirror();

        assertNothingIsLost(complaints().size());
    }

    /** The right answer, in which each sphere has that for its scenes. */
    private static Failure everyScenes(String json) {
        JsonNode scenes = JsonMapper.shared().readTree(json);
        return new Failure.Rewritten(body -> {
            JsonNode spheres = JsonMapper.shared().readTree(body);
            spheres.forEach(sphere -> ((ObjectNode) sphere).set("scenes", scenes));
            return spheres.toString();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "[7,8]", "{}", "\"x\"", "[{\"name\":\"Film night\"}]"})
    void scenesThatAreNoListAreReadByThemselves(String scenes) {
        bridge.startAndMirror();
        int before = complaints().size();
        bridge.faults().failIncluding("scenes", everyScenes(scenes));
        scene.rename("Film night!");

        assertTheHomeIsFollowed();

        assertNothingIsLost(before);
        assertThat(bridge.requests("/scenes")).isPositive();
        assertThat(bridge.requests("/hubs")).isZero();
        assertThat(bridge.held(SCENE)).contains("Film night!");
    }

    static Stream<Arguments> byThemselves() {
        return Stream.of(
                arguments("500", Failure.status(500)),
                arguments("500 as a web page", Failure.answer(500, "text/html", "<html>Oops</html>")),
                arguments("503", Failure.unavailable()),
                arguments("400", Failure.status(400)),
                arguments("401", Failure.status(401)),
                arguments("404", Failure.status(404)),
                arguments("null", Failure.answer(200, JSON, "null")),
                arguments("a number", Failure.answer(200, JSON, "7")),
                arguments("numbers", Failure.answer(200, JSON, "[7,8]")),
                arguments("no JSON", Failure.malformed()),
                arguments("no answer", new Failure.Silence()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("byThemselves")
    void scenesThatCannotBeReadAtAllStay(String name, Failure failure) {
        bridge.startAndMirror();
        int before = complaints().size();
        bridge.faults().failIncluding("scenes", everyScenes("null"));
        bridge.faults().failAll("/scenes", failure);

        assertTheHomeIsFollowed();

        assertNothingIsLost(before);
        bridge.faults().clear();
        scene.rename("Film night!");
        bridge.publish("bridge/request/resync", "PRESS");
        await().atMost(RunningBridge.PATIENCE)
                .untilAsserted(() -> assertThat(bridge.held(SCENE)).contains("Film night!"));
        assertThat(complaints().size() - before).isLessThanOrEqualTo(2);
    }

    /** Not to be taken for a cloud that has none. */
    @Test
    void aSphereThatIsRemovedWhileItIsReadDoesNotEndTheScenesOfTheOthers() {
        bridge.startAndMirror();
        bridge.faults().failNext(1, "/scenes", Failure.status(404));
        bridge.home.lamp.rename("Lamp"); // an event: the sphere is read by itself
        bridge.awaitHeld("home/crownstone/lamp/switch", "ON");

        scene.rename("Cinema");
        bridge.publish("bridge/request/resync", "PRESS");

        await().atMost(RunningBridge.PATIENCE)
                .untilAsserted(() ->
                        assertThat(bridge.held("home/scene/cinema/attributes")).isNotNull());
    }
}
