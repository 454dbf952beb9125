package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.HiveMqBroker;
import org.junit.jupiter.api.Test;

/** Who is where, with everything that the cloud's events get wrong: no ghost, and no false exit. */
class PresenceIT extends WithHiveMq {
    private static final String ADA = "home/user/ada";
    private static final String MAX = "home/user/max";

    PresenceIT(HiveMqBroker broker) {
        super(broker);
    }

    private void awaitPeopleReadAfter(Runnable happening) {
        long before = bridge.requests("/presentPeople");
        happening.run();
        await().atMost(PATIENCE).until(() -> bridge.requests("/presentPeople") > before);
        bridge.awaitMirror();
    }

    @Test
    void whoComesInIsThereAtOnce() {
        bridge.startAndMirror();
        int requests = bridge.cloud().requests().size();

        bridge.home.sphere.enter(bridge.home.max);
        bridge.awaitHeld(MAX + "/presence", "home");
        assertThat(bridge.held(MAX + "/location")).isEqualTo("unknown");
        bridge.home.study.enter(bridge.home.max);
        bridge.awaitHeld(MAX + "/location", "Study");

        assertThat(bridge.cloud().requests()).hasSize(requests);
        bridge.awaitHeld("home/location/study/presence", "ON");
        assertThat(bridge.held("home/presence/attributes")).isEqualTo("{\"count\":2,\"users\":[\"Ada\",\"Max\"]}");
        bridge.awaitMirror();
    }

    @Test
    void whoMovesIsNeverAway() {
        bridge.startAndMirror();

        bridge.home.study.enter(bridge.home.ada);
        bridge.awaitHeld(ADA + "/location", "Study");
        bridge.awaitMirror();

        assertThat(bridge.payloads(ADA + "/presence")).containsExactly("home");
        assertThat(bridge.payloads(ADA + "/location")).doesNotContain("unknown", "not_home");
        assertThat(bridge.payloads("home/presence")).containsExactly("ON");
    }

    @Test
    void theExitOfOneDeviceIsNoExitOfItsUser() {
        bridge.startAndMirror();
        bridge.home.study.enter(bridge.home.ada, "tablet");
        bridge.awaitHeld(ADA + "/location", "Kitchen, Study");

        awaitPeopleReadAfter(() -> bridge.home.sphere.exit(bridge.home.ada, "tablet"));

        assertThat(bridge.held(ADA + "/location")).isEqualTo("Kitchen");
        assertThat(bridge.payloads(ADA + "/presence")).containsExactly("home");
    }

    @Test
    void whoLeavesWithTheLastDeviceIsAwayEverywhere() {
        bridge.startAndMirror();

        bridge.home.sphere.exit(bridge.home.ada);
        bridge.awaitHeld(ADA + "/presence", "not_home");
        bridge.awaitMirror();

        assertThat(bridge.held(ADA + "/location")).isEqualTo("not_home");
        assertThat(bridge.held("home/location/kitchen/presence")).isEqualTo("OFF");
        assertThat(bridge.held("home/presence")).isEqualTo("OFF");
        assertThat(bridge.held("home/presence/attributes")).isEqualTo("{\"count\":0,\"users\":[]}");
    }

    @Test
    void whoLeavesARoomIsStillAtHome() {
        bridge.startAndMirror();

        bridge.home.kitchen.exit(bridge.home.ada);
        bridge.awaitHeld(ADA + "/location", "unknown");
        bridge.awaitMirror();

        assertThat(bridge.payloads(ADA + "/presence")).containsExactly("home");
    }

    @Test
    void anExitFromARoomThatTheUserIsNotInChangesNothing() {
        bridge.startAndMirror();

        awaitPeopleReadAfter(() -> bridge.home.study.exit(bridge.home.ada));

        assertThat(bridge.payloads(ADA + "/location")).containsExactly("Kitchen");
    }

    @Test
    void whoIsForgottenSilentlyDoesNotStayAsAGhost() {
        bridge.with("cloud.resync-interval", "1s").startAndMirror();

        bridge.home.sphere.forget(bridge.home.ada);

        bridge.awaitHeld(ADA + "/presence", "not_home");
        bridge.awaitMirror();
    }

    @Test
    void aRoomEnteredWithoutTheSphereIsPresenceToo() {
        bridge.startAndMirror();

        bridge.home.study.enter(bridge.home.max);

        bridge.awaitHeld(MAX + "/presence", "home");
        bridge.awaitHeld(MAX + "/location", "Study");
        bridge.awaitMirror();
    }

    @Test
    void aRoomThatIsGoneIsNoRoom() {
        bridge.startAndMirror();

        bridge.home.kitchen.delete();

        bridge.awaitHeld(ADA + "/location", "unknown");
        bridge.awaitCleared("home/location/kitchen/presence");
        assertThat(bridge.held(ADA + "/presence")).isEqualTo("home");
        bridge.awaitMirror();
    }

    @Test
    void peoplesNamesStayAtHomeIfTheyAreToBe() {
        bridge.with("presence.names", "false").startAndMirror();

        bridge.home.sphere.enter(bridge.home.max);
        bridge.awaitHeld("home/user/" + bridge.home.max.id() + "/presence", "home");

        assertThat(bridge.held("home/presence/attributes")).contains(bridge.home.max.id());
        bridge.awaitMirror();
        assertThat(bridge.observer().received())
                .filteredOn(message -> message.topic().startsWith(bridge.settings.base()))
                .allSatisfy(message -> assertThat(message.topic() + " " + message.payload())
                        .doesNotContainIgnoringCase("\"ada")
                        .doesNotContainIgnoringCase("/max")
                        .doesNotContain("Max")
                        .doesNotContain("Ada"));
    }

    @Test
    void withoutPresenceNobodyIsOnTheBroker() {
        bridge.with("presence.enabled", "false").startAndMirror();

        bridge.home.sphere.enter(bridge.home.max);
        bridge.home.lamp.reportState(77);
        bridge.awaitHeld("home/crownstone/desk-lamp/brightness", "77");

        assertThat(bridge.observer().payloads().keySet())
                .filteredOn(topic -> topic.startsWith(bridge.settings.base()))
                .noneMatch(topic ->
                        topic.contains("presence") || topic.contains("/user/") || topic.contains("crownstone_user"));
        bridge.awaitMirror();
    }
}
