package io.crownstone2mqtt.monitoring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointIT {
    private static final String PAGE = "/page";

    private @Nullable HttpEndpoint endpoint;

    @AfterEach
    void close() {
        if (endpoint != null) {
            endpoint.close();
        }
    }

    private URI start(@Nullable String login, String... allowedHosts) throws IOException {
        HttpEndpoint bound = HttpEndpoint.bind(new HttpOptions("127.0.0.1", 0, List.of(allowedHosts), login));
        endpoint = bound;
        bound.serve(Map.of(
                PAGE,
                Page.of(_ -> PageResponse.text(200, "private")),
                "/open",
                Page.forAll(request -> PageResponse.text(200, request.trusted() ? "all" : "little")),
                "/post",
                Page.posted(request -> Guard.refuseOrigin(request.headers())
                        .orElseGet(() -> PageResponse.text(200, "took " + request.body(10).length)))));
        return bound.uri();
    }

    private static String basic(String login) {
        byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8099", "127.0.0.1", "192.168.1.7:8099", "[::1]:8099", "nas.local:80"})
    void answersUnderItsNames(String host) throws IOException {
        assertThat(RawRequest.get(start(null, "nas.local"), PAGE, "Host: " + host)
                        .code())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8099", "nas.local.evil", ""})
    void doesNotAnswerUnderOtherNames(String host) throws IOException {
        String answer =
                RawRequest.get(start(null, "nas.local"), PAGE, "Host: " + host).send();

        assertThat(answer)
                .startsWith("http/1.1 421")
                .contains("http.allowed-hosts")
                .doesNotContain("private");
    }

    @Test
    void demandsTheLoginForAllButWhatIsOpen() throws IOException {
        URI uri = start("ada:söcret");

        String refused = RawRequest.get(uri, PAGE).send();
        assertThat(refused)
                .startsWith("http/1.1 401")
                .contains("www-authenticate: basic realm=")
                .doesNotContain("private");
        assertThat(RawRequest.get(uri, PAGE, basic("ada:wrong")).code()).isEqualTo(401);
        assertThat(RawRequest.get(uri, PAGE, "Authorization: Basic !!").code()).isEqualTo(401);
        assertThat(RawRequest.get(uri, "/nothing").code()).isEqualTo(401);
        assertThat(RawRequest.get(uri, PAGE, basic("ada:söcret")).send()).contains("private");
        assertThat(RawRequest.get(uri, "/open").send()).endsWith("little\n");
        assertThat(RawRequest.get(uri, "/open", basic("ada:söcret")).send()).endsWith("all\n");
    }

    @Test
    void tellsBrowsersToBeCareful() throws IOException {
        assertThat(RawRequest.get(start(null), PAGE).send())
                .contains("content-security-policy: default-src 'none'; script-src 'self'")
                .contains("frame-ancestors 'none'")
                .contains("x-content-type-options: nosniff")
                .contains("referrer-policy: no-referrer")
                .doesNotContain("access-control")
                .doesNotContain("unsafe-inline");
    }

    @Test
    void takesOnlyTheMethodsOfAPage() throws IOException {
        URI uri = start(null);

        assertThat(RawRequest.post(uri, PAGE, "x").code()).isEqualTo(405);
        assertThat(RawRequest.request(uri, "DELETE " + PAGE, "").code()).isEqualTo(405);
        assertThat(RawRequest.get(uri, "/post").code()).isEqualTo(405);
        assertThat(RawRequest.get(uri, "/nothing").code()).isEqualTo(404);
        assertThat(RawRequest.request(uri, "HEAD " + PAGE, "").send())
                .startsWith("http/1.1 200")
                .doesNotContain("private");
    }

    @Test
    void takesWhatIsPostedFromItsOwnPageOnly() throws IOException {
        URI uri = start(null);
        String own = "X-Crownstone2mqtt: control";

        assertThat(RawRequest.post(uri, "/post", "x").code()).isEqualTo(403);
        assertThat(RawRequest.post(uri, "/post", "x", own, "Origin: http://evil.example")
                        .code())
                .isEqualTo(403);
        assertThat(RawRequest.post(uri, "/post", "x", own, "Origin: null").code())
                .isEqualTo(403);
        assertThat(RawRequest.post(uri, "/post", "x", own, "Origin: " + uri).send())
                .endsWith("took 1\n");
        assertThat(RawRequest.post(uri, "/post", "x", own).send()).endsWith("took 1\n");
    }

    @Test
    void readsNoMoreThanItNeeds() throws IOException {
        assertThat(RawRequest.post(start(null), "/post", "x".repeat(5000), "X-Crownstone2mqtt: control")
                        .send())
                .endsWith("took 11\n");
    }

    @Test
    void saysWhatToDoWhenThePortIsTaken() throws IOException {
        int port = start(null).getPort();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> HttpEndpoint.bind(new HttpOptions("127.0.0.1", port, List.of(), null)))
                .withMessage("port " + port + " of 127.0.0.1 cannot be opened (Address already in use): choose another"
                        + " http.port or http.host");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> HttpEndpoint.bind(new HttpOptions("no-such-host.invalid", 0, List.of(), null)))
                .withMessageContaining("correct http.host");
    }
}
