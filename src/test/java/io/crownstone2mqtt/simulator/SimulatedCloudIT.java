package io.crownstone2mqtt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crownstone2mqtt.simulator.SwitchPacket.SwitchType;
import io.crownstone2mqtt.simulator.Traffic.RecordedRequest;
import io.crownstone2mqtt.simulator.Traffic.TokenPlace;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the real cloud is known to do beyond the recordings at hand. */
class SimulatedCloudIT {
    private final RecordedHome recorded = new RecordedHome();
    private final SimulatedCloud cloud = SimulatedCloud.start(recorded.home);
    private final PlainClient client = new PlainClient(cloud);
    private String token = "";

    @BeforeEach
    void login() throws Exception {
        cloud.phone().inRange(false);
        token = client.login("ADMIN@Example.com");
    }

    @AfterEach
    void close() {
        client.close();
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/USERS/Me", "/api/users/me/", "/api/users/me?access_token=TOKEN"})
    void findsTheMethodByItsPath(String path) throws Exception {
        assertThat(client.send("GET", path.replace("TOKEN", token), Map.of("X-Access-Token", token), "")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/users//me", "/api//users/me", "/users/me", "/api/Stones/1/currentPowerUsage"})
    void doesNotFindOtherPaths(String path) throws Exception {
        assertThat(client.send("GET", path, Map.of("Authorization", token), "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void takesBearerOnlyInBase64() throws Exception {
        String encoded = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.US_ASCII));
        assertThat(client.get("/users/me", "Bearer " + encoded).statusCode()).isEqualTo(200);
        assertThat(client.get("/users/me", "Bearer " + token).statusCode()).isEqualTo(401);
        assertThat(client.send("GET", "/api/users/me", Map.of("access_token", token), "")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void takesALoginAsAForm() throws Exception {
        String form = "email=admin%40example.com&password=" + RecordedHome.PASSWORD_HASH;
        Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
        assertThat(client.send("POST", "/api/users/login", headers, form).statusCode())
                .isEqualTo(200);
    }

    @Test
    void doesNotTrimTheEmail() throws Exception {
        assertThat(client.tryLogin(" admin@example.com", RecordedHome.PASSWORD_HASH)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void answersBrowsersWithAPage() throws Exception {
        HttpResponse<String> answer = client.send("GET", "/api/users/me", Map.of("Accept", "text/html, */*"), "");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    }

    @Test
    void compressesForThoseWhoAskForIt() throws Exception {
        String path = "/api/Spheres/" + recorded.sphere.id() + "/ownedStones";
        Map<String, String> headers = Map.of("Authorization", token, "Accept-Encoding", "gzip");
        assertThat(client.send("GET", path, headers, "").headers().firstValue("Content-Encoding"))
                .hasValue("gzip");
        assertThat(client.get("/Spheres/" + recorded.sphere.id() + "/ownedStones", token)
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws Exception {
        assertThat(client.post(switchPath(), token, " ".repeat(600_000)).statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"include\":[{\"abilities\":\"properties\"},\"currentSwitchState\"]}",
                "{\"include\":[{\"relation\":\"abilities\",\"scope\":{\"include\":\"properties\"}},\"currentSwitchState\"]}",
                "{\"include\":[\"currentSwitchState\",{\"abilities\":[\"properties\"]}]}",
            })
    void embedsAbilitiesAndStateForListsOnly(String filter) throws Exception {
        JsonNode listed = PlainClient.json(
                client.get("/Spheres/" + recorded.sphere.id() + "/ownedStones?filter=" + encoded(filter), token));
        assertThat(listed.path(0).path("abilities").path(0).path("properties").size())
                .isEqualTo(1);
        assertThat(listed.path(0).path("currentSwitchState").path("switchState").intValue())
                .isEqualTo(40);
        JsonNode single =
                PlainClient.json(client.get("/Stones/" + recorded.lamp.id() + "?filter=" + encoded(filter), token));
        assertThat(single.path("abilities").size()).isEqualTo(3);
        assertThat(single.has("currentSwitchState")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"filter[include]=", "filter[include][]=", "filter[include][0]="})
    void readsBracketSyntax(String parameter) throws Exception {
        String query = encoded(parameter.substring(0, parameter.length() - 1)) + "=currentSwitchState";
        JsonNode listed =
                PlainClient.json(client.get("/Spheres/" + recorded.sphere.id() + "/ownedStones?" + query, token));
        assertThat(listed.path(0).has("currentSwitchState")).isTrue();
    }

    @Test
    void losesTheStateBelowASingleSphere() throws Exception {
        String filter = encoded("{\"include\":{\"ownedStones\":\"currentSwitchState\"}}");
        assertThat(client.get("/Spheres/" + recorded.sphere.id() + "?filter=" + filter, token)
                        .body())
                .contains("ownedStones")
                .doesNotContain("\"currentSwitchState\":");
        assertThat(client.get("/users/" + recorded.ada.id() + "/spheres?filter=" + filter, token)
                        .body())
                .contains("\"currentSwitchState\":");
    }

    @ParameterizedTest
    @CsvSource({
        "/Spheres/SPHERE/ownedStones, {\"include\":[\"x\"]}, 500",
        "/Spheres/SPHERE/ownedStones, {nonsense, 400",
        "/users/USER/spheres, {nonsense, 200",
        "/Stones/all, {\"include\":\"currentSwitchState\"}, 200",
    })
    void treatsBadFiltersAsTheRealOneDoes(String path, String filter, int status) throws Exception {
        String real = path.replace("SPHERE", recorded.sphere.id()).replace("USER", recorded.ada.id());
        assertThat(client.get(real + "?filter=" + encoded(filter), token).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"TURN_ON\"}|204",
                "{\"type\":\"turn_on\"}|500",
                "{\"type\":\"PERCENTAGE\"}|500",
                "{\"type\":\"PERCENTAGE\",\"percentage\":-1}|500",
                "{\"type\":\"PERCENTAGE\",\"percentage\":1}|500",
                "{\"type\":\"PERCENTAGE\",\"percentage\":9.5}|500",
                "{\"type\":\"PERCENTAGE\",\"percentage\":33.3}|204",
                "{\"type\":\"PERCENTAGE\",\"percentage\":\"50\"}|204",
                "{\"type\":\"PERCENTAGE\",\"percentage\":null}|204",
                "{\"type\":\"PERCENTAGE\",\"percentage\":\"abc\"}|204",
            })
    void checksCommandsAsTheRealOneDoes(String body, int status) throws Exception {
        assertThat(client.post(switchPath(), token, body).statusCode()).isEqualTo(status);
        assertThat(cloud.switchCommands()).hasSize(status == 204 ? 1 : 0);
    }

    @Test
    void switchesAllOrNothingAndTheLastOfTwice() throws Exception {
        String path = "/Spheres/" + recorded.sphere.id() + "/switchCrownstones";
        String off = "{\"stoneId\":\"" + recorded.lamp.id() + "\",\"type\":\"TURN_OFF\"}";
        String on = off.replace("OFF", "ON");
        assertThat(client.post(path, token, "[" + on + "," + on.replace(recorded.lamp.id(), "0") + "]")
                        .statusCode())
                .isEqualTo(500);
        assertThat(client.post(path, token, "{\"switchPackets\":[" + on + "]}").statusCode())
                .isEqualTo(500);
        assertThat(cloud.switchCommands()).isEmpty();
        assertThat(client.post(path, token, "[" + on + "," + off + "]").statusCode())
                .isEqualTo(204);
        assertThat(cloud.switchCommands()).extracting(SwitchPacket::type).containsExactly(SwitchType.TURN_OFF);
    }

    @Test
    void storesAReportedFractionAsPercentage() throws Exception {
        String path = "/Stones/" + recorded.bare.id() + "/currentSwitchStateV2";
        assertThat(client.post(path + "?switchState=1", token, "").statusCode()).isEqualTo(204);
        assertThat(PlainClient.json(client.get(path, token)).path("switchState").intValue())
                .isEqualTo(100);
        String guest = client.login("guest@example.com");
        assertThat(client.post(path + "?switchState=50", guest, "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void hidesPeopleWhoDoNotUploadTheirLocation() throws Exception {
        recorded.kitchen.enter(recorded.max);
        recorded.max.uploadLocation(false);
        assertThat(client.get("/Spheres/" + recorded.sphere.id() + "/presentPeople", token)
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void keepsWhatWasAskedWithoutTheToken() throws Exception {
        client.send("GET", "/api/users/me?access_token=" + token, Map.of(), "");
        RecordedRequest last = cloud.requests().getLast();
        assertThat(last.method()).isEqualTo("GET");
        assertThat(last.path()).isEqualTo("/api/users/me");
        assertThat(last.token()).isEqualTo(TokenPlace.QUERY);
        assertThat(cloud.requests().getFirst().body()).contains("ADMIN@Example.com");
        assertThat(cloud.requests().getFirst().token()).isEqualTo(TokenPlace.NONE);
    }

    @Test
    void keepsWhoAskedForTheStream() throws Exception {
        URI named = URI.create(cloud.eventsUrl() + "?projectName=test-1");
        try (EventReader stream = client.events(named, Map.of("Authorization", token))) {
            assertThat(stream.status()).isEqualTo(200);
        }
        assertThat(cloud.streamRequests()).singleElement().satisfies(request -> {
            assertThat(request.token()).isEqualTo(TokenPlace.HEADER);
            assertThat(request.projectName()).isEqualTo("test-1");
        });
    }

    @Test
    void saysWhichPortIsTaken() {
        SimulatorOptions taken =
                SimulatorOptions.standard().ports(0, cloud.eventsUrl().getPort());
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> SimulatedCloud.start(new SimulatedHome(), taken))
                .withMessageContaining("port " + cloud.eventsUrl().getPort());
    }

    private String switchPath() {
        return "/Stones/" + recorded.lamp.id() + "/switch";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
