package io.crownstone2mqtt.cloud;

import static io.crownstone2mqtt.cloud.FakeCloud.ADMIN;
import static io.crownstone2mqtt.cloud.FakeCloud.HOME;
import static io.crownstone2mqtt.cloud.FakeCloud.LAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.cloud.FakeCloud.Asked;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.EmailNotVerified;
import io.crownstone2mqtt.home.CloudProblem.Forbidden;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.CloudProblem.WrongCredentials;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.home.SwitchCommand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionIT {
    private static final SphereId SPHERE = new SphereId(HOME);

    private final CloudFixture fixture = new CloudFixture();
    private final FakeCloud server = fixture.server;
    private final FakeClock clock = fixture.clock;
    private final CrownstoneCloud cloud = fixture.cloud;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void fortyFirstCallsMakeOneLogin() {
        callInParallel(40);

        assertThat(server.logins()).isEqualTo(1);
        assertThat(server.asked("/Spheres/" + HOME + "/presentPeople")).hasSize(40);
    }

    @Test
    void fortyCallsWhoseTokenIsRefusedMakeOneLogin() {
        cloud.login();
        clock.pass(Duration.ofMinutes(5));
        server.expireTokens();

        callInParallel(40);

        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void aGuestWhoSwitchesMakesNoLogin() {
        server.on("/Stones/" + LAMP + "/switch", Reply.recorded("switch_guest"));

        for (int i = 0; i < 100; i++) {
            assertThat(CloudFixture.problemOf(this::switchLamp)).isInstanceOf(Forbidden.class);
        }

        assertThat(server.logins()).isEqualTo(1);
        assertThat(server.asked("/Stones/" + LAMP + "/switch")).hasSize(100);
    }

    @Test
    void aGuestWhoSwitchesNowAndThenMakesNoMoreLogins() {
        server.on("/Stones/" + LAMP + "/switch", Reply.recorded("switch_guest"));
        cloud.login();

        for (int i = 0; i < 20; i++) {
            clock.pass(Duration.ofMinutes(2));
            assertThat(CloudFixture.problemOf(this::switchLamp)).isInstanceOf(Forbidden.class);
        }

        assertThat(server.logins()).isEqualTo(1);
    }

    @Test
    void whatWasForbiddenMayBeAllowedLater() {
        server.on("/Stones/" + LAMP + "/switch", Reply.recorded("switch_guest"));
        cloud.login();
        clock.pass(Duration.ofMinutes(2));
        CloudFixture.problemOf(this::switchLamp);

        server.on("/Stones/" + LAMP + "/switch", Reply.recorded("switch_on"));

        switchLamp();
        server.expireTokens();
        clock.pass(Duration.ofMinutes(2));
        switchLamp();
        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void aTokenThatIsSurelyBadIsReplacedEvenWhenYoung() {
        server.on(asked -> "token-1".equals(asked.token()), _ -> Reply.recorded("expired_token"));

        cloud.presence(SPHERE);

        assertThat(server.logins()).isEqualTo(2);
    }

    /** The cloud forgets a dead token when it first says so; what comes with it later is "not allowed". */
    @Test
    void aTokenThatDiesYoungIsRenewedOnceForAllAndNoSphereLooksLost() {
        cloud.synchronize();
        AtomicBoolean first = new AtomicBoolean(true);
        server.on(
                asked -> "token-1".equals(asked.token()),
                _ -> Reply.recorded(first.getAndSet(false) ? "expired_token" : "expired_token_second_time"));

        HomeSnapshot everything = cloud.synchronize();

        assertThat(everything.home().spheres()).hasSize(2);
        assertThat(everything.missing().values())
                .noneMatch(parts -> parts.contains(SpherePart.USERS) || parts.contains(SpherePart.PRESENCE));
        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void aTokenThatTheCloudForgotYoungIsReplacedWhateverIsAskedFirst() {
        cloud.login();
        server.expireTokens();

        assertThat(cloud.presence(SPHERE).people()).hasSize(2);
        server.expireTokens();
        clock.pass(Duration.ofMinutes(2));
        switchLamp();
        server.expireTokens();
        clock.pass(Duration.ofMinutes(2));
        callInParallel(50);

        assertThat(server.logins()).isEqualTo(4);
    }

    @Test
    void aCloudThatSaysOfEveryTokenThatItIsNotAllowedIsNotFloodedWithLogins() {
        server.on(asked -> !asked.isLogin(), _ -> Reply.recorded("expired_token_second_time"));

        for (int i = 0; i < 100; i++) {
            assertThat(CloudFixture.problemOf(cloud::synchronize)).isInstanceOf(Unavailable.class);
        }

        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void aCommandThatWasRefusedWhileTheCloudIsAwayIsSurelyNotDone() {
        server.on("/Stones/" + LAMP + "/switch", Reply.recorded("switch_guest"));
        server.on("/users/" + ADMIN + "/spheres", Reply.of(502, "text/html", "<html>"));

        assertThat(CloudFixture.problemOf(this::switchLamp))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        problem -> assertThat(problem.maybeDone()).isFalse());
    }

    @Test
    void aCloudThatRefusesEveryTokenIsNotFloodedWithLogins() {
        server.on(asked -> !asked.isLogin(), _ -> Reply.recorded("expired_token"));

        for (int i = 0; i < 100; i++) {
            assertThat(CloudFixture.problemOf(() -> cloud.presence(SPHERE))).isInstanceOf(Unavailable.class);
        }

        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void tenThousandCallsWithAWrongPasswordMakeNoMoreLoginsThanTheBackoffAllows() {
        server.on(Asked::isLogin, _ -> Reply.recorded("login_wrong_password"));

        for (int i = 0; i < 10_000; i++) {
            assertThat(CloudFixture.problemOf(() -> cloud.presence(SPHERE))).isInstanceOf(WrongCredentials.class);
        }
        assertThat(server.asked()).hasSize(1);

        assertLoginsAfter(Duration.ofSeconds(59), 1);
        assertLoginsAfter(Duration.ofSeconds(1), 2);
        assertLoginsAfter(Duration.ofSeconds(119), 2);
        assertLoginsAfter(Duration.ofSeconds(1), 3);
        assertLoginsAfter(Duration.ofHours(1), 4);
    }

    @Test
    void aClockThatIsSetBackMakesNoRestLonger() {
        server.on(Asked::isLogin, _ -> Reply.recorded("login_wrong_password"));
        assertThat(CloudFixture.problemOf(cloud::login)).isInstanceOf(WrongCredentials.class);

        assertLoginsAfter(Duration.ofHours(-1), 2);
        assertLoginsAfter(Duration.ofMinutes(2), 3);
    }

    private void assertLoginsAfter(Duration time, int logins) {
        clock.pass(time);
        for (int i = 0; i < 10; i++) {
            CloudFixture.problemOf(() -> cloud.presence(SPHERE));
        }
        assertThat(server.logins()).isEqualTo(logins);
    }

    @Test
    void aCorrectedPasswordEndsTheBackoff() {
        server.on(Asked::isLogin, _ -> Reply.recorded("login_unverified"));
        assertThat(CloudFixture.problemOf(cloud::login)).isInstanceOf(EmailNotVerified.class);
        server.on(Asked::isLogin, _ -> Reply.recorded("login_ok"));

        clock.pass(Duration.ofMinutes(1));
        cloud.login();

        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void aLoginThatWasNotPossibleIsTriedAgain() {
        server.on(Asked::isLogin, _ -> Reply.of(503, "text/html", "<html>").with("Retry-After", "5"));
        assertThat(CloudFixture.problemOf(cloud::login))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        problem -> assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(5)));
        server.on(Asked::isLogin, _ -> Reply.recorded("login_ok"));

        cloud.login();

        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void callsThatWaitForALoginShareItsFailure() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Reply unavailable = Reply.of(503, "text/html", "<html>");
        server.on(Asked::isLogin, _ -> exchange -> {
            Reply.hanging(reached, release).to(exchange);
            unavailable.to(exchange);
        });
        List<Thread> callers = IntStream.range(0, 20)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> CloudFixture.problemOf(cloud::login)))
                .toList();
        reached.await();
        await().until(() -> callers.stream()
                        .filter(caller -> caller.getState() == Thread.State.TIMED_WAITING)
                        .count()
                == 19);

        release.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(server.logins()).isEqualTo(1);
    }

    @Test
    void theLoginIsRenewedAtNineTenthsOfItsLifeAndTheOldOneLoggedOut() {
        cloud.presence(SPHERE);
        clock.pass(Duration.ofDays(14).multipliedBy(9).dividedBy(10).minusSeconds(1));
        cloud.presence(SPHERE);
        assertThat(server.logins()).isEqualTo(1);

        clock.pass(Duration.ofSeconds(1));
        cloud.presence(SPHERE);

        assertThat(server.logins()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(server.asked("/users/logout"))
                .extracting(Asked::token)
                .containsExactly("token-1"));
    }

    @Test
    void aLoginThatCannotBeRenewedYetIsUsedWhileItLasts() {
        cloud.presence(SPHERE);
        server.on(Asked::isLogin, _ -> Reply.of(503, "text/html", "<html>"));
        clock.pass(Duration.ofDays(13));

        for (int i = 0; i < 10; i++) {
            assertThat(cloud.presence(SPHERE).people()).hasSize(2);
        }
        assertThat(server.logins()).isEqualTo(2);

        clock.pass(Duration.ofDays(1));
        assertThat(CloudFixture.problemOf(() -> cloud.presence(SPHERE))).isInstanceOf(Unavailable.class);
    }

    @Test
    void theCloudsOwnClockDoesNotMatter() {
        server.on(
                Asked::isLogin, _ -> Reply.json(Recording.of("login_ok").body().replace("2026-", "1999-")));
        server.on(asked -> !asked.isLogin(), _ -> Reply.recorded("presence_two"));
        server.accept("TOKEN");

        cloud.presence(SPHERE);
        cloud.presence(SPHERE);

        assertThat(server.logins()).isEqualTo(1);
    }

    @Test
    void aLoginWithoutTokenIsUnreadable() {
        server.on(Asked::isLogin, _ -> Reply.json("{\"id\":null,\"userId\":\"u\"}"));

        assertThat(CloudFixture.problemOf(cloud::login)).isInstanceOf(CloudProblem.Unreadable.class);
    }

    @Test
    void afterALogoutTheNextCallLogsInAgain() {
        cloud.login();
        cloud.logout();
        cloud.logout();
        cloud.presence(SPHERE);

        assertThat(server.logins()).isEqualTo(2);
        assertThat(server.logouts()).isEqualTo(1);
    }

    @Test
    void closingEndsWhatIsUnderWayAndLogsOut() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        server.on("/Spheres/" + HOME + "/presentPeople", Reply.hanging(reached, release));
        var hanging = new AsyncCrownstoneCloud(cloud).presence(SPHERE);
        reached.await();

        cloud.close();

        assertThat(CloudFixture.problemOf(() -> joined(hanging))).isInstanceOf(Unavailable.class);
        assertThat(server.logouts()).isEqualTo(1);
        assertThat(CloudFixture.problemOf(() -> cloud.presence(SPHERE))).isInstanceOf(Unavailable.class);
        release.countDown();
    }

    private void switchLamp() {
        cloud.switchCrownstone(new CrownstoneId(LAMP), new SwitchCommand.TurnOn());
    }

    private void callInParallel(int count) {
        AsyncCrownstoneCloud async = new AsyncCrownstoneCloud(cloud);
        List<CompletableFuture<?>> calls = IntStream.range(0, count)
                .<CompletableFuture<?>>mapToObj(_ -> async.presence(SPHERE))
                .toList();
        calls.forEach(CompletableFuture::join);
    }

    private static void joined(CompletableFuture<?> call) throws Throwable {
        Throwable thrown = call.handle((_, failure) -> failure).join();
        if (thrown != null) {
            throw thrown;
        }
    }
}
