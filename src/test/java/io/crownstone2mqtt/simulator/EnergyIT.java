package io.crownstone2mqtt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Built to the sources of the real cloud's second API, which was not recorded. */
class EnergyIT {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-26T23:00:00Z"); // in Amsterdam

    private final AtomicReference<Instant> now = new AtomicReference<>(MIDNIGHT);
    private final SimulatedHome home = new SimulatedHome(1, now::get);
    private final SimulatedSphere sphere = home.addSphere("Home").timezone("Europe/Amsterdam");
    private final SimulatedCrownstone heater =
            sphere.addCrownstone(CrownstoneSpec.plug("Heater").power(1_000).state(100));
    private final SimulatedHub hub = sphere.permitEnergyCollection(true).addHub("Hub", "192.168.1.5");
    private final SimulatedCloud cloud = SimulatedCloud.start(home);
    private final PlainClient client = new PlainClient(cloud);

    @BeforeEach
    void invite() {
        for (SphereRole role : SphereRole.values()) {
            SimulatedUser user = home.addAccount(role + "@example.com", "", role.toString(), null);
            user.usePasswordHash(RecordedHome.PASSWORD_HASH);
            sphere.member(user, role);
        }
    }

    @AfterEach
    void close() {
        client.close();
        cloud.close();
    }

    /** 1,000 W are 60,000 J a minute; the hub uploads every 5 minutes. */
    @Test
    void answersHourlyReadingsAndTheNewest() throws Exception {
        pass(Duration.ofMinutes(129));
        assertThat(readings("day"))
                .containsExactly(
                        "2026-11-27T00:00:00.000Z 3600000",
                        "2026-11-27T01:00:00.000Z 7200000",
                        "2026-11-27T01:05:00.000Z 7500000");
        assertThat(readings("week")).containsExactly("2026-11-27T01:05:00.000Z 7500000");
    }

    @Test
    void countsWhatTheStateConsumes() throws Exception {
        pass(Duration.ofMinutes(10));
        heater.reportState(0);
        pass(Duration.ofMinutes(10));
        assertThat(readings("day")).containsExactly("2026-11-26T23:20:00.000Z 600000");
        heater.reportState(100);
        pass(Duration.ofMinutes(5));
        assertThat(readings("day")).containsExactly("2026-11-26T23:25:00.000Z 900000");
    }

    @Test
    void beginsAnewWhenTheCrownstoneRestarts() throws Exception {
        pass(Duration.ofMinutes(58));
        heater.restartMeter(0);
        pass(Duration.ofMinutes(62));
        assertThat(readings("day"))
                .containsExactly("2026-11-27T00:00:00.000Z 120000", "2026-11-27T01:00:00.000Z 3720000");
    }

    @Test
    void uploadsNothingWhileTheHubIsStopped() throws Exception {
        pass(Duration.ofHours(1));
        hub.stop();
        pass(Duration.ofHours(2));
        hub.start();
        pass(Duration.ofHours(1));
        assertThat(readings("day"))
                .containsExactly("2026-11-27T00:00:00.000Z 3600000", "2026-11-27T03:00:00.000Z 14400000");
    }

    @Test
    void storesAReadingThatATestUploads() throws Exception {
        heater.uploadEnergy(5_000_000_000.0);
        assertThat(readings("day")).containsExactly("2026-11-26T23:00:00.000Z 5000000000");
    }

    @ParameterizedTest
    @CsvSource({"ADMIN, 200", "MEMBER, 200", "GUEST, 401"})
    void showsReadingsToMembers(String role, int status) throws Exception {
        HttpResponse<String> answer = usage(role, "2026-11-27T12:00:00.000%2B01:00", "day");
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 401) {
            assertThat(PlainClient.json(answer).path("error").propertyNames())
                    .containsExactly("statusCode", "name", "message");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADMIN", "MEMBER", "GUEST"})
    void showsThePermissionToEverybodyInTheSphere(String role) throws Exception {
        assertThat(permission(role)).isEqualTo("true");
        sphere.permitEnergyCollection(false);
        assertThat(permission(role)).isEqualTo("false");
    }

    @Test
    void collectsNothingWithoutPermission() throws Exception {
        sphere.permitEnergyCollection(false);
        pass(Duration.ofHours(1));
        assertThat(readings("day")).isEmpty();
    }

    @Test
    void needsATimeZone() throws Exception {
        SimulatedSphere elsewhere =
                home.addSphere("Elsewhere").member(home.user("ADMIN@example.com"), SphereRole.ADMIN);
        HttpResponse<String> answer = client.getV2(
                "/spheres/" + elsewhere.id() + "/energyUsage?date=2026-11-27T00:00:00Z&range=day", login("ADMIN"));
        assertThat(answer.statusCode()).isEqualTo(424);
        assertThat(PlainClient.json(answer).path("error").path("message").stringValue())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-11-27T00:00:00Z, decade, 400", "yesterday, day, 400"})
    void refusesWhatItDoesNotKnow(String date, String range, int status) throws Exception {
        assertThat(usage("ADMIN", date, range).statusCode()).isEqualTo(status);
    }

    @Test
    void leavesAnExpiredTokenForTheFirstApiToRefuse() throws Exception {
        String token = login("ADMIN");
        cloud.faults().expireTokens();
        String path = "/spheres/" + sphere.id() + "/energyUsageCollectionPermission";
        assertThat(client.getV2(path, token).statusCode()).isEqualTo(401);
        assertThat(client.getV2(path, token).statusCode()).isEqualTo(401);
        assertThat(client.get("/users/me", token).body()).contains("INVALID_TOKEN");
    }

    @Test
    void canBeAbsentWhileTheFirstApiWorks() throws Exception {
        String token = login("ADMIN");
        cloud.apiV2Runs(false);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.getV2("/spheres", token));
        assertThat(client.get("/users/me", token).statusCode()).isEqualTo(200);
        cloud.apiV2Runs(true);
        assertThat(permission("ADMIN")).isEqualTo("true");
    }

    @Test
    void failsAsToldAndKeepsWhatWasAsked() throws Exception {
        cloud.faults().failNext("/energyUsage", Failure.status(500));
        assertThat(usage("ADMIN", "2026-11-27T00:00:00Z", "day").statusCode()).isEqualTo(500);
        assertThat(cloud.requests().getLast().path()).isEqualTo("/api/spheres/" + sphere.id() + "/energyUsage");
        assertThat(cloud.requests().getLast().query())
                .isEqualTo(Map.of("date", "2026-11-27T00:00:00Z", "range", "day"));
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private List<String> readings(String range) throws Exception {
        JsonNode answer = PlainClient.json(usage("MEMBER", "2026-11-26T23:30:00Z", range));
        assertThat(answer.findValuesAsString("stoneId")).allMatch(heater.id()::equals);
        return answer.valueStream()
                .map(point -> point.path("timestamp").stringValue() + " " + point.path("energyUsage"))
                .toList();
    }

    private HttpResponse<String> usage(String role, String date, String range) throws Exception {
        String path = "/spheres/" + sphere.id() + "/energyUsage?date=" + date + "&range=" + range;
        return client.getV2(path, login(role));
    }

    private String permission(String role) throws Exception {
        return client.getV2("/spheres/" + sphere.id() + "/energyUsageCollectionPermission", login(role))
                .body();
    }

    private String login(String role) throws Exception {
        return client.login(role + "@example.com");
    }
}
