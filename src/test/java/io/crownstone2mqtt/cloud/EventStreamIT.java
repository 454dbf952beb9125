package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.cloud.FakeCloud.Asked;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.CloudProblem.WrongCredentials;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.HomeEvent.StateReported;
import io.crownstone2mqtt.home.SphereId;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventStreamIT extends OneStream {
    private static final String STATE = "{\"type\":\"switchStateUpdate\",\"sphere\":{\"id\":\"s\"},"
            + "\"crownstone\":{\"id\":\"c\",\"percentage\":%d}}";
    private static final String PING = "{\"type\":\"ping\",\"counter\":0}";

    private final CountDownLatch gone = new CountDownLatch(1);
    private @Nullable EventStream stream;

    @Test
    void passesEventsOnFromItsOwnThread() {
        start(1, peer -> {
            peer.system("STREAM_START");
            peer.event(STATE.formatted(40));
            peer.event(STATE.formatted(0));
            StreamFixture.pingUntilGone(peer);
        });

        await().untilAsserted(() -> assertThat(heard.events()).containsExactly(state(40), state(0)));
        assertThat(heard.starts()).isEqualTo(1);
        assertThat(heard.losses()).isEmpty();
        assertThat(heard.threads()).containsExactly("cloud-events-1");
    }

    @Test
    void passesAChunkOnAtOnce() {
        fixture(1, RawServer.of(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            String event = "data:" + STATE.formatted(33) + "\n\n";
            peer.write(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
            peer.untilGone();
        }));
        open();

        await().untilAsserted(() -> assertThat(heard.events()).containsExactly(state(33)));
        assertThat(heard.losses()).isEmpty();
    }

    @Test
    void showsItsTokenInAHeaderOnly() {
        start(1, OneStream::stay);

        await().until(() -> !fixture().events.requests().isEmpty());
        assertThat(fixture().events.requests().getFirst())
                .contains("GET /sse?projectName=crownstone2mqtt-1.2.3 HTTP/1.1", "Accept: text/event-stream")
                .contains("Authorization: token-1")
                .noneMatch(line -> line.startsWith("Upgrade"))
                .noneMatch(line -> line.startsWith("Accept-Encoding"));
    }

    @Test
    void anExpiredTokenIsReplacedAtOnceThoughTheStreamStarted() throws InterruptedException {
        start(
                1,
                peer -> {
                    peer.system("STREAM_START");
                    peer.system("TOKEN_EXPIRED");
                    peer.untilGone();
                    gone.countDown();
                },
                OneStream::stay);

        assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(fixture().events.tokens()).containsExactly("token-1", "token-2"));
        assertThat(heard.losses()).extracting(StreamFixture.Loss::retryIn).containsExactly(Duration.ZERO);
        assertThat(fixture().server.logins()).isEqualTo(2);
    }

    @Test
    void aCloudTooSlowToCheckTokensIsNotFloodedWithLogins() {
        start(0.0001, peer -> peer.system("INVALID_ACCESS_TOKEN"));

        await().until(() -> heard.losses().size() >= 8);
        stream().close();
        assertThat(heard.losses().getFirst().retryIn()).isZero();
        assertBacksOff(1, 2);
    }

    @Test
    void aLoginThatEndsWhileTheStreamRunsIsNoLoss() {
        start(
                1,
                peer -> {
                    peer.system("STREAM_START");
                    peer.event(PING);
                    peer.system("TOKEN_EXPIRED");
                    peer.untilGone();
                },
                OneStream::stay);

        await().untilAsserted(() -> assertThat(fixture().events.tokens()).containsExactly("token-1", "token-2"));
        assertThat(heard.losses()).isEmpty();
    }

    @Test
    void aStreamThatEndsAtOnceIsOpenedAgainMoreAndMoreSlowly() {
        start(0.0001, peer -> peer.system("STREAM_START"));

        await().until(() -> heard.losses().size() >= 7);
        stream().close();
        assertBacksOff(0, 1.25);
        assertThat(fixture().server.logins()).isEqualTo(1);
    }

    @Test
    void howLongItWasAwayDoesNotPutOffTheNewLogin() {
        RawServer.Script away = _ -> {};
        start(0.0001, away, away, away, away, away, peer -> peer.system("INVALID_ACCESS_TOKEN"));

        await().until(() -> heard.losses().size() >= 12);
        stream().close();
        assertThat(heard.losses().get(5).retryIn()).isZero();
        assertBacksOff(6, 2);
    }

    /** 2 s, and each time that much longer, times the chance of 1 / 10,000. */
    private void assertBacksOff(int from, double growth) {
        Duration expected = Duration.ofSeconds(2).dividedBy(10_000);
        for (StreamFixture.Loss loss : heard.losses().subList(from, from + 6)) {
            assertThat(loss.problem()).isInstanceOf(Unavailable.class);
            assertThat(loss.retryIn()).isBetween(expected.minusNanos(10), expected.plusNanos(10));
            expected = Duration.ofNanos(Math.round(expected.toNanos() * growth));
        }
    }

    @Test
    void aStreamThatLivedIsOpenedAgainSoon() {
        start(0.0001, peer -> peer.event(PING));

        await().until(() -> heard.losses().size() >= 5);
        assertThat(heard.losses().subList(0, 5))
                .allSatisfy(loss -> assertThat(loss.retryIn())
                        .isEqualTo(Duration.ofSeconds(2).dividedBy(10_000)));
    }

    @Test
    void aStreamThatSaysNothingAnyMoreIsDead() {
        start(
                0.0001,
                peer -> {
                    peer.system("STREAM_START");
                    peer.untilGone();
                },
                OneStream::stay);

        await().until(() -> fixture().events.requests().size() == 2);
        assertThat(heard.losses().getFirst().problem().message()).contains("says nothing any more");
    }

    @Test
    void reconnectFreesABlockedReadAndIsNoLoss() throws InterruptedException {
        start(1, this::untilGone, OneStream::stay);
        await().until(() -> heard.starts() == 1);

        stream().reconnect();

        assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
        await().until(() -> heard.starts() == 2);
        assertThat(heard.losses()).isEmpty();
        assertThat(fixture().server.logins()).isEqualTo(1);
    }

    @Test
    void reconnectEndsAWait() {
        fixture(1, RawServer.of(RawServer.Peer::readRequest));
        fixture().server.on(Asked::isLogin, _ -> Reply.recorded("login_wrong_password"));
        open();
        await().until(() -> heard.losses().size() == 1);

        stream().reconnect();

        await().until(() -> heard.losses().size() == 2);
    }

    @Test
    void closingFreesABlockedRead() throws InterruptedException {
        start(1, this::untilGone);
        await().until(() -> heard.starts() == 1);

        stream().close();

        assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(heard.losses()).isEmpty();
    }

    @Test
    void survivesWhateverItCannotUnderstand() {
        start(1, peer -> {
            peer.write("garbage\n\n:comment\ndata:{\"type\n\ndata:[]\n\ndata:{}\n\nevent:x\n\n");
            peer.event("{\"type\":\"novelty\"}");
            peer.event(STATE.formatted(7));
            StreamFixture.pingUntilGone(peer);
        });

        await().untilAsserted(() -> assertThat(heard.events()).containsExactly(state(7)));
        assertThat(heard.losses()).isEmpty();
    }

    @Test
    void survivesAListenerThatThrows() {
        heard.throwOnNext();
        start(1, peer -> {
            peer.event(STATE.formatted(1));
            peer.event(STATE.formatted(20));
            StreamFixture.pingUntilGone(peer);
        });

        await().untilAsserted(() -> assertThat(heard.events()).contains(state(20)));
        assertThat(heard.losses()).isEmpty();
    }

    @Test
    void noConnectionToTheCloudIsALoss() {
        start(1, peer -> peer.system("NO_CONNECTION"));

        await().untilAsserted(() -> assertThat(heard.losses()).hasSize(1));
        assertThat(heard.losses().getFirst().problem().message()).contains("no connection to the cloud");
    }

    @Test
    void aWebPageInsteadOfAStreamIsALoss() {
        fixture(1, RawServer.of(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>");
            peer.untilGone();
        }));
        open();

        await().untilAsserted(() -> assertThat(heard.losses()).hasSize(1));
        assertThat(heard.losses().getFirst().problem().message()).contains("check cloud.events-url");
    }

    @Test
    void waitsAsLongAsTheStreamsServerAsks() {
        fixture(0.0001, RawServer.of(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n");
            peer.untilGone();
        }));
        open();

        await().untilAsserted(() -> assertThat(heard.losses()).hasSize(1));
        assertThat(heard.losses().getFirst().retryIn()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void saysThatItIsTheEventStreamThatWasLost() {
        fixture(1, RawServer.of(peer -> {
            peer.readRequest();
            peer.socket().setSoLinger(true, 0);
        }));
        open();

        await().untilAsserted(() -> assertThat(heard.losses()).hasSize(1));
        assertThat(heard.losses().getFirst().problem().message()).contains("the cloud's event stream at 127.0.0.1:");
    }

    @Test
    void wrongCredentialsEndInALongWait() {
        fixture(0, RawServer.of(RawServer.Peer::readRequest));
        fixture().server.on(Asked::isLogin, _ -> Reply.recorded("login_wrong_password"));
        open();

        await().untilAsserted(() -> assertThat(heard.losses()).hasSize(1));
        assertThat(heard.losses().getFirst().problem()).isInstanceOf(WrongCredentials.class);
        assertThat(heard.losses().getFirst().retryIn()).isEqualTo(Duration.ofMinutes(5));
        assertThat(fixture().server.logins()).isEqualTo(1);
    }

    @Test
    void aPingFindsTheLoginDueAndOpensTheStreamWithANewOne() {
        CountDownLatch passed = new CountDownLatch(1);
        start(
                1,
                peer -> {
                    peer.system("STREAM_START");
                    await().until(() -> passed.getCount() == 0);
                    peer.event(PING);
                    peer.untilGone();
                },
                OneStream::stay);
        await().until(() -> heard.starts() == 1);

        fixture().clock.pass(Duration.ofDays(13));
        passed.countDown();

        await().untilAsserted(() -> assertThat(fixture().events.tokens()).containsExactly("token-1", "token-2"));
        assertThat(heard.losses()).isEmpty();
    }

    private void start(double part, RawServer.Script... scripts) {
        fixture(part, RawServer.streams(scripts));
        open();
    }

    private void open() {
        stream = fixture().cloud.openEvents(heard);
    }

    private EventStream stream() {
        return Objects.requireNonNull(stream);
    }

    private void untilGone(RawServer.Peer peer) throws IOException {
        peer.system("STREAM_START");
        peer.untilGone();
        gone.countDown();
    }

    private static StateReported state(int percentage) {
        return new StateReported(new SphereId("s"), new CrownstoneId("c"), percentage);
    }
}
