package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.simulator.SimulatedHome;
import io.crownstone2mqtt.simulator.SimulatedSphere;
import io.crownstone2mqtt.simulator.SimulatedUser;
import io.crownstone2mqtt.simulator.SphereRole;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ada has a house and shares a cottage with Max, who has a flat; each has a lamp. */
class SeveralAccountsIT {
    private final SimulatedHome home = new SimulatedHome();
    private final SimulatedUser ada = home.addAccount("ada@example.com", "a", "Ada", "One");
    private final SimulatedUser max = home.addAccount("max@example.com", "m", "Max", "Two");
    private final SimulatedSphere house = home.addSphere("House").member(ada, SphereRole.ADMIN);
    private final SimulatedSphere cottage =
            home.addSphere("Cottage").member(ada, SphereRole.GUEST).member(max, SphereRole.MEMBER);
    private final SimulatedSphere flat = home.addSphere("Flat").member(max, SphereRole.ADMIN);
    private final SimulatedCloud simulated = SimulatedCloud.start(home);
    private final CloudOptions options = CloudOptions.of(simulated.apiUrl(), simulated.eventsUrl(), "1.0.0");
    private final CloudHttp http = new CloudHttp(options);
    private final CrownstoneCloud adas = client("ada@example.com", "a");
    private final CrownstoneCloud maxs = client("max@example.com", "m");

    SeveralAccountsIT() {
        for (SimulatedSphere sphere : List.of(house, cottage, flat)) {
            sphere.addCrownstone(CrownstoneSpec.plug("Lamp"));
            sphere.addCrownstone(CrownstoneSpec.plug(sphere.name() + " heater"));
        }
    }

    private CrownstoneCloud client(String email, String password) {
        return new CrownstoneCloud(http, Credentials.ofPassword(email, password), options, InstantSource.system());
    }

    @AfterEach
    void close() {
        adas.close();
        maxs.close();
        http.close();
        simulated.close();
    }

    private Home together() {
        Home together = Home.EMPTY;
        for (CrownstoneCloud each : List.of(adas, maxs)) {
            for (Sphere sphere : each.synchronize().home().spheres().values()) {
                together = together.with(sphere);
            }
        }
        return together;
    }

    @Test
    void eachSeesItsOwnSpheres() {
        assertThat(adas.synchronize().home().spheres().values())
                .extracting(Sphere::label)
                .containsExactlyInAnyOrder("House", "Cottage");
        assertThat(maxs.synchronize().home().spheres().values())
                .extracting(Sphere::label)
                .containsExactlyInAnyOrder("Cottage", "Flat");
    }

    @Test
    void aSharedSphereIsTheSameForBoth() {
        SphereId shared = new SphereId(cottage.id());

        assertThat(adas.synchronize(shared)).isEqualTo(maxs.synchronize(shared));
    }

    @Test
    void eachHasATokenOfItsOwn() {
        CompletableFuture<HomeSnapshot> one = new AsyncCrownstoneCloud(adas).synchronize();
        CompletableFuture<HomeSnapshot> other = new AsyncCrownstoneCloud(maxs).synchronize();
        CompletableFuture.allOf(one, other).join();

        assertThat(simulated.logins()).hasSize(2);
        assertThat(simulated.aliveTokens()).isEqualTo(2);
        assertThat(one.join().self()).isNotEqualTo(other.join().self());
    }

    @Test
    void eachHasItsOwnRoleInASharedSphere() {
        HomeSnapshot everything = adas.synchronize();
        Sphere shared = everything.home().sphere(new SphereId(cottage.id())).orElseThrow();

        assertThat(Objects.requireNonNull(shared.users().get(everything.self())).role())
                .isEqualTo(Role.GUEST);
        assertThat(shared.users().values()).extracting(User::role).containsExactlyInAnyOrder(Role.GUEST, Role.MEMBER);
    }

    @Test
    void aGuestMayNotSwitchWhereAMemberMay() {
        Crownstone heater = found("Cottage heater");

        assertThat(CloudFixture.problemOf(() -> adas.switchCrownstone(heater, new SwitchCommand.TurnOn())))
                .isInstanceOf(CloudProblem.Forbidden.class);
        maxs.switchCrownstone(heater, new SwitchCommand.TurnOn());

        assertThat(simulated.switchCommands())
                .extracting(command -> command.email())
                .containsExactly("max@example.com");
    }

    @Test
    void oneMayCloseWhileTheOtherGoesOn() {
        together();
        adas.close();

        assertThat(maxs.synchronize().home().spheres()).hasSize(2);
        assertThat(simulated.aliveTokens()).isEqualTo(1);
        assertThat(CloudFixture.problemOf(adas::synchronize)).isInstanceOf(CloudProblem.Unavailable.class);
    }

    @Test
    void aWrongPasswordOfOneDoesNotTouchTheOther() {
        try (CrownstoneCloud wrong = client("ada@example.com", "wrong")) {
            assertThat(CloudFixture.problemOf(wrong::synchronize)).isInstanceOf(CloudProblem.WrongCredentials.class);
            assertThat(maxs.synchronize().home().spheres()).hasSize(2);
        }
    }

    @Test
    void aLostSphereIsGoneForOneOnly() {
        cottage.removeUser(max);

        assertThat(maxs.synchronize().home().spheres().values())
                .extracting(Sphere::label)
                .containsExactly("Flat");
        assertThat(adas.synchronize().home().spheres()).hasSize(2);
    }

    @Test
    void findsAcrossAllAccounts() {
        assertThat(together().spheres()).hasSize(3);
        assertThat(found("House heater").id().value())
                .isEqualTo(house.crownstone("House heater").id());
        assertThat(found("Flat heater").id().value())
                .isEqualTo(flat.crownstone("Flat heater").id());
        assertThat(found("Cottage heater").id().value())
                .isEqualTo(cottage.crownstone("Cottage heater").id());
    }

    @Test
    void saysWhereANameIsThatSeveralHave() {
        Finder finder = Finder.in(together());

        assertThat(finder.crownstone("lamp"))
                .isInstanceOfSatisfying(
                        Finding.Unidentified.class,
                        failed -> assertThat(failed.problem().message()).contains("in House", "in Cottage", "in Flat"));
        Sphere only = finder.sphere("flat").orElseThrow(CloudException::new);
        assertThat(Finder.in(only).crownstone("Lamp")).isInstanceOf(Finding.Found.class);
    }

    @Test
    void findsAPersonOnceForEachSphere() {
        assertThat(Finder.in(together()).usersByFirstName("ada")).hasSize(2);
        assertThat(Finder.in(together()).usersByLastName("Two")).hasSize(2);
    }

    private Crownstone found(String name) {
        return Finder.in(together())
                .crownstone(name)
                .orElseThrow(CloudException::new)
                .thing();
    }
}
