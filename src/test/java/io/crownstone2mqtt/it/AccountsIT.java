package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.SimulatedSphere;
import io.crownstone2mqtt.simulator.SphereRole;
import io.crownstone2mqtt.simulator.Traffic.LoginAttempt;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several accounts, several spheres, and which of them are wanted. */
class AccountsIT extends WithHiveMq {
    private static final String LAMP = "home/crownstone/desk-lamp";

    private final SimulatedSphere cottage = bridge.home.home.addSphere("Cottage");

    AccountsIT(HiveMqBroker broker) {
        super(broker);
        cottage.addCrownstone(CrownstoneSpec.plug("Stove").state(0));
    }

    @Test
    void aSphereOfTwoAccountsIsMirroredOnceAndSwitchedByWhoMay() {
        cottage.member(bridge.home.gus, SphereRole.ADMIN);
        bridge.withAccounts(TestHome.GUS, TestHome.MAX).startAndMirror();

        bridge.publish(LAMP + "/set", "OFF");
        bridge.publish("cottage/crownstone/stove/set", "ON");
        bridge.awaitStatuses(LAMP, "accepted", "confirmed");
        bridge.awaitStatuses("cottage/crownstone/stove", "accepted", "confirmed");

        assertThat(bridge.cloud().switchCommands())
                .extracting(command -> command.crownstone().name().orElse("") + " by " + command.email())
                .containsExactlyInAnyOrder("Desk lamp by " + TestHome.MAX, "Stove by " + TestHome.GUS);
        assertThat(bridge.payloads(LAMP + "/switch")).containsExactly("ON", "OFF");
        bridge.awaitMirror();
    }

    @Test
    void onlyTheSpheresThatAreIncludedAreBridged() {
        cottage.member(bridge.home.ada, SphereRole.ADMIN);
        bridge.with("cloud.spheres.include", "[\"Cottage\"]").startAndMirror();

        assertThat(bridge.held("cottage/crownstone/stove/switch")).isEqualTo("OFF");
        assertThat(bridge.held("home/availability")).isNull();
        bridge.home.lamp.reportState(0);
        bridge.publish("home/set", "ON");
        bridge.awaitStatuses("home", "rejected");
        assertThat(bridge.switched()).isEmpty();
    }

    @Test
    void aSphereIsExcludedByItsIdAndClearedFromTheBroker() {
        cottage.member(bridge.home.ada, SphereRole.ADMIN);
        bridge.startAndMirror();
        bridge.stop();

        bridge.with("cloud.spheres.exclude", "[\"" + bridge.home.sphere.id() + "\"]")
                .startAndMirror();

        assertThat(bridge.held("cottage/availability")).isEqualTo("online");
        assertThat(bridge.held("home/availability")).isNull();
    }

    @Test
    void oneAccountInTroubleDoesNotTakeTheOtherWithIt() {
        cottage.member(bridge.home.gus, SphereRole.ADMIN);
        bridge.withAccounts(TestHome.MAX, TestHome.GUS);
        bridge.home.gus.changePassword("another");
        try (LogLines log = new LogLines()) {
            bridge.start();
            bridge.awaitHeld(LAMP + "/switch", "ON");
            bridge.publish(LAMP + "/set", "OFF");
            bridge.awaitStatuses(LAMP, "accepted", "confirmed");

            assertThat(bridge.held("cottage/availability")).isNull();
            assertThat(bridge.gaveUp()).isEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(log.starting("WARN cloud, account 2: ")).hasSize(1));
        }
        assertThat(bridge.cloud().logins().stream()
                        .filter(login -> login.email().equals(TestHome.GUS)))
                .hasSize(1);
    }

    @Test
    void aWrongPasswordIsTriedOnceAndTheBridgeGivesUp() {
        bridge.home.ada.changePassword("another");

        bridge.start();
        await().atMost(PATIENCE).until(() -> bridge.gaveUp().isPresent());

        assertThat(bridge.gaveUp().orElseThrow()).contains("does not accept this e-mail address and password");
        assertThat(bridge.cloud().logins()).hasSize(1);
        assertThat(bridge.held("home/availability")).isNull();
    }

    @Test
    void anAccountWithoutSpheresIsNoProblem() {
        bridge.home.home.addAccount("new@example.com", TestHome.PASSWORD, "New", null);
        bridge.withAccounts("new@example.com").startAndMirror();

        assertThat(bridge.heldJson("bridge/info").path("counts").path("spheres").asInt())
                .isZero();
    }

    @Test
    void theLoginIsGivenBackAtTheEnd() {
        bridge.start();
        bridge.awaitHeld(LAMP + "/switch", "ON");
        assertThat(bridge.cloud().aliveTokens()).isEqualTo(1);

        bridge.stop();

        assertThat(bridge.cloud().aliveTokens()).isZero();
        assertThat(bridge.cloud().logins()).extracting(LoginAttempt::accepted).isEqualTo(List.of(true));
    }
}
