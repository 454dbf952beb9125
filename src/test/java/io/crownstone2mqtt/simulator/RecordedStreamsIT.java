package io.crownstone2mqtt.simulator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lets the recorded streams happen again and compares what comes, event for event. */
class RecordedStreamsIT {
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

    @Test
    void startsWithTheTokenInTheQuery() throws Exception {
        URI uri = URI.create(cloud.eventsUrl() + "?accessToken=" + client.login("admin@example.com"));
        assertStart(client.events(uri, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "Authorization"})
    void startsWithTheTokenInAHeader(String header) throws Exception {
        assertStart(client.events(cloud.eventsUrl(), Map.of(header, client.login("admin@example.com"))));
    }

    @Test
    void startsWithASlashAtTheEnd() throws Exception {
        URI uri = URI.create(cloud.eventsUrl() + "/");
        assertStart(client.events(uri, Map.of("access_token", client.login("admin@example.com"))));
    }

    private void assertStart(EventReader stream) {
        await().until(() -> stream.lines().size() == 2);
        assertThat(stream.events()).isEqualTo(Recording.named("stream_ok_query").lines());
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.contentType()).isEqualTo("text/event-stream");
        assertThat(stream.lines().getFirst()).startsWith("data:{");
        assertThat(stream.lines().getLast()).isEmpty();
    }

    @Test
    void refusesAnUnknownToken() {
        assertRefused(client.events("0".repeat(64)), "stream_bogus64");
    }

    @Test
    void refusesBearer() throws Exception {
        String bearer = "Bearer " + client.login("admin@example.com");
        assertRefused(client.events(cloud.eventsUrl(), Map.of("Authorization", bearer)), "stream_bogus64");
    }

    @Test
    void refusesAStreamWithoutToken() {
        assertRefused(client.events(cloud.eventsUrl(), Map.of()), "stream_no_token");
    }

    @Test
    void startsAndEndsWithAnExpiredToken() throws Exception {
        String token = client.login("admin@example.com");
        cloud.faults().expireTokens();
        assertRefused(client.events(token), "stream_expired");
    }

    private static void assertRefused(EventReader stream, String recording) {
        assertThat(stream.end()).succeedsWithin(Duration.ofSeconds(5));
        assertThat(stream.events()).isEqualTo(Recording.named(recording).lines());
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.contentType()).isEqualTo("text/event-stream");
    }

    /** Neither the event nor the ping that shows it comes; what happened before did. */
    @Test
    void endsWhenTheTokenExpiresWhileOpen() throws Exception {
        List<JsonNode> expected =
                Recording.named("stream_expire_while_open_ping").lines();
        EventReader stream = client.events(client.login("admin@example.com"));
        await().until(() -> cloud.openStreams() == 1);
        recorded.lamp.reportState(75);
        await().until(() -> stream.events().size() == 2);
        cloud.faults().expireTokens();
        recorded.lamp.reportState(30);
        assertThat(stream.end()).succeedsWithin(Duration.ofSeconds(5));
        assertThat(stream.kinds())
                .containsExactly("system/STREAM_START", "switchStateUpdate/stone", "system/TOKEN_EXPIRED");
        assertThat(stream.events().getLast()).isEqualTo(expected.getLast());
    }

    @Test
    void sendsTheSameEventsForTheSameHappenings() throws Exception {
        assertReplays("events_admin.txt");
    }

    @Test
    void sendsTheSameEventsForTwoDevices() throws Exception {
        assertReplays("events_multidevice.txt");
    }

    private void assertReplays(String file) throws Exception {
        String token = client.login("admin@example.com");
        EventReader stream = client.events(token);
        await().until(() -> cloud.openStreams() == 1);
        List<JsonNode> expected = Recording.events(file).stream()
                .filter(event -> !event.path("type").stringValue().equals("ping"))
                .map(event -> PlainClient.JSON.readTree(recorded.here(event.toString())))
                .toList();
        new Replay(
                        recorded,
                        command ->
                                client.post("/Spheres/" + recorded.sphere.id() + "/switchCrownstones", token, command))
                .play(expected);
        await().atMost(5, SECONDS).until(() -> stream.events().size() == expected.size());
        assertThat(stream.events().stream().map(Shape::of))
                .containsExactlyElementsOf(expected.stream().map(Shape::of).toList());
        assertThat(stream.kinds()).containsExactlyElementsOf(kinds(expected));
    }

    private static List<String> kinds(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("type").stringValue()
                        + (event.has("subType") ? "/" + event.path("subType").stringValue() : ""))
                .toList();
    }
}
