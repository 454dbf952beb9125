package io.crownstone2mqtt.cloud;

import static io.crownstone2mqtt.cloud.FakeCloud.HOME;
import static io.crownstone2mqtt.cloud.FakeCloud.LAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.CloudProblem.Unreadable;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloudHttpIT {
    private static final SphereId SPHERE = new SphereId(HOME);
    private static final String PRESENCE = "/Spheres/" + HOME + "/presentPeople";
    private static final String LOGIN = "{\"id\":\"t\",\"userId\":\"u\",\"ttl\":1000}";

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void aBodyThatNeverEndsIsCutOffAtTheDeadline() throws InterruptedException {
        CloudFixture fixture = fixture(options -> options.withRequestTimeout(Duration.ofMillis(500)));
        CountDownLatch gone = new CountDownLatch(1);
        fixture.server.on(PRESENCE, Reply.endless(gone));

        CloudProblem problem = CloudFixture.problemOf(() -> fixture.cloud.presence(SPHERE));

        assertThat(problem).isInstanceOf(Unavailable.class);
        assertThat(problem.message()).contains("did not answer within 500 ms");
        assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSilentServerIsGivenUpAtTheDeadline() {
        CloudFixture fixture = fixture(options -> options.withRequestTimeout(Duration.ofMillis(300)));
        CountDownLatch release = new CountDownLatch(1);
        fixture.server.on(PRESENCE, Reply.hanging(new CountDownLatch(1), release));

        assertThat(CloudFixture.problemOf(() -> fixture.cloud.presence(SPHERE))).isInstanceOf(Unavailable.class);
        release.countDown();
    }

    @Test
    void aConnectionThatIsNeverAcceptedIsGivenUpAtTheDeadline() throws IOException {
        ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        opened.add(full);
        for (int i = 0; i < 3; i++) {
            Socket waiting = new Socket();
            opened.add(waiting);
            Thread.ofVirtual().start(() -> connect(waiting, full));
        }
        CrownstoneCloud cloud = client(URI.create("http://127.0.0.1:" + full.getLocalPort()), Duration.ofMillis(400));
        long start = System.nanoTime();

        assertThat(CloudFixture.problemOf(cloud::login)).isInstanceOf(Unavailable.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    private static void connect(Socket socket, ServerSocket server) {
        try {
            socket.connect(server.getLocalSocketAddress());
        } catch (IOException _) {
            return; // closed with the test
        }
    }

    @Test
    void anAnswerThatIsTooLargeIsUnreadable() throws InterruptedException {
        CloudFixture fixture = fixture(options -> options.withMaxAnswerBytes(1024 * 1024));
        CountDownLatch gone = new CountDownLatch(1);
        fixture.server.on(PRESENCE, Reply.endless(gone));

        assertThat(CloudFixture.problemOf(() -> fixture.cloud.presence(SPHERE))).isInstanceOf(Unreadable.class);
        assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anAnswerThatGrowsTooLargeIsUnreadable() throws IOException {
        CloudFixture fixture = fixture(options -> options.withMaxAnswerBytes(1024 * 1024));
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
            gzip.write(" ".repeat(50 * 1024 * 1024).getBytes(StandardCharsets.UTF_8));
        }
        fixture.server.on(PRESENCE, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, small.size());
            small.writeTo(exchange.getResponseBody());
        });

        assertThat(CloudFixture.problemOf(() -> fixture.cloud.presence(SPHERE))).isInstanceOf(Unreadable.class);
    }

    @Test
    void anAnswerOfFifteenMegabytesIsRead() {
        CloudFixture fixture = fixture(options -> options);
        String people = "[" + " ".repeat(15 * 1024 * 1024) + "{\"userId\":\"u\"}]";
        fixture.server.on(PRESENCE, Reply.json(people));

        assertThat(fixture.cloud.presence(SPHERE).people()).hasSize(1);
    }

    @Test
    void cancellingEndsTheRequest() throws InterruptedException {
        CloudFixture fixture = fixture(options -> options);
        CountDownLatch gone = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        fixture.server.on(PRESENCE, exchange -> {
            reached.countDown();
            Reply.endless(gone).to(exchange);
        });
        var future = new AsyncCrownstoneCloud(fixture.cloud).presence(SPHERE);
        reached.await();

        future.cancel(true);

        assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(future).isCancelled();
    }

    @Test
    void aWebPageIsNoAnswer() {
        CloudFixture fixture = fixture(options -> options);
        fixture.server.on(PRESENCE, Reply.of(503, "text/html", "<html>down for maintenance</html>"));

        assertThat(CloudFixture.problemOf(() -> fixture.cloud.presence(SPHERE)))
                .isInstanceOf(Unavailable.class)
                .extracting(CloudProblem::message)
                .asString()
                .doesNotContain("<html>");
    }

    @Test
    void keepsTheCookieOfTheCloud() {
        CloudFixture fixture = fixture(options -> options);
        fixture.server.on(
                PRESENCE, Reply.recorded("presence_two").with("Set-Cookie", "connect.sid=abc; Path=/; HttpOnly"));

        fixture.cloud.presence(SPHERE);
        fixture.cloud.presence(SPHERE);

        assertThat(fixture.server.asked(PRESENCE))
                .extracting(asked -> asked.headers().getFirst("Cookie"))
                .containsExactly(null, "connect.sid=abc");
    }

    @Test
    void aGetOverADeadConnectionIsRepeatedOnce() {
        RawServer server = server(
                peer -> {
                    peer.readRequest();
                    peer.json(LOGIN);
                    peer.readRequest(); // and away
                },
                peer -> {
                    peer.readRequest();
                    peer.json("[]");
                    peer.untilGone();
                });

        assertThat(client(server.url("/api"), Duration.ofSeconds(5))
                        .presence(SPHERE)
                        .people())
                .isEmpty();
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aGetIsNotRepeatedTwice() {
        RawServer server = server(
                peer -> {
                    peer.readRequest();
                    peer.json(LOGIN);
                    peer.readRequest();
                },
                RawServer.Peer::readRequest);
        CrownstoneCloud cloud = client(server.url("/api"), Duration.ofSeconds(5));

        assertThat(CloudFixture.problemOf(() -> cloud.presence(SPHERE))).isInstanceOf(Unavailable.class);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aSwitchIsNeverRepeated() {
        RawServer server = server(peer -> {
            peer.readRequest();
            peer.json(LOGIN);
            peer.readRequest();
        });
        CrownstoneCloud cloud = client(server.url("/api"), Duration.ofSeconds(5));

        assertThat(CloudFixture.problemOf(
                        () -> cloud.switchCrownstone(new CrownstoneId(LAMP), new SwitchCommand.TurnOn())))
                .isInstanceOf(Unavailable.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anAnswerThatIsCutOffIsUnavailable() {
        RawServer server = server(peer -> {
            peer.readRequest();
            peer.json(LOGIN);
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[{\"userId\"");
        });
        CrownstoneCloud cloud = client(server.url("/api"), Duration.ofSeconds(5));

        assertThat(CloudFixture.problemOf(() -> cloud.presence(SPHERE))).isInstanceOf(Unavailable.class);
    }

    @Test
    void doesNotFollowASignpostWithItsToken() {
        CloudFixture fixture = fixture(options -> options);
        fixture.server.on(PRESENCE, Reply.of(302, null, "").with("Location", "http://127.0.0.1:9/elsewhere"));

        assertThat(CloudFixture.problemOf(() -> fixture.cloud.presence(SPHERE)).message())
                .contains("sends elsewhere", "check cloud.url");
    }

    @Test
    void saysWhatToDoWhenThereIsNoServer() throws IOException {
        int free;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = unused.getLocalPort();
        }
        CrownstoneCloud refused = client(URI.create("http://127.0.0.1:" + free + "/api"), Duration.ofSeconds(5));
        CrownstoneCloud unknown = client(URI.create("http://cloud.invalid/api"), Duration.ofSeconds(5));

        assertThat(CloudFixture.problemOf(refused::login).message()).contains("accepts no connection", "check");
        assertThat(CloudFixture.problemOf(unknown::login).message()).contains("cloud.invalid", "is not known", "check");
    }

    @Test
    void afterClosingEverythingFailsWithTheOneException() {
        CloudFixture fixture = fixture(options -> options);
        fixture.cloud.login();
        fixture.http.close();

        assertThat(CloudFixture.problemOf(fixture.cloud::synchronize)).isInstanceOf(Unavailable.class);
        assertThat(CloudFixture.problemOf(() -> fixture.cloud.synchronize(SPHERE)))
                .isInstanceOf(Unavailable.class);
        await().untilAsserted(() -> assertThat(new AsyncCrownstoneCloud(fixture.cloud).presence(SPHERE))
                .isCompletedExceptionally());
    }

    private CloudFixture fixture(UnaryOperator<CloudOptions> change) {
        CloudFixture fixture = new CloudFixture(FakeCloud.recorded(), change);
        opened.add(fixture);
        return fixture;
    }

    private RawServer server(RawServer.Script... scripts) {
        RawServer server = RawServer.of(scripts);
        opened.add(server);
        return server;
    }

    private CrownstoneCloud client(URI url, Duration timeout) {
        CloudOptions options = CloudOptions.of(url, url, "1.2.3").withRequestTimeout(timeout);
        CloudHttp http = new CloudHttp(options);
        CrownstoneCloud cloud = new CrownstoneCloud(http, CloudFixture.CREDENTIALS, options, InstantSource.system());
        opened.add(http);
        return cloud;
    }
}
