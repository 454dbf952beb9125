package io.crownstone2mqtt.bridge;

import static io.crownstone2mqtt.testing.Homes.ADA;
import static io.crownstone2mqtt.testing.Homes.HOME;
import static io.crownstone2mqtt.testing.Homes.KITCHEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.HubId;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import io.crownstone2mqtt.testing.PublicationOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hubs, and whether there is anybody who can carry out a command. */
class SwitchingScenarioTest {
    private static final HubId ID = new HubId("6b028fa75ce0e2108f118311");
    private static final String CONNECTIVITY = "home/hub/attic-hub/connectivity";
    private static final String SWITCHING = "home/switching";
    private static final String RESYNC = "crownstone2mqtt/bridge/request/resync";
    /** The cloud's clock may be hours from this machine's. */
    private static final Instant SEEN = Homes.SUNDAY.plus(Duration.ofHours(7));

    private static Home with(Home home, @Nullable String name, @Nullable Duration silence) {
        Hub hub = new Hub(ID, name, KITCHEN, silence == null ? null : SEEN, silence);
        return home.change(HOME, sphere -> sphere.with(hub));
    }

    private static Home withHub(@Nullable Duration silence) {
        return with(Homes.small(), "Attic hub", silence);
    }

    private static Home somebodyIn(Home home) {
        return home.change(HOME, sphere -> sphere.withPresence(Presence.NOBODY.entered(ADA, KITCHEN)));
    }

    private static void resync(Scenario scenario) {
        scenario.receive(RESYNC, "now").answerFetches();
    }

    /** The list of topics on the broker comes last. */
    private static List<String> disorder(Map<String, String> before, Scenario scenario) {
        List<Message> messages = scenario.messages().stream()
                .filter(message -> !message.topic().contains("/manifest/"))
                .toList();
        return PublicationOrder.check(before, messages);
    }

    @Test
    void a_hub_is_told_with_its_room_and_without_addresses() {
        Scenario bridge = Scenario.running(withHub(Duration.ofMinutes(3)));

        assertThat(bridge.retained(CONNECTIVITY)).isEqualTo("ON");
        assertThat(bridge.retained("home/hub/attic-hub/attributes"))
                .isEqualTo("{\"name\":\"Attic hub\",\"id\":\"" + ID
                        + "\",\"location\":\"Kitchen\",\"since\":\"2026-11-22T13:46:00Z\"}");
    }

    @Test
    void a_hub_is_silent_35_minutes_after_its_last_contact_without_another_snapshot() {
        Scenario bridge = Scenario.running(withHub(Duration.ofMinutes(3)));

        bridge.advance(Duration.ofMinutes(31));
        assertThat(bridge.retained(CONNECTIVITY)).isEqualTo("ON");
        assertThat(bridge.retained(SWITCHING)).isEqualTo("ON");
        bridge.advance(Duration.ofMinutes(1));

        assertThat(bridge.retained(CONNECTIVITY)).isEqualTo("OFF");
        assertThat(bridge.retained(SWITCHING)).isEqualTo("OFF");
        bridge.advance(Duration.ofHours(1));
        assertThat(bridge.broker()).isEqualTo(bridge.expected());
    }

    @Test
    void a_hub_that_reports_stays_connected_and_one_that_comes_back_is_connected_again() {
        Scenario bridge = Scenario.running(withHub(Duration.ofMinutes(3)));
        bridge.advance(Duration.ofMinutes(20)).answerFetches();
        bridge.cloudHas(Homes.small()
                .change(
                        HOME,
                        sphere -> sphere.with(new Hub(
                                ID, "Attic hub", KITCHEN, SEEN.plus(Duration.ofMinutes(15)), Duration.ofMinutes(8)))));
        resync(bridge);
        bridge.advance(Duration.ofMinutes(26));
        assertThat(bridge.retained(CONNECTIVITY)).isEqualTo("ON");
        bridge.advance(Duration.ofMinutes(2));
        assertThat(bridge.retained(CONNECTIVITY)).isEqualTo("OFF");

        bridge.cloudHas(Homes.small()
                .change(
                        HOME,
                        sphere -> sphere.with(
                                new Hub(ID, "Attic hub", KITCHEN, SEEN.plus(Duration.ofHours(1)), Duration.ZERO))));
        resync(bridge);
        assertThat(bridge.retained(CONNECTIVITY)).isEqualTo("ON");
    }

    @Test
    void that_a_hub_has_been_silent_a_little_longer_publishes_nothing() {
        Scenario bridge = Scenario.running(withHub(Duration.ofMinutes(3)));
        bridge.advance(Duration.ofMinutes(5)).answerFetches().forget();

        resync(bridge.cloudHas(withHub(Duration.ofMinutes(8))));

        assertThat(bridge.published()).noneMatch(line -> line.contains("hub") || line.contains("switching"));
    }

    @Test
    void a_hub_that_was_never_seen_is_off() {
        Scenario bridge = Scenario.running(withHub(null));

        assertThat(bridge.retained(CONNECTIVITY)).isEqualTo("OFF");
        assertThat(bridge.retained("home/hub/attic-hub/attributes")).doesNotContain("since");
        assertThat(bridge.retained(SWITCHING)).isEqualTo("OFF");
    }

