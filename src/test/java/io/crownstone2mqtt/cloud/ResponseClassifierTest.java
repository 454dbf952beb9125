package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cloud.CloudRequest.Purpose;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseClassifierTest {
    @ParameterizedTest
    @CsvSource({
        "login_ok, LOGIN, Value",
        "login_ttl_custom, LOGIN, Value",
        "login_wrong_password, LOGIN, WrongCredentials",
        "login_unknown_email, LOGIN, WrongCredentials",
        "login_uppercase_sha1, LOGIN, WrongCredentials",
        "login_unverified, LOGIN, EmailNotVerified",
        "login_no_email, LOGIN, MissingCredentials",
        "login_bad_json, LOGIN, Refused",
        "login_with_expired_auth_header, LOGIN, Unavailable",
        "logout_ok, COMMAND, Done",
        "logout_again, COMMAND, TokenRefused",
        "expired_token, READ, TokenRefused",
        "expired_token_second_time, READ, TokenRefused",
        "no_token, READ, TokenRefused",
        "bogus_token, READ, TokenRefused",
        "bogus_token_64, READ, TokenRefused",
        "auth_header_bearer, READ, TokenRefused",
        "auth_header_raw, READ, Value",
        "stones_denied, READ, TokenRefused",
        "users_other, READ, TokenRefused",
        "switch_guest, COMMAND, TokenRefused",
        "multiswitch_guest, COMMAND, TokenRefused",
        "switch_on, COMMAND, Done",
        "switch_off, COMMAND, Done",
        "switch_pct0, COMMAND, Done",
        "switch_pct50, COMMAND, Done",
        "switch_nondimmable_pct, COMMAND, Done",
        "multiswitch_ok, COMMAND, Done",
        "multiswitch_empty, COMMAND, Done",
        "switch_pct5, COMMAND, Refused",
        "switch_pct101, COMMAND, Refused",
        "switch_notype, COMMAND, Refused",
        "multiswitch_unknown_stone, COMMAND, Refused",
        "switch_unknown_stone, COMMAND, NotFound",
        "notfound_path, READ, NotFound",
        "double_slash, READ, NotFound",
        "validation_422, COMMAND, Refused",
        "switch_pct5, READ, Unavailable",
        "hi, READ, Value",
        "users_spheres, READ, Value",
        "users_spheres_include_all, READ, Value",
        "users_spheres_none_new_user, READ, Value",
        "sphere_users, READ, Value",
        "presence_empty, READ, Value",
        "stone_state_v2_none, READ, Value",
        "users_keysV2_guest, READ, Value"
    })
    void judgesWhatTheRealCloudAnswered(String recording, Purpose purpose, String expected) {
        assertThat(named(ResponseClassifier.classify(
                        purpose, Recording.of(recording).answer())))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "200, text/html, <html>, READ, Unavailable",
                "200, text/html, <html>, COMMAND, Unavailable",
                "204, text/html, '', COMMAND, Done",
                "200, -, '', COMMAND, Done",
                "200, application/json, '', READ, Unreadable",
                "200, application/json, '[{\"id\":', READ, Unreadable",
                "200, application/json, '[] []', READ, Unreadable",
                "200, application/json, nonsense, LOGIN, Unreadable",
                "301, text/html, '', READ, Unavailable",
                "400, application/json, '{\"error\":{\"code\":\"INVALID_EMAIL\"}}', LOGIN, MissingCredentials",
                "401, text/html, <html>, READ, Unavailable",
                "401, text/plain, Unauthorized, READ, TokenRefused",
                "401, text/html, <html>, LOGIN, Unavailable",
                "401, application/json, '{\"error\":{\"statusCode\":401}}', LOGIN, WrongCredentials",
                "401, application/json, '[', LOGIN, Unavailable",
                "403, application/json, '{\"error\":{}}', READ, Forbidden",
                "403, text/html, <html>, READ, Unavailable",
                "404, text/html, <html>, READ, Unavailable",
                "408, application/json, '{\"error\":{}}', READ, Unavailable",
                "413, application/json, '{\"error\":{}}', COMMAND, Refused",
                "418, application/json, '{\"error\":{}}', COMMAND, Refused",
                "429, text/plain, slow down, COMMAND, Unavailable",
                "500, application/json, '{\"error\":{}}', COMMAND, Unavailable",
                "500, text/html, <html>, COMMAND, Unavailable",
                "500, application/json, '{\"error\":{\"message\":\"x\"}}', READ, Unavailable",
                "500, application/json, '{\"error\":{\"message\":\"x\"}}', PART, Refused",
                "500, application/json, '{\"error\":{}}', PART, Unavailable",
                "503, text/html, <html>, PART, Unavailable",
                "500, application/json, '{\"error\":{\"message\":\"x\"}}', LOGIN, Unavailable",
                "502, application/json, '{\"error\":{\"message\":\"x\"}}', COMMAND, Unavailable",
                "503, text/html, <html>, LOGIN, Unavailable"
            })
    void judgesWhatOthersMayAnswer(int status, @Nullable String type, String body, Purpose purpose, String expected) {
        assertThat(named(ResponseClassifier.classify(purpose, answer(status, type, body))))
                .isEqualTo(expected);
    }

    @Test
    void onlyAnExpiredOrUnknownTokenIsSurelyBad() {
        assertThat(ResponseClassifier.classify(
                        Purpose.READ, Recording.of("expired_token").answer()))
                .isInstanceOfSatisfying(
                        RequestResult.TokenRefused.class,
                        refused -> assertThat(refused.certain()).isTrue());
        assertThat(ResponseClassifier.classify(
                        Purpose.READ, Recording.of("bogus_token").answer()))
                .isInstanceOfSatisfying(
                        RequestResult.TokenRefused.class,
                        refused -> assertThat(refused.certain()).isTrue());
        assertThat(ResponseClassifier.classify(
                        Purpose.COMMAND, Recording.of("switch_guest").answer()))
                .isInstanceOfSatisfying(
                        RequestResult.TokenRefused.class,
                        refused -> assertThat(refused.certain()).isFalse());
    }

    @Test
    void tellsWhyTheCloudRefused() {
        assertThat(problem(Purpose.COMMAND, Recording.of("switch_pct5").answer())
                        .message())
                .isEqualTo("the Crownstone cloud refused the request: Dimming below 10% is not allowed.");
    }

    @Test
    void keepsSecretsOutOfItsMessages() {
        String message =
                problem(Purpose.READ, Recording.of("notfound_path").answer()).message();

        assertThat(message).doesNotContain("access_token").contains("There is no method to handle GET /nonsense");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void takesTheTimeToWaitFromTheAnswer(int status) {
        CloudResponse answer =
                new CloudResponse(status, "text/html", Duration.ofSeconds(17), Instant.EPOCH, new byte[0]);

        assertThat(problem(Purpose.READ, answer))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        problem -> assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(17)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Purpose.class,
            names = {"READ", "COMMAND", "LOGIN"})
    void promisesNothingThatOnlyTheCallerCanDo(Purpose purpose) {
        for (int status : new int[] {200, 302, 401, 403, 404, 429, 500, 502, 503}) {
            for (String type : new String[] {"text/html", "application/json"}) {
                RequestResult verdict = ResponseClassifier.classify(purpose, answer(status, type, "[["));
                String message = verdict instanceof RequestResult.Failed(CloudProblem problem) ? problem.message() : "";
                assertThat(message).doesNotContain("again");
            }
        }
    }

    @Test
    void aVanishedCrownstoneIsNoMistakeInTheConfiguration() {
        assertThat(problem(Purpose.COMMAND, Recording.of("switch_unknown_stone").answer())
                        .message())
                .contains("Could not find element", "removed")
                .doesNotContain("cloud.url");
        assertThat(problem(Purpose.READ, Recording.of("notfound_path").answer()).message())
                .contains("cloud.url");
        assertThat(problem(Purpose.READ, Recording.of("double_slash").answer()).message())
                .contains("cloud.url");
    }

    @Test
    void readsNothingThatIsNestedTooDeeply() {
        String deep = "[".repeat(65) + "]".repeat(65);
        String allowed = "[".repeat(64) + "]".repeat(64);

        assertThat(named(ResponseClassifier.classify(Purpose.READ, answer(200, "application/json", deep))))
                .isEqualTo("Unreadable");
        assertThat(named(ResponseClassifier.classify(Purpose.READ, answer(200, "application/json", allowed))))
                .isEqualTo("Value");
    }

    private static CloudResponse answer(int status, @Nullable String type, String body) {
        return new CloudResponse(status, type, null, Instant.EPOCH, body.getBytes(StandardCharsets.UTF_8));
    }

    private static CloudProblem problem(Purpose purpose, CloudResponse answer) {
        return ((RequestResult.Failed) ResponseClassifier.classify(purpose, answer)).problem();
    }

    private static String named(RequestResult verdict) {
        Object shown = verdict instanceof RequestResult.Failed(CloudProblem problem) ? problem : verdict;
        return shown.getClass().getSimpleName();
    }
}
