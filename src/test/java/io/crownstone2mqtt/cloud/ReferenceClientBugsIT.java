package io.crownstone2mqtt.cloud;

import static io.crownstone2mqtt.cloud.FakeCloud.ADMIN;
import static io.crownstone2mqtt.cloud.FakeCloud.HOME;
import static io.crownstone2mqtt.cloud.FakeCloud.LAMP;
import static io.crownstone2mqtt.cloud.FakeCloud.OFFICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.cloud.FakeCloud.Asked;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the reference client for Python gets wrong over REST, and this one does not; in the order of its code. */
class ReferenceClientBugsIT {
    private static final SphereId SPHERE = new SphereId(HOME);
    private static final String SWITCH = "/Stones/" + LAMP + "/switch";
    private static final String PRESENCE = "/Spheres/" + HOME + "/presentPeople";
    private static final String BARE = "6b028fa75ce0e2108f1182f3";

    private final CloudFixture fixture = new CloudFixture();
    private final FakeCloud server = fixture.server;
    private final CrownstoneCloud cloud = fixture.cloud;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void bug1TheAnswerAfterALoginIsUsed() {
        cloud.login();
        fixture.clock.pass(Duration.ofMinutes(2));
        server.expireTokens();

        assertThat(cloud.presence(SPHERE).people()).hasSize(2);
    }

    @Test
    void bug2AForbiddenCallEndsWithoutALogin() {
        server.on(SWITCH, Reply.recorded("switch_guest"));
        cloud.login();
        fixture.clock.pass(Duration.ofMinutes(2));

        assertThat(switchProblem()).isInstanceOf(CloudProblem.Forbidden.class);
        assertThat(server.asked(SWITCH)).hasSize(1);
        assertThat(server.logins()).isEqualTo(1);
    }

    @Test
    void bug3AnErrorWithoutACodeIsAnError() {
        server.on(SWITCH, Reply.recorded("switch_pct5"));
        assertThat(switchProblem()).isInstanceOf(CloudProblem.Refused.class);

        server.on(SWITCH, Reply.recorded("switch_unknown_stone"));
        assertThat(switchProblem()).isInstanceOf(CloudProblem.NotFound.class);
    }