    @Test
    void hubs_that_could_not_be_read_stay_and_fall_silent_all_the_same() {
        Scenario bridge = Scenario.running(withHub(Duration.ofMinutes(3)));
        bridge.receive(RESYNC, "now").asked();
        bridge.step(new Input.SnapshotReceived(
                Scenario.ACCOUNT, ADA, Homes.small(), Map.of(HOME, Set.of(SpherePart.HUBS))));
        assertThat(bridge.retained(CONNECTIVITY)).isEqualTo("ON");

        bridge.advance(Duration.ofMinutes(33));

        assertThat(bridge.retained(CONNECTIVITY)).isEqualTo("OFF");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_hub_that_is_renamed_moves_and_one_that_is_removed_goes(boolean devices) {
        Scenario bridge = Scenario.running(
                withHub(Duration.ofMinutes(3)),
                MirrorOptions.defaults()
                        .with(new MirrorOptions.DiscoveryOptions(true, "homeassistant", devices, false)));
        Map<String, String> before = bridge.broker();
        resync(bridge.cloudHas(with(Homes.small(), null, Duration.ofMinutes(3))));
        assertThat(disorder(before, bridge)).isEmpty();
        bridge.advance(Duration.ofSeconds(30));
        assertThat(bridge.retained("home/hub/hub-118311/connectivity")).isEqualTo("ON");
        assertThat(bridge.broker()).isEqualTo(bridge.expected());

        before = bridge.broker();
        bridge.forget();
        resync(bridge.cloudHas(Homes.small()));
        assertThat(disorder(before, bridge)).isEmpty();
        bridge.advance(Duration.ofSeconds(30));

        assertThat(bridge.broker()).isEqualTo(bridge.expected());
        assertThat(bridge.broker().toString()).doesNotContain("hub");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "empty", textBlock = """
            # presence, somebody in, hub,    switching
            true,       true,         none,   ON
            true,       false,        none,   OFF
            true,       true,         silent, ON
            true,       false,        silent, OFF
            true,       true,         live,   ON
            true,       false,        live,   ON
            false,      true,         none,   empty
            false,      false,        none,   empty
            false,      true,         silent, OFF
            false,      false,        silent, OFF
            false,      true,         live,   ON
            false,      false,        live,   ON
            """)
    void tells_whether_anybody_can_carry_out_a_command(
            boolean presence, boolean somebodyIn, String hub, @Nullable String switching) {
        Home home = somebodyIn ? somebodyIn(Homes.small()) : Homes.small();
        Home whole = hub.equals("none")
                ? home
                : with(home, "Attic hub", hub.equals("live") ? Duration.ZERO : Duration.ofHours(1));
        Scenario bridge =
                Scenario.running(whole, MirrorOptions.defaults().with(new MirrorOptions.PeopleOptions(presence, true)));

        assertThat(bridge.retained(SWITCHING)).isEqualTo(switching);
        assertThat(bridge.broker().keySet().stream()
                        .filter(topic -> topic.matches("homeassistant/binary_sensor/.*/switching/config")))
                .hasSize(switching == null ? 0 : 1);
    }

    @Test
    void switching_follows_people_at_once_and_goes_with_the_only_hub() {
        Scenario bridge = Scenario.running(Homes.small());
        bridge.hear(new HomeEvent.EnteredSphere(HOME, ADA));
        assertThat(bridge.retained(SWITCHING)).isEqualTo("ON");

        Scenario without = Scenario.running(
                withHub(Duration.ZERO), MirrorOptions.defaults().with(new MirrorOptions.PeopleOptions(false, true)));
        Map<String, String> before = without.broker();
        resync(without.cloudHas(Homes.small()));
        assertThat(disorder(before, without)).isEmpty();
        without.advance(Duration.ofSeconds(30));
        assertThat(without.retained(SWITCHING)).isNull();
        assertThat(without.broker()).isEqualTo(without.expected());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "nothing", textBlock = """
            true,  none,   nobody is at home and there is no hub that the cloud hears
            true,  silent, nobody is at home and there is no hub that the cloud hears
            false, silent, there is no hub that the cloud hears
            true,  live,   nothing
            false, none,   nothing
            """)
    void an_unconfirmed_command_says_that_nobody_can_carry_it_out(boolean presence, String hub, @Nullable String why) {
        Home home =
                hub.equals("none") ? Homes.small() : withHub(hub.equals("live") ? Duration.ZERO : Duration.ofHours(1));
        Scenario bridge =
                Scenario.running(home, MirrorOptions.defaults().with(new MirrorOptions.PeopleOptions(presence, true)));

        bridge.set("home/crownstone/lamp/set", "OFF").answerSwitch(null).advance(Duration.ofSeconds(16));
        bridge.answerFetches();

        String reason =
                "no phone or hub carried it out: the Crownstone is as it was before" + (why == null ? "" : "; " + why);
        assertThat(bridge.published())
                .anyMatch(line -> line.startsWith("home/crownstone/lamp/result ")
                        && line.contains("\"status\":\"unconfirmed\"")
                        && line.contains("\"reason\":\"" + reason + '"'))
                .anyMatch(line -> line.startsWith("bridge/event ")
                        && line.contains("\"event_type\":\"unconfirmed\"")
                        && line.contains("\"reason\":\"" + reason + '"'));
    }
}
