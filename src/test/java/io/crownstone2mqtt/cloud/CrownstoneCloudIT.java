package io.crownstone2mqtt.cloud;

import static io.crownstone2mqtt.cloud.FakeCloud.ADMIN;
import static io.crownstone2mqtt.cloud.FakeCloud.HOME;
import static io.crownstone2mqtt.cloud.FakeCloud.LAMP;
import static io.crownstone2mqtt.cloud.FakeCloud.OFFICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cloud.FakeCloud.Asked;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrownstoneCloudIT {
    private final CloudFixture fixture = new CloudFixture();
    private final FakeCloud server = fixture.server;
    private final CrownstoneCloud cloud = fixture.cloud;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void readsTheWholeHome() {
        HomeSnapshot everything = cloud.synchronize();

        assertThat(everything.self()).isEqualTo(new UserId(ADMIN));
        assertThat(everything.home().spheres().keySet())
                .containsExactlyInAnyOrder(new SphereId(HOME), new SphereId(OFFICE));
        Sphere home = everything.home().sphere(new SphereId(HOME)).orElseThrow();
        assertThat(home.label()).isEqualTo("Home");
        assertThat(home.uid()).isEqualTo(236);
        assertThat(home.crownstones()).hasSize(7);
        assertThat(home.locations()).hasSize(3);
        assertThat(home.users().values()).extracting(user -> user.role()).contains(Role.ADMIN, Role.MEMBER, Role.GUEST);
        assertThat(home.presence().people()).hasSize(2);
    }

    @Test
    void asksForASpheresPeopleAtOnceTheSecondTime() {
        cloud.synchronize();
        int before = server.asked().size();

        HomeSnapshot again = cloud.synchronize();

        assertThat(again.home().spheres()).hasSize(2);
        assertThat(server.asked().size() - before).isEqualTo(5);
    }

    @Test
    void readsOneSphere() {
        Sphere sphere = cloud.synchronize(new SphereId(HOME));

        Crownstone lamp = Objects.requireNonNull(sphere.crownstones().get(new CrownstoneId(LAMP)));
        assertThat(sphere.label()).isEqualTo("Home");
        assertThat(lamp.state()).isNotNull();
        assertThat(lamp.canDim()).isTrue();
        assertThat(sphere.users()).hasSize(3);
        assertThat(cloud.switchStates(new SphereId(HOME))).containsKey(new CrownstoneId(LAMP));
        assertThat(cloud.presence(new SphereId(HOME)).people()).hasSize(2);
    }

    @Test
    void switchesOne() {
        cloud.switchCrownstone(new CrownstoneId(LAMP), SwitchCommand.percentage(40));

        Asked asked = server.asked("/Stones/" + LAMP + "/switch").getFirst();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.body()).isEqualTo("{\"type\":\"PERCENTAGE\",\"percentage\":40}");
    }

    @Test
    void switchesManyInOneRequest() {
        server.on("/Spheres/" + HOME + "/switchCrownstones", Reply.recorded("multiswitch_ok"));
        Map<CrownstoneId, SwitchCommand> commands = new LinkedHashMap<>();
        commands.put(new CrownstoneId(LAMP), new SwitchCommand.TurnOn());
        commands.put(new CrownstoneId("b"), new SwitchCommand.TurnOff());

        cloud.switchCrownstones(new SphereId(HOME), commands);

        assertThat(server.asked("/Spheres/" + HOME + "/switchCrownstones"))
                .extracting(Asked::body)
                .containsExactly("[{\"stoneId\":\"" + LAMP
                        + "\",\"type\":\"TURN_ON\"},{\"stoneId\":\"b\",\"type\":\"TURN_OFF\"}]");
    }

    @Test
    void switchesNothingWithoutARequest() {
        cloud.switchCrownstones(new SphereId(HOME), Map.of());

        assertThat(server.asked()).isEmpty();
    }

    static Stream<Reply> failuresOfOnePart() {
        return Stream.of(
                Reply.recorded("stones_denied"),
                Reply.recorded("notfound_path"),
                Reply.recorded("switch_pct5"),
                Reply.of(500, "application/json", "{\"error\":{\"statusCode\":500,\"message\":\"broken\"}}"),
                Reply.of(403, "application/json", "{\"error\":{\"statusCode\":403}}"),
                Reply.of(422, "application/json", "{\"error\":{\"statusCode\":422}}"),
                Reply.json("{\"a\":"),
                Reply.json("null"),
                Reply.json("7"),
                Reply.json("[7]"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfOnePart")
    void aSphereWhosePresenceCannotBeReadKeepsAllTheRest(Reply failure) {
        server.on("/Spheres/" + HOME + "/presentPeople", failure);

        for (int i = 0; i < 2; i++) {
            HomeSnapshot everything = cloud.synchronize();

            Sphere home = everything.home().sphere(new SphereId(HOME)).orElseThrow();
            assertThat(everything.home().spheres()).hasSize(2);
            assertThat(home.crownstones()).hasSize(7);
            assertThat(home.users()).hasSize(3);
            assertThat(home.presence().people()).isEmpty();
            assertThat(everything.has(new SphereId(HOME), SpherePart.PRESENCE)).isFalse();
            assertThat(everything.has(new SphereId(HOME), SpherePart.USERS)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("failuresOfOnePart")
    void aSphereWhoseUsersCannotBeReadKeepsAllTheRest(Reply failure) {
        server.on("/Spheres/" + HOME + "/users", failure);

        HomeSnapshot everything = cloud.synchronize();
        SphereSnapshot snapshot = cloud.snapshot(new SphereId(HOME));

        Sphere home = everything.home().sphere(new SphereId(HOME)).orElseThrow();
        assertThat(home.crownstones()).hasSize(7);
        assertThat(home.presence().people()).hasSize(2);
        assertThat(everything.has(new SphereId(HOME), SpherePart.USERS)).isFalse();
        assertThat(everything.has(new SphereId(HOME), SpherePart.PRESENCE)).isTrue();
        assertThat(snapshot.missing()).contains(SpherePart.USERS).doesNotContain(SpherePart.PRESENCE);
        assertThat(snapshot.sphere().crownstones()).isNotEmpty();
        assertThat(CloudFixture.problemOf(() -> cloud.synchronize(new SphereId(HOME))))
                .isNotNull();
    }

    @Test
    void aPartThatCannotBeReadIsSaidOnceWithTheSpheresNameAndSoIsItsReturn() {
        try (LogCapture log = LogCapture.of(MissingParts.class)) {
            server.on("/Spheres/" + HOME + "/users", Reply.recorded("stones_denied"));
            for (int i = 0; i < 13; i++) {
                cloud.synchronize();
            }
            server.on("/Spheres/" + HOME + "/users", Reply.recorded("sphere_users"));
            cloud.synchronize();
            cloud.synchronize();

            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().getFirst()).contains("the users of sphere Home (" + HOME + ") cannot be read");
            assertThat(log.lines().getLast()).contains("the users of sphere Home (" + HOME + ") can be read again");
        }
    }

    @Test
    void theCrownstonesOfASphereThatCannotBeReadFailTheSnapshot() {
        server.on("/users/" + ADMIN + "/spheres", Reply.json("[{\"id\":\"" + HOME + "\",\"ownedLocations\":[]}]"));

        assertThat(CloudFixture.problemOf(cloud::synchronize)).isInstanceOf(CloudProblem.Unreadable.class);
    }

    @Test
    void aSphereThatHasGoneIsAskedForAtMostOnceMore() {
        cloud.synchronize();
        server.on("/Spheres/" + OFFICE + "/presentPeople", Reply.of(503, "text/html", "<html>"));
        server.on(
                "/users/" + ADMIN + "/spheres",
                Reply.json("[{\"id\":\"" + HOME + "\",\"name\":\"Home\",\"ownedStones\":[],\"ownedLocations\":[]}]"));
        int before = server.asked("/Spheres/" + OFFICE + "/presentPeople").size();

        for (int i = 0; i < 5; i++) {
            assertThat(cloud.synchronize().home().spheres()).hasSize(1);
        }

        assertThat(server.asked("/Spheres/" + OFFICE + "/presentPeople")).hasSizeLessThanOrEqualTo(before + 1);
    }

    @Test
    void aSphereThatCannotBeReadNowFailsTheSnapshot() {
        server.on("/Spheres/" + OFFICE + "/presentPeople", Reply.of(503, "text/html", "<html>"));

        assertThat(CloudFixture.problemOf(cloud::synchronize)).isInstanceOf(CloudProblem.Unavailable.class);
    }

    @Test
    void theKeysPrintAsStars() {
        server.on("/users/" + ADMIN + "/keysV2", Reply.recorded("users_keysV2"));

        List<SphereKeys> keys = cloud.keys(null);

        assertThat(keys).hasSize(2);
        assertThat(keys.getFirst().keys()).extracting(SphereKeys.Key::type).contains("ADMIN_KEY");
        assertThat(keys.getFirst().keys().getFirst().value()).isEqualTo("d714d13e997dae6f50cad74cd7de3e25");
        assertThat(keys.toString()).contains("***").doesNotContain("d714d13e997dae6f50cad74cd7de3e25");
    }

    @Test
    void noTokenIsInAnAddressAndNoneInALogin() {
        cloud.synchronize();
        cloud.switchCrownstone(new CrownstoneId(LAMP), new SwitchCommand.TurnOn());
        cloud.close();

        assertThat(server.asked()).noneMatch(asked -> asked.path().contains("token-"));
        assertThat(server.asked()).filteredOn(Asked::isLogin).allMatch(asked -> asked.token() == null);
        assertThat(server.asked())
                .filteredOn(asked -> !asked.isLogin())
                .allMatch(asked -> "token-1".equals(asked.token()));
        assertThat(server.logouts()).isEqualTo(1);
    }

    @Test
    void looksLikeWhatTheCloudWants() {
        cloud.synchronize();

        assertThat(server.asked()).allSatisfy(asked -> {
            assertThat(asked.headers().getFirst("Accept")).isEqualTo("application/json");
            assertThat(asked.headers().getFirst("User-agent")).isEqualTo("crownstone2mqtt/1.2.3");
            assertThat(asked.headers()).doesNotContainKey("Upgrade");
        });
        assertThat(server.asked().getFirst().body())
                .isEqualTo("{\"email\":\"admin@example.com\",\"password\":\"" + CloudFixture.CREDENTIALS.passwordSha1()
                        + "\"}");
    }
}
