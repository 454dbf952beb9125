package io.crownstone2mqtt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamFaultsIT {
    private static final Duration PING = Duration.ofMillis(50);

    private final RecordedHome recorded = new RecordedHome();
    private final SimulatedCloud cloud =
            SimulatedCloud.start(recorded.home, SimulatorOptions.standard().pingEvery(PING));
    private final PlainClient client = new PlainClient(cloud);
    private String token = "";

    @BeforeEach
    void login() throws Exception {
        token = client.login("admin@example.com");
    }

    @AfterEach
    void close() {
        client.close();
        cloud.close();
    }

    private EventReader open() {
        EventReader stream = client.events(token);
        await().until(() -> cloud.openStreams() > 0);
        return stream;
    }

    @Test
    void pingsAndCounts() {
        EventReader stream = open();
        await().until(() -> stream.lines().contains("data:{\"type\":\"ping\",\"counter\":2}"));
        assertThat(stream.lines())
                .containsSubsequence(
                        "data:{\"type\":\"ping\",\"counter\":0}", "", "data:{\"type\":\"ping\",\"counter\":1}", "");
    }

    @Test
    void breaksOff() {
        EventReader stream = open();
        cloud.faults().stream().cutAll();
        assertThat(stream.end()).failsWithin(Duration.ofSeconds(5));
        await().until(() -> cloud.openStreams() == 0);
    }

    @Test
    void endsInOrder() {
        EventReader stream = open();
        cloud.faults().stream().endAll();
        assertThat(stream.end()).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void stopsPingsButNotEvents() {
        cloud.faults().stream().stopPings(true);
        EventReader stream = open();
        recorded.lamp.reportState(10);
        await().until(() -> stream.kinds().contains("switchStateUpdate/stone"));
        assertThat(stream.kinds()).doesNotContain("ping");
    }

    @Test
    void losesWhatHappensInSilence() {
        EventReader stream = open();
        cloud.faults().stream().silence(true);
        recorded.lamp.reportState(10);
        recorded.sphere.rename("House");
        cloud.faults().stream().line("marker");
        await().until(() -> stream.lines().contains("marker"));
        long pings = pings(stream);
        await().during(PING.multipliedBy(6)).until(() -> pings(stream) == pings);
        assertThat(stream.kinds()).doesNotContain("switchStateUpdate/stone", "dataChange/spheres");
    }

    private static long pings(EventReader stream) {
        return stream.kinds().stream().filter("ping"::equals).count();
    }

    @Test
    void dropsEventsButNotPings() {
        EventReader stream = open();
        cloud.faults().stream().dropEvents(true);
        recorded.lamp.reportState(10);
        cloud.faults().stream().dropEvents(false);
        recorded.lamp.reportState(20);
        await().until(() -> stream.kinds().contains("switchStateUpdate/stone"));
        assertThat(stream.events().stream().filter(event -> event.has("crownstone")))
                .singleElement()
                .satisfies(event -> assertThat(
                                event.path("crownstone").path("percentage").intValue())
                        .isEqualTo(20));
    }

    @Test
    void refusesNewStreamsWithoutLinkToTheCloud() {
        cloud.faults().stream().refuseConnections(true);
        EventReader stream = client.events(token);
        assertThat(stream.end()).succeedsWithin(Duration.ofSeconds(5));
        assertThat(stream.lines())
                .containsExactly(
                        "data:{\"type\":\"system\",\"subType\":\"NO_CONNECTION\",\"code\":500,"
                                + "\"message\":\"Not connected to cloud service. Try again later...\"}",
                        "");
    }

    @Test
    void rejectsAGoodToken() {
        cloud.faults().stream().rejectTokens(true);
        EventReader stream = client.events(token);
        assertThat(stream.end()).succeedsWithin(Duration.ofSeconds(5));
        assertThat(stream.kinds()).containsExactly("system/INVALID_ACCESS_TOKEN");
    }

    @Test
    void letsAGoodTokenExpireAtTheStart() {
        cloud.faults().stream().expireTokens(true);
        EventReader stream = client.events(token);
        assertThat(stream.end()).succeedsWithin(Duration.ofSeconds(5));
        assertThat(stream.kinds()).containsExactly("system/STREAM_START", "system/TOKEN_EXPIRED");
    }

    @Test
    void sendsGarbage() {
        EventReader stream = open();
        cloud.faults().stream().line("data:{\"type\":");
        await().until(() -> stream.lines().contains("data:{\"type\":"));
    }

    @Test
    void noticesThatAClientIsGone() {
        EventReader stream = open();
        stream.close();
        await().until(() -> cloud.openStreams() == 0);
    }

    @Test
    void fixesTheAccessWhenTheStreamBegins() {
        EventReader stream = open();
        SimulatedSphere later = recorded.home.addSphere("Later").member(recorded.ada, SphereRole.ADMIN);
        later.rename("Too late");
        recorded.sphere.removeUser(recorded.ada);
        recorded.sphere.rename("Still heard");
        await().until(() -> stream.kinds().contains("dataChange/spheres"));
        assertThat(stream.lines()).noneMatch(line -> line.contains("Too late"));
        assertThat(stream.kinds()).contains("dataChange/users");
    }

    @Test
    void staysOpenAfterALogout() throws Exception {
        EventReader stream = open();
        client.post("/users/logout", token, "");
        recorded.lamp.reportState(10);
        await().until(() -> stream.kinds().contains("switchStateUpdate/stone"));
        assertThat(cloud.logouts()).hasSize(1);
        assertThat(cloud.aliveTokens()).isZero();
    }

    @Test
    void saysNothingOfAPresenceTimeOut() throws Exception {
        recorded.kitchen.enter(recorded.ada);
        EventReader stream = open();
        recorded.sphere.forget(recorded.ada);
        recorded.lamp.reportState(10);
        await().until(() -> stream.kinds().contains("switchStateUpdate/stone"));
        assertThat(stream.kinds()).noneMatch(kind -> kind.startsWith("presence"));
        assertThat(client.get("/Spheres/" + recorded.sphere.id() + "/presentPeople", token)
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void deliversAThousandEventsASecond() {
        EventReader stream = open();
        for (int i = 0; i < 5_000; i++) {
            recorded.lamp.reportState(10 + i % 2);
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> stream.lines().stream()
                                .filter(line -> line.contains("switchStateUpdate"))
                                .count()
                        == 5_000);
    }

    @Test
    void breaksOffWhenTheCloudStops() {
        EventReader stream = open();
        cloud.close();
        assertThat(stream.end()).failsWithin(Duration.ofSeconds(5));
    }
}
