package io.crownstone2mqtt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Asks the simulated cloud what the real one was asked, and compares status, content type and the shape of the body. */
class RecordedAnswersIT {
    private final RecordedHome recorded = new RecordedHome();
    private final SimulatedCloud cloud = SimulatedCloud.start(recorded.home);
    private final PlainClient client = new PlainClient(cloud);

    @BeforeEach
    void leaveStatesAsTheyAre() {
        cloud.phone().inRange(false);
    }

    @AfterEach
    void close() {
        client.close();
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login_ok",
                "login_ttl_custom",
                "login_bad_json",
                "login_no_email",
                "login_unknown_email",
                "login_unverified",
                "login_uppercase_sha1",
                "login_wrong_password",
                "bogus_token",
                "no_token",
                "hi"
            })
    void answersStrangers(String name) throws Exception {
        assertSame(name, "");
    }

    @ParameterizedTest
    @CsvSource({
        "admin, auth_header_bearer",
        "admin, auth_header_raw",
        "admin, double_slash",
        "admin, notfound_path",
        "admin, locations",
        "admin, locations_empty",
        "admin, logout_ok",
        "admin, multiswitch_ok",
        "admin, multiswitch_unknown_stone",
        "admin, presence_empty",
        "admin, sphere_users",
        "admin, state_after_switch",
        "admin, stone_state_v2_none",
        "admin, stones_denied",
        "admin, stones_empty_sphere",
        "admin, stones_filter_python",
        "admin, stones_filter_strings",
        "admin, switch_nondimmable_pct",
        "admin, switch_notype",
        "admin, switch_off",
        "admin, switch_on",
        "admin, switch_pct0",
        "admin, switch_pct101",
        "admin, switch_pct5",
        "admin, switch_pct50",
        "admin, switch_unknown_stone",
        "admin, users_keysV2",
        "admin, users_me",
        "admin, users_other",
        "admin, users_spheres",
        "admin, users_spheres_include_all",
        "member, users_keysV2_member",
        "guest, multiswitch_guest",
        "guest, sphere_users_guest",
        "guest, switch_guest",
        "guest, users_keysV2_guest",
        "guest, users_spheres_none_new_user",
    })
    void answersUsers(String account, String name) throws Exception {
        assertSame(name, client.login(account + "@example.com"));
    }

    @Test
    void answersAnEmptyListOfCommands() throws Exception {
        Recording recording = Recording.named("multiswitch_empty");
        assertSame(recording, ask(recording, client.login("admin@example.com"), "[]"));
    }

    @Test
    void answersAnUnknownLongToken() throws Exception {
        assertSame("bogus_token_64", "0".repeat(64));
    }

    @Test
    void answersALogoutWithATokenThatIsGone() throws Exception {
        String token = client.login("admin@example.com");
        client.post("/users/logout", token, "");
        assertSame("logout_again", token);
    }

    @Test
    void answersAnExpiredTokenDifferentlyTheSecondTime() throws Exception {
        String token = client.login("admin@example.com");
        cloud.faults().expireTokens();
        assertSame("expired_token", token);
        assertSame("expired_token_second_time", token);
    }

    @Test
    void refusesALoginThatCarriesAnExpiredToken() throws Exception {
        String token = client.login("admin@example.com");
        cloud.faults().expireTokens();
        assertSame("login_with_expired_auth_header", token);
    }

    @Test
    void showsWhatWasClearedAsNull() throws Exception {
        recorded.bare.setText("lastSeenAt", "2026-11-22T00:00:00.000Z");
        recorded.bare.rename(null);
        recorded.bare.setText("icon", null);
        recorded.bare.moveTo(null);
        assertSame("ev_stone_after_null", client.login("admin@example.com"));
    }

    @Test
    void listsWhoIsPresent() throws Exception {
        recorded.kitchen.enter(recorded.ada);
        recorded.attic.enter(recorded.max);
        assertSame("presence_two", client.login("admin@example.com"));
    }

    @Test
    void listsARoomTwiceForTwoDevices() throws Exception {
        recorded.kitchen.enter(recorded.ada, "phone");
        recorded.kitchen.enter(recorded.ada, "tablet");
        assertSame("multidevice_present", client.login("admin@example.com"));
    }

    @Test
    void listsHubs() throws Exception {
        recorded.sphere.addHub("MyHub", "192.168.1.5");
        assertSame("sphere_hubs_one", client.login("admin@example.com"));
    }

    private void assertSame(String name, String token) throws IOException, InterruptedException {
        Recording recording = Recording.named(name);
        assertSame(recording, ask(recording, token, recording.requestBody()));
    }

    private HttpResponse<String> ask(Recording recording, String token, String body)
            throws IOException, InterruptedException {
        Map<String, String> headers = new TreeMap<>(recording.headers());
        headers.replaceAll((_, value) -> value.replace("TOKEN", token));
        String path = recorded.here(recording.path()).replace("TOKEN", token);
        return client.send(recording.method(), path, headers, recorded.here(body));
    }

    /** Errors are compared word for word. */
    private void assertSame(Recording recording, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(recording.status());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).isEqualTo(recording.contentType());
        JsonNode expected =
                PlainClient.JSON.readTree(recorded.here(recording.body().toString()));
        if (expected.isNull()) {
            assertThat(answer.body()).isIn("", "Unauthorized");
        } else if (expected.has("error")) {
            String token = answer.uri().toString().replaceAll(".*access_token=", "");
            assertThat(PlainClient.JSON.readTree(answer.body().replace(token, "TOKEN")))
                    .isEqualTo(expected);
        } else {
            assertThat(Shape.of(PlainClient.json(answer))).isEqualTo(Shape.of(expected));
        }
    }
}
