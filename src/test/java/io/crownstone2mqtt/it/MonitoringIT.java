package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.config.ConfigException;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The HTTP endpoint of a bridge at work. */
@ExtendWith(HiveMqExtension.class)
class MonitoringIT {
    private final RunningBridge bridge;
    private final HttpClient client = HttpClient.newHttpClient();

    MonitoringIT(HiveMqBroker broker) {
        bridge = RunningBridge.on(broker).with("http.enabled", "true").with("http.port", "0");
    }

    @AfterEach
    void close() {
        client.close();
        bridge.close();
    }

    private HttpResponse<String> get(String path) {
        return send(
                HttpRequest.newBuilder(URI.create(bridge.statusPage() + path)).build());
    }

    private HttpResponse<String> control(String body) {
        return send(HttpRequest.newBuilder(URI.create(bridge.statusPage() + "/control"))
                .header("X-Crownstone2mqtt", "control")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode status() {
        return RunningBridge.json(get("/status.json").body());
    }

    private static JsonNode lamp(JsonNode status) {
        return Stream.of(status.path("spheres").get(0).path("crownstones"))
                .flatMap(each -> each.values().stream())
                .filter(each -> each.path("name").asString().equals("Desk lamp"))
                .findFirst()
                .orElseThrow();
    }

    private void awaitReady(int code, boolean ready) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            HttpResponse<String> answer = get("/readyz");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
            assertThat(RunningBridge.json(answer.body()).path("ready").asBoolean())
                    .isEqualTo(ready);
        });
    }

    @Test
    void isReadyWhileAllIsWell() {
        bridge.startAndMirror();
        awaitReady(200, true);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);

        bridge.faults().stream().refuseConnections(true);
        bridge.faults().stream().cutAll();
        awaitReady(503, false);
        assertThat(get("/readyz").body())
                .contains("\"name\":\"account 1: events\",\"status\":\"troubled\",\"since\":\"");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);

        bridge.faults().stream().refuseConnections(false);
        awaitReady(200, true);
    }

    @Test
    void countsWhatHappens() {
        bridge.startAndMirror();
        bridge.publish("home/crownstone/desk-lamp/set", "OFF");
        bridge.awaitStatuses("home/crownstone/desk-lamp", "accepted", "confirmed");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/metrics").body())
                        .contains("crownstone2mqtt_command_results_total{result=\"confirmed\"} 1.0")
                        .contains("crownstone2mqtt_connected{account=\"1\",link=\"stream\"} 1.0")
                        .containsPattern("crownstone2mqtt_events_total\\{type=\"state_reported\"} [1-9]")
                        .containsPattern("crownstone2mqtt_acknowledgement_seconds_count\\{input=\"event\"} [1-9]")
                        .containsPattern("crownstone2mqtt_token_age_seconds\\{account=\"1\"} [0-9]")
                        .containsPattern("crownstone2mqtt_retained_topics [1-9]"));
        assertThat(get("/metrics").body()).doesNotContain(TestHome.ADA).doesNotContain("Desk lamp");
    }

    @Test
    void showsTheHomeAndItsCommands() {
        bridge.startAndMirror();
        bridge.publish("home/crownstone/desk-lamp/set", "OFF");
        bridge.awaitStatuses("home/crownstone/desk-lamp", "accepted", "confirmed");

        JsonNode status = status();
        assertThat(lamp(status).path("state").path("on").asBoolean(true)).isFalse();
        assertThat(lamp(status).path("state").path("source").asString()).isEqualTo("event");
        assertThat(status.path("commands").get(0).path("status").asString()).isEqualTo("confirmed");
        assertThat(status.path("control").asBoolean(true)).isFalse();
        assertThat(status.toString()).doesNotContain(TestHome.ADA).doesNotContain(TestHome.PASSWORD);
    }

    @Test
    void activatesASceneLikeAMessageOfTheBroker() {
        bridge.home.sphere.addScene("Bedtime", Map.of(bridge.home.lamp, 10, bridge.home.coffee, 100));
        bridge.with("http.control", "true").startAndMirror();
        JsonNode sphere = status().path("spheres").get(0);
        String where = "{\"sphere\":\"" + sphere.path("id").asString() + "\",\"scene\":\"";

        HttpResponse<String> answer =
                control(where + sphere.path("scenes").get(0).path("id").asString() + "\",\"set\":\"ON\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains(bridge.topic("home/scene/bedtime/set"));
        bridge.awaitHeld("home/crownstone/desk-lamp/brightness", "10");
        bridge.awaitHeld("home/crownstone/coffee-machine/switch", "ON");
        assertThat(control(where + "gone\",\"set\":\"ON\"}").statusCode()).isEqualTo(404);
    }

    @Test
    void switchesLikeAMessageOfTheBroker() {
        bridge.with("http.control", "true").startAndMirror();
        JsonNode sphere = status().path("spheres").get(0);
        String ids = "{\"sphere\":\"" + sphere.path("id").asString() + "\",\"crownstone\":\""
                + lamp(status()).path("id").asString() + "\",\"set\":";

        HttpResponse<String> answer = control(ids + "\"OFF\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains(bridge.topic("home/crownstone/desk-lamp/set"));
        bridge.awaitHeld("home/crownstone/desk-lamp/switch", "OFF");
        bridge.awaitStatuses("home/crownstone/desk-lamp", "accepted", "confirmed");
        assertThat(bridge.results("home/crownstone/desk-lamp")
                        .getFirst()
                        .path("id")
                        .asString())
                .isEqualTo("status page");

        assertThat(control("{\"sphere\":\"x\",\"crownstone\":\"y\",\"set\":\"ON\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(control("{").statusCode()).isEqualTo(400);
        assertThat(control(" ".repeat(2000)).statusCode()).isEqualTo(413);
    }

    @Test
    void doesNotSwitchUnlessItMay() {
        bridge.startAndMirror();

        assertThat(control("{}").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsStrangersOnlyWhetherItIsReady() {
        bridge.with("http.username", "me")
                .with("http.password", "\"a password\"")
                .startAndMirror();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/readyz").body()).isEqualTo("{\"ready\":true}"));
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(Stream.of("/", "/status.json", "/events", "/metrics"))
                .allSatisfy(path -> assertThat(get(path).statusCode()).isEqualTo(401));
    }

    @Test
    void doesNotStartWhereItCannotListen() {
        bridge.startAndMirror();
        String port = Integer.toString(bridge.statusPage().getPort());
        try (RunningBridge second = RunningBridge.on(bridge.broker)) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> second.with("http.enabled", "true")
                            .with("http.port", port)
                            .start())
                    .withMessage("crownstone2mqtt.http: port " + port + " of 127.0.0.1 cannot be opened (Address"
                            + " already in use): choose another http.port or http.host");
        }
    }
}
