package io.crownstone2mqtt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Built to the sources of the real cloud and its app: neither scenes nor a hub that runs were recorded. */
class ScenesAndHubsIT {
    private final RecordedHome recorded = new RecordedHome();
    private final SimulatedSphere sphere = recorded.sphere;
    private final SimulatedCloud cloud = SimulatedCloud.start(
            recorded.home, SimulatorOptions.standard().phoneDelay(Duration.ofMillis(10), Duration.ofMillis(20)));
    private final PlainClient client = new PlainClient(cloud);

    @AfterEach
    void close() {
        client.close();
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "member", "guest"})
    void showsScenesToEverybodyInTheSphere(String account) throws Exception {
        sphere.addScene("Bedtime", Map.of(recorded.lamp, 30));
        sphere.addScene("Old", PlainClient.JSON.readTree("{\"1\":0.5}"));
        String token = client.login(account + "@example.com");
        JsonNode listed = PlainClient.json(client.get("/Spheres/" + sphere.id() + "/scenes", token));
        assertThat(listed.path(0).path("name").stringValue()).isEqualTo("Bedtime");
        assertThat(listed.path(0).path("sphereId").stringValue()).isEqualTo(sphere.id());
        assertThat(listed.path(0).path("data").stringValue()).isEqualTo("{\"1\":30}");
        assertThat(listed.path(1).path("data").path("1").doubleValue()).isEqualTo(0.5);
        assertThat(included(account, "scenes")).isEqualTo(listed);
    }

    @Test
    void renamesAndRemovesScenesWithoutAnEvent() throws Exception {
        SimulatedScene bedtime = sphere.addScene("Bedtime", Map.of(recorded.lamp, 30));
        sphere.addScene("Breakfast", Map.of());
        EventReader stream = client.events(client.login("admin@example.com"));
        await().until(() -> cloud.openStreams() == 1);
        bedtime.rename("Good night");
        assertThat(included("admin", "scenes").findValuesAsString("name")).containsExactly("Good night", "Breakfast");
        sphere.scene("Good night").remove();
        assertThat(included("admin", "scenes").findValuesAsString("name")).containsExactly("Breakfast");
        recorded.lamp.reportState(10);
        await().until(() -> stream.kinds().contains("switchStateUpdate/stone"));
        assertThat(stream.kinds()).containsExactly("system/STREAM_START", "switchStateUpdate/stone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scenes", "hubs"})
    void canBeACloudWithoutTheRelation(String relation) throws Exception {
        cloud.faults().forgetRelation(relation);
        String token = client.login("admin@example.com");
        assertThat(client.get("/Spheres/" + sphere.id() + "/" + relation, token).statusCode())
                .isEqualTo(404);
        HttpResponse<String> refused = spheres("admin", relation);
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body()).contains("Relation \\\"" + relation + "\\\" is not defined for Sphere model");
        cloud.faults().clear();
        assertThat(spheres("admin", relation).statusCode()).isEqualTo(200);
    }

    @Test
    void renewsWhenAHubWasSeenWhileItRuns() throws Exception {
        SimulatedHub hub = sphere.addHub("MyHub", "192.168.1.5").linkedTo(recorded.dongle);
        Instant added = lastSeen();
        assertThat(included("admin", "hubs").path(0).path("linkedStoneId").stringValue())
                .isEqualTo(recorded.dongle.id());
        cloud.faults().clockSkew(Duration.ofMinutes(31));
        assertThat(lastSeen()).isEqualTo(added.plus(Duration.ofMinutes(30)));
        hub.stop();
        cloud.faults().clockSkew(Duration.ofMinutes(90));
        assertThat(lastSeen()).isEqualTo(added.plus(Duration.ofMinutes(30)));
        hub.start();
        assertThat(lastSeen()).isAfter(added.plus(Duration.ofMinutes(89)));
    }

    @Test
    void executesOnlyWhereSomebodyIsOrAHubRuns() throws Exception {
        List<String> reports = new CopyOnWriteArrayList<>();
        recorded.home.listen((_, json) -> {
            if (json.contains("switchStateUpdate")) {
                reports.add(json);
            }
        });
        cloud.phone().requirePresence(true);
        switchLamp("TURN_OFF"); // nobody
        recorded.kitchen.enter(recorded.max);
        switchLamp("TURN_ON");
        awaitLamp(100);
        sphere.exit(recorded.max);
        SimulatedHub hub = sphere.addHub("MyHub", "192.168.1.5");
        switchLamp("TURN_OFF");
        awaitLamp(0);
        hub.stop();
        switchLamp("TURN_ON"); // nobody again
        hub.start();
        switchLamp("PERCENTAGE\",\"percentage\":\"20");
        awaitLamp(20);
        assertThat(reports).hasSize(3);
    }

    private void awaitLamp(double percentage) {
        await().until(() -> recorded.lamp.state().orElse(-1) == percentage);
    }

    private void switchLamp(String type) throws Exception {
        String token = client.login("member@example.com");
        String body = "{\"type\":\"" + type + "\"}";
        assertThat(client.post("/Stones/" + recorded.lamp.id() + "/switch", token, body)
                        .statusCode())
                .isEqualTo(204);
    }

    private Instant lastSeen() throws Exception {
        return Instant.parse(included("admin", "hubs").path(0).path("lastSeen").stringValue());
    }

    private JsonNode included(String account, String relation) throws Exception {
        return PlainClient.json(spheres(account, relation)).path(0).path(relation);
    }

    private HttpResponse<String> spheres(String account, String relation) throws Exception {
        String user = recorded.home.user(account + "@example.com").id();
        String filter = URLEncoder.encode("{\"include\":\"" + relation + "\"}", StandardCharsets.UTF_8);
        return client.get("/users/" + user + "/spheres?filter=" + filter, client.login(account + "@example.com"));
    }
}