    @Test
    void bug4AnUnknownCodeIsAnErrorAndAPlainRefusalMakesALogin() {
        server.on(SWITCH, Reply.of(418, "application/json", "{\"error\":{\"code\":\"TEAPOT\",\"message\":\"no\"}}"));
        assertThat(switchProblem()).isInstanceOf(CloudProblem.Refused.class);

        server.on(asked -> "token-1".equals(asked.token()), _ -> Reply.of(401, null, "Unauthorized"));
        assertThat(cloud.presence(SPHERE).people()).hasSize(2);
        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void bug5AnExpiredTokenMakesOneLoginAndIsLoggedOut() {
        cloud.login();
        fixture.clock.pass(Duration.ofMinutes(2));
        server.on(
                asked -> "token-1".equals(asked.token()) && !asked.path().endsWith("/logout"),
                _ -> Reply.recorded("expired_token"));
        AsyncCrownstoneCloud async = new AsyncCrownstoneCloud(cloud);

        IntStream.range(0, 5).mapToObj(_ -> async.switchStates(SPHERE)).toList().forEach(CompletableFuture::join);

        assertThat(server.logins()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(server.asked("/users/logout"))
                .extracting(Asked::token)
                .containsExactly("token-1"));
    }

    @Test
    void bug6SpheresAreReadAtTheSameTimeAndPresenceOnce() {
        CountDownLatch all = new CountDownLatch(4);
        List.of(HOME, OFFICE).forEach(sphere -> {
            server.on("/Spheres/" + sphere + "/presentPeople", together(all, "[]"));
            server.on("/Spheres/" + sphere + "/users", together(all, "{\"admins\":[]}"));
        });

        assertThat(cloud.synchronize().home().spheres()).hasSize(2);
        assertThat(server.asked(PRESENCE)).hasSize(1);
    }

    /** Answers only when all the others are being asked too. */
    private static Reply together(CountDownLatch all, String body) {
        return exchange -> {
            all.countDown();
            boolean parallel;
            try {
                parallel = all.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                parallel = false;
            }
            (parallel ? Reply.json(body) : Reply.of(504, "text/html", "<html>")).to(exchange);
        };
    }

    @Test
    void bug7PeopleOfTheFirstSnapshotAreInTheirRooms() {
        Sphere home = cloud.synchronize().home().sphere(SPHERE).orElseThrow();
        LocationId kitchen = new LocationId("6b028fa75ce0e2108f1182eb");

        assertThat(home.presence().isIn(new UserId(ADMIN), kitchen)).isTrue();
        assertThat(home.locations()).containsKey(kitchen);
    }

    @Test
    void bug8ACrownstoneMayLackNearlyEverything() {
        Crownstone bare = crownstone(BARE);
        Crownstone nameless = crownstone("6b028fa75ce0e2108f1182ff");

        assertThat(bare.state()).isNull();
        assertThat(bare.icon()).isNull();
        assertThat(bare.firmware()).isNull();
        assertThat(nameless.name()).isNull();
        assertThat(cloud.switchStates(SPHERE)).doesNotContainKey(new CrownstoneId(BARE));
    }

    @Test
    void bug9AbilitiesGoAndNewKindsComeAndTheListMayBeMissing() {
        assertThat(crownstone(LAMP).abilities()).hasSize(3);

        server.on(
                stones(),
                Reply.json("[{\"id\":\"" + LAMP + "\",\"abilities\":[{\"type\":\"levitation\",\"enabled\":true}]}]"));
        assertThat(crownstone(LAMP).abilities())
                .extracting(ability -> ability.type())
                .containsExactly("levitation");

        server.on(stones(), Reply.json("[{\"id\":\"" + LAMP + "\"}]"));
        assertThat(crownstone(LAMP).abilities()).isEmpty();
    }

    @Test
    void bug10WithoutARecordOfDimmingThereIsNoDimming() {
        assertThat(crownstone(BARE).canDim()).isFalse();
        assertThat(SwitchCommand.percentage(5)).isEqualTo(new SwitchCommand.Percentage(10));
    }

    @Test
    void bug11ARoleMayChangeAndAFirstNameMayBeMissing() {
        String users = "/Spheres/" + HOME + "/users";
        server.on(users, Reply.json("{\"guests\":[{\"id\":\"u\"}]}"));
        assertThat(roleOf("u")).isEqualTo(Role.GUEST);

        server.on(users, Reply.json("{\"members\":[{\"id\":\"u\"}],\"guests\":[]}"));
        assertThat(roleOf("u")).isEqualTo(Role.MEMBER);
    }

    @Test
    void bug12RevokedKeysAreGone() {
        server.on("/users/" + ADMIN + "/keysV2", Reply.recorded("users_keysV2"));
        assertThat(cloud.keys(null).getFirst().keys()).hasSize(7);

        server.on("/users/" + ADMIN + "/keysV2", Reply.recorded("users_keysV2_guest"));
        assertThat(cloud.keys(null).getFirst().keys()).hasSize(3);
    }

    @Test
    void bug13NoTokenIsInAnAddressAndValuesAreEncoded() {
        CloudFixture.problemOf(() -> cloud.switchCrownstone(new CrownstoneId("a b/c?d&é"), new SwitchCommand.TurnOn()));

        assertThat(server.asked()).extracting(Asked::path).contains("/api/Stones/a%20b%2Fc%3Fd%26%C3%A9/switch");
        assertThat(server.asked()).noneMatch(asked -> asked.path().contains("token"));
    }

    @Test
    void bug14WebPagesAndBrokenAnswersAreProblemsLikeAnyOther() {
        server.on(PRESENCE, Reply.json("[{\"userId\":"));
        assertThat(CloudFixture.problemOf(() -> cloud.presence(SPHERE))).isInstanceOf(CloudProblem.Unreadable.class);

        server.on(PRESENCE, Reply.of(503, "text/html", "<html>"));
        assertThat(CloudFixture.problemOf(() -> cloud.presence(SPHERE))).isInstanceOf(CloudProblem.Unavailable.class);
    }

    @Test
    void bug15TheAddressIsAnOptionAndItsLastSlashDoesNotMatter() {
        CloudOptions options = CloudOptions.of(server.url().resolve("/api/"), server.url(), "1.2.3");
        try (CloudHttp http = new CloudHttp(options);
                CrownstoneCloud other = new CrownstoneCloud(http, CloudFixture.CREDENTIALS, options, fixture.clock)) {
            other.login();
        }
        assertThat(server.asked().getFirst().path()).isEqualTo("/api/users/login");
    }

    @Test
    void bug16TheLoginIsRenewedBeforeItEnds() {
        cloud.login();
        fixture.clock.pass(Duration.ofDays(13));

        cloud.presence(SPHERE);

        assertThat(server.asked(PRESENCE)).extracting(Asked::token).containsExactly("token-2");
    }

    private CloudProblem switchProblem() {
        return CloudFixture.problemOf(() -> cloud.switchCrownstone(new CrownstoneId(LAMP), new SwitchCommand.TurnOn()));
    }

    private static String stones() {
        return "/Spheres/" + HOME + "/ownedStones";
    }

    private Crownstone crownstone(String id) {
        return Objects.requireNonNull(cloud.synchronize(SPHERE).crownstones().get(new CrownstoneId(id)));
    }

    private Role roleOf(String user) {
        return Objects.requireNonNull(cloud.synchronize(SPHERE).users().get(new UserId(user)))
                .role();
    }
}
