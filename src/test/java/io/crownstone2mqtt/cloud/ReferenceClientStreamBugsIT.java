package io.crownstone2mqtt.cloud;

import static io.crownstone2mqtt.cloud.FakeCloud.HOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.cloud.FakeCloud.Asked;
import io.crownstone2mqtt.cloud.StreamFixture.Loss;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.HomeEvent.EnteredSphere;
import io.crownstone2mqtt.home.HomeEvent.InvitationChanged;
import io.crownstone2mqtt.home.HomeEvent.SphereTokensChanged;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.UserId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the reference client for Python gets wrong with the event stream, and this one does not. */
class ReferenceClientStreamBugsIT extends OneStream {
    @Test
    void bug1AStreamThatEndsIsOpenedAgainAfterAWait() {
        listen(0.01, RawServer.streams(peer -> peer.system("STREAM_START"), OneStream::stay));

        await().until(() -> heard.starts() == 2);
        assertThat(heard.losses()).extracting(Loss::retryIn).containsExactly(Duration.ofMillis(20));
    }

    @Test
    void bug2ALongOutageOfThousandsOfAttemptsIsSurvived() {
        AtomicInteger attempts = new AtomicInteger();
        listen(0, RawServer.streams(peer -> {
            if (attempts.incrementAndGet() > 2000) {
                stay(peer);
            }
        }));

        await().atMost(Duration.ofSeconds(60)).until(() -> heard.starts() == 1);
        assertThat(heard.losses()).hasSize(2000);
        assertThat(fixture().server.logins()).isEqualTo(1);
    }

    @Test
    void bug3TheWaitGrows() {
        listen(0.001, RawServer.streams(_ -> {}));

        await().until(() -> heard.losses().size() >= 4);
        assertThat(heard.losses().subList(0, 4))
                .extracting(Loss::retryIn)
                .containsExactly(
                        Duration.ofMillis(2),
                        Duration.ofNanos(2_500_000),
                        Duration.ofNanos(3_125_000),
                        Duration.ofNanos(3_906_250));
    }

    @Test
    void bug4ALoginThatIsNotPossibleDoesNotEndTheStream() {
        AtomicBoolean first = new AtomicBoolean(true);
        StreamFixture fixture = fixture(0.001, RawServer.streams(OneStream::stay));
        fixture.server.on(
                asked -> asked.isLogin() && first.getAndSet(false), _ -> Reply.of(503, "text/html", "<html>"));
        fixture.cloud.openEvents(heard);

        await().until(() -> heard.starts() == 1);
        assertThat(heard.losses()).extracting(Loss::problem).singleElement().isInstanceOf(Unavailable.class);
    }

    @Test
    void bug5AMissedPingIsForgivenAndNoLettersAreStripped() throws IOException {
        listen(1, RawServer.streams(OneStream::stay));

        Duration pings = Duration.ofSeconds(30);
        assertThat(fixture().server.options().limits().eventsWatchdog()).isGreaterThan(pings.multipliedBy(2));
        byte[] data = "data:data: at\n\n".getBytes(StandardCharsets.UTF_8);
        assertThat(new SseReader(new ByteArrayInputStream(data)).next()).isEqualTo("data: at");
    }

    @Test
    void bug6BrokenLinesAndEventsWithoutALocationAreSurvived() {
        listen(1, RawServer.streams(peer -> {
            peer.write("data:{\"type\":\n\ndata:{\"subType\":\"x\"}\n\n");
            peer.event(
                    "{\"type\":\"presence\",\"subType\":\"enterSphere\",\"sphere\":{\"id\":\"s\"},\"user\":{\"id\":\"u\"}}");
            StreamFixture.pingUntilGone(peer);
        }));

        await().untilAsserted(() ->
                assertThat(heard.events()).containsExactly(new EnteredSphere(new SphereId("s"), new UserId("u"))));
        assertThat(heard.losses()).isEmpty();
    }

    @Test
    void bug7EveryStartIsToldAndRareEventsAreEvents() {
        listen(
                0,
                RawServer.streams(
                        peer -> {
                            peer.system("STREAM_START");
                            peer.event(
                                    "{\"type\":\"invitationChange\",\"operation\":\"invited\",\"sphere\":{\"id\":\"s\"}}");
                            peer.event("{\"type\":\"sphereTokensChanged\",\"sphere\":{\"id\":\"s\"}}");
                            peer.event(
                                    "{\"type\":\"transform\",\"subType\":\"sessionReady\",\"sphere\":{\"id\":\"s\"}}");
                        },
                        OneStream::stay));

        await().until(() -> heard.starts() == 2);
        SphereId sphere = new SphereId("s");
        assertThat(heard.events())
                .containsExactly(new InvitationChanged(sphere, "invited"), new SphereTokensChanged(sphere));
    }

    @Test
    void bug8StreamAndRequestsShareOneLogin() {
        listen(1, RawServer.streams(OneStream::stay));
        await().until(() -> heard.starts() == 1);

        fixture().cloud.presence(new SphereId(HOME));

        assertThat(fixture().server.logins()).isEqualTo(1);
        assertThat(fixture().events.tokens()).containsExactly("token-1");
        assertThat(fixture().server.asked())
                .filteredOn(asked -> !asked.isLogin())
                .extracting(Asked::token)
                .containsExactly("token-1");
    }

    private void listen(double part, RawServer events) {
        fixture(part, events).cloud.openEvents(heard);
    }
}
