package io.crownstone2mqtt.bridge;

import static io.crownstone2mqtt.testing.Homes.ADA;
import static io.crownstone2mqtt.testing.Homes.GUS;
import static io.crownstone2mqtt.testing.Homes.HOME;
import static io.crownstone2mqtt.testing.Homes.KETTLE;
import static io.crownstone2mqtt.testing.Homes.LAMP;
import static io.crownstone2mqtt.testing.Homes.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.bridge.BridgeOptions.EnergyCollection.Mode;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.HubId;
import io.crownstone2mqtt.home.MeterReading;
import io.crownstone2mqtt.home.UserId;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import io.crownstone2mqtt.testing.UsualOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Energy meters: 1,000 W are 60,000 J a minute. */
class EnergyScenarioTest {
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final String ENERGY = "home/crownstone/lamp/energy";
    private static final String POWER = "home/crownstone/lamp/power";
    private static final FetchScope PERMISSION = new FetchScope.EnergyPermission(HOME);
    private static final FetchScope READINGS = new FetchScope.Meters(HOME);
    private static final AccountId OTHER = new AccountId(2);
    private static final CloudProblem AWAY = new CloudProblem.Unavailable("the cloud's second API is away");

    private static Home withHub() {
        return Homes.small().change(HOME, sphere -> sphere.with(hub()));
    }

    private static Hub hub() {
        return new Hub(new HubId("6b028fa75ce0e2108f118311"), "Attic hub", null, SUNDAY, Duration.ofMinutes(3));
    }

    private static Scenario started(Home home, Mode mode, boolean devices) {
        Scenario bridge = stopped(home, mode, devices, 1);
        bridge.brokerUp().streamStarted().answerOnly(FetchScope.Everything.class);
        return bridge;
    }

    private static Scenario stopped(Home home, Mode mode, boolean devices, int accounts) {
        MirrorOptions mirror = MirrorOptions.defaults()
                .with(new MirrorOptions.DiscoveryOptions(true, "homeassistant", devices, false));
        return new Scenario(
                home, UsualOptions.of(mirror, accounts, new BridgeOptions.EnergyCollection(mode, INTERVAL)));
    }

    private static Scenario collecting(boolean devices) {
        Scenario bridge = started(withHub(), Mode.WHERE_PERMITTED, devices);
        permit(bridge, true);
        asked(bridge);
        read(bridge, 6, reading(0, 0), reading(5, 300_000));
        bridge.forget();
        return bridge;
    }

    /** Lets time pass until that is asked for; the collection stays permitted. */
    private static void await(Scenario bridge, FetchScope awaited) {
        for (int second = 0; second < 1200; second++) {
            List<FetchScope> asked = asked(bridge.advance(Duration.ofSeconds(1)));
            if (asked.contains(awaited)) {
                return;
            }
            if (asked.contains(PERMISSION)) {
                permit(bridge, true);
            }
        }
        throw new AssertionError("not asked for: " + awaited);
    }

    private static void permit(Scenario bridge, boolean permitted) {
        bridge.step(new Input.EnergyPermissionReceived(Scenario.ACCOUNT, HOME, permitted));
    }

    private static void read(Scenario bridge, int nowMinute, MeterReading... day) {
        Map<CrownstoneId, List<MeterReading>> readings = day.length == 0 ? Map.of() : Map.of(LAMP, List.of(day));
        bridge.step(new Input.EnergyReceived(Scenario.ACCOUNT, HOME, readings, at(nowMinute)));
    }

    private static void fail(Scenario bridge, FetchScope scope, CloudProblem problem) {
        bridge.step(new Input.FetchFailed(Scenario.ACCOUNT, scope, problem));
    }

    private static MeterReading reading(int minute, double joules) {
        return new MeterReading(joules, at(minute));
    }

    private static Instant at(int minute) {
        return SUNDAY.plus(Duration.ofMinutes(minute));
    }

    /** The requests to the second API since the last look; all else is answered. */
    private static List<FetchScope> asked(Scenario bridge) {
        List<FetchScope> energy = new ArrayList<>();
        for (Effect each : bridge.asked()) {
            if (each instanceof Effect.Fetch(AccountId account, FetchScope scope)) {
                if (scope.equals(PERMISSION) || scope.equals(READINGS)) {
                    energy.add(scope);
                } else {
                    bridge.step(new CloudOfValues(ADA, withHub()).answer(account, scope));
                }
            }
        }
        return energy;
    }

    private static List<String> energyTopics(Scenario bridge) {
        return bridge.broker().entrySet().stream()
                .filter(each -> each.getKey().matches(".*(/energy|/power|/energy/config|/power/config)")
                        || (each.getKey().endsWith("/config") && each.getValue().contains("kWh")))
                .map(Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void without_a_hub_nothing_is_asked(Mode mode) {
        Scenario bridge = started(Homes.small(), mode, false);

        bridge.advance(Duration.ofHours(1));

        assertThat(bridge.asked())
                .noneMatch(each -> each instanceof Effect.Fetch(AccountId _, FetchScope scope)
                        && (scope.equals(PERMISSION) || scope.equals(READINGS)));
        assertThat(energyTopics(bridge)).isEmpty();
    }

    @Test
    void switched_off_nothing_is_asked() {
        Scenario bridge = started(withHub(), Mode.OFF, false);

        assertThat(asked(bridge.advance(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void without_permission_there_is_silence() {
        Scenario bridge = started(withHub(), Mode.WHERE_PERMITTED, false);
        assertThat(asked(bridge)).containsExactly(PERMISSION);
        bridge.said();

        permit(bridge, false);

        assertThat(asked(bridge.advance(Duration.ofMinutes(2)))).isEmpty();
        assertThat(asked(bridge.advance(Duration.ofMinutes(2)))).isEmpty();
        assertThat(bridge.said()).isEmpty();
        assertThat(energyTopics(bridge)).isEmpty();
    }

    @Test
    void without_asking_for_the_permission() {
        Scenario bridge = started(withHub(), Mode.ALWAYS, false);

        assertThat(asked(bridge.advance(Duration.ofSeconds(1)))).containsExactly(READINGS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void permitted_energy_and_power_are_published_and_announced(boolean devices) {
        Scenario bridge = started(withHub(), Mode.WHERE_PERMITTED, devices);
        asked(bridge);
        permit(bridge, true);
        assertThat(asked(bridge)).containsExactly(READINGS);

        read(bridge, 6, reading(0, 3_600_000), reading(5, 3_900_000));
        bridge.advance(Duration.ofSeconds(3));

        assertThat(bridge.retained(ENERGY)).isEqualTo("1.083");
        assertThat(bridge.retained(POWER)).isEqualTo("1000");
        assertThat(String.join(" ", bridge.broker().values()))
                .contains("\"device_class\":\"energy\"", "\"state_class\":\"total_increasing\"", "\"W\"");
    }

    @Test
    void numbers_are_plain() {
        Scenario bridge = collecting(false);

        await(bridge, READINGS);
        read(bridge, 10, reading(5, 300_000), reading(10, 3.6e16));
        assertThat(bridge.retained(ENERGY)).isEqualTo("10000000000");
        await(bridge, READINGS);
        read(bridge, 15, reading(10, 3.6e16), reading(15, 0));
        assertThat(bridge.retained(ENERGY)).isEqualTo("0");
        assertThat(bridge.retained(POWER)).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_withdrawn_permission_clears_topics_and_discovery(boolean devices) {
        Scenario bridge = collecting(devices);
        assertThat(energyTopics(bridge)).isNotEmpty();

        await(bridge, PERMISSION);
        permit(bridge, false);
        bridge.advance(Duration.ofSeconds(15));

        assertThat(energyTopics(bridge)).isEmpty();
    }

    @Test
    void readings_that_were_on_their_way_when_the_permission_was_withdrawn_bring_nothing_back() {
        Scenario bridge = collecting(false);
        await(bridge, READINGS);
        bridge.receive("crownstone2mqtt/bridge/request/resync", "PRESS");
        List<FetchScope> asked = new ArrayList<>();
        for (int second = 0; second < 21; second++) {
            asked.addAll(asked(bridge.advance(Duration.ofSeconds(1))));
        }
        assertThat(asked).containsExactly(PERMISSION);
        permit(bridge, false);

        read(bridge, 11, reading(5, 300_000), reading(10, 600_000));

        assertThat(energyTopics(bridge)).isEmpty();
    }

    @Test
    void a_permission_given_later_is_found_with_a_snapshot() {
        Scenario bridge = started(withHub(), Mode.WHERE_PERMITTED, false);
        asked(bridge);
        permit(bridge, false);

        List<FetchScope> found = new ArrayList<>();
        for (int second = 0; second < 1100 && found.isEmpty(); second++) {
            found.addAll(asked(bridge.advance(Duration.ofSeconds(1))));
        }
        assertThat(found).containsExactly(PERMISSION);
        permit(bridge, true);
        assertThat(asked(bridge)).containsExactly(READINGS);
    }

    static Stream<List<Object>> restarts() {
        return Stream.of(Mode.WHERE_PERMITTED, Mode.ALWAYS)
                .flatMap(mode -> Stream.of(List.of(mode, false), List.of(mode, true)));
    }

    @ParameterizedTest
    @MethodSource("restarts")
    void a_restart_clears_nothing_even_if_the_second_api_is_away(List<Object> how) {
        boolean devices = (boolean) how.getLast();
        Map<String, String> held = collecting(devices).broker();
        Scenario bridge = stopped(withHub(), (Mode) how.getFirst(), devices, 1);
        held.forEach(bridge::left);

        bridge.brokerUp().streamStarted().answerOnly(FetchScope.Everything.class);
        fail(bridge, how.getFirst() == Mode.ALWAYS ? READINGS : PERMISSION, AWAY);
        bridge.advance(Duration.ofMinutes(1));

        assertNothingWasCleared(bridge, held);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nor_if_the_cloud_is_faster_than_the_broker(boolean devices) {
        Map<String, String> held = collecting(devices).broker();
        Scenario bridge = stopped(withHub(), Mode.WHERE_PERMITTED, devices, 1);
        held.forEach(bridge::left);

        bridge.streamStarted().answerOnly(FetchScope.Everything.class);
        permit(bridge, true);
        bridge.brokerUp().advance(Duration.ofMinutes(1));

        assertNothingWasCleared(bridge, held);
    }

    private static void assertNothingWasCleared(Scenario bridge, Map<String, String> held) {
        assertThat(bridge.messages())
                .filteredOn(each -> each.retained() && each.payload().isEmpty())
                .isEmpty();
        assertThat(bridge.broker().keySet()).containsAll(held.keySet());
        assertThat(bridge.retained(ENERGY)).isEqualTo("0.083");
    }

    @Test
    void an_average_from_before_a_restart_goes_after_two_hours_and_the_meter_stays() {
        Scenario before = collecting(false);
        Scenario bridge = stopped(withHub(), Mode.ALWAYS, false, 1);
        before.broker().forEach(bridge::left);
        bridge.brokerUp().streamStarted().answerOnly(FetchScope.Everything.class);
        for (int poll = 0; poll < 11; poll++) {
            await(bridge, READINGS);
            fail(bridge, READINGS, AWAY);
        }
        assertThat(bridge.retained(POWER)).isEqualTo("1000");

        await(bridge, READINGS);
        fail(bridge, READINGS, AWAY);
        await(bridge, READINGS);
        fail(bridge, READINGS, AWAY);

        assertThat(bridge.retained(POWER)).isNull();
        assertThat(bridge.retained(ENERGY)).isEqualTo("0.083");
    }

    @Test
    void what_is_not_permitted_any_more_after_a_restart_is_cleared() {
        Scenario before = collecting(false);
        Scenario bridge = stopped(withHub(), Mode.WHERE_PERMITTED, false, 1);
        before.broker().forEach(bridge::left);
        bridge.brokerUp().streamStarted().answerOnly(FetchScope.Everything.class);

        permit(bridge, false);
        bridge.advance(Duration.ofMinutes(1));

        assertThat(energyTopics(bridge)).isEmpty();
    }

    @Test
    void a_guest_asks_for_no_readings() {
        Scenario bridge = stopped(withHub(), Mode.WHERE_PERMITTED, false, 1).as(GUS);
        bridge.brokerUp().streamStarted().answerOnly(FetchScope.Everything.class);
        permit(bridge, true);

        assertThat(asked(bridge.advance(Duration.ofMinutes(14)))).doesNotContain(READINGS);
    }

    static Stream<CloudProblem> troubles() {
        return Stream.of(
                AWAY,
                new CloudProblem.Forbidden("not allowed"),
                new CloudProblem.Refused("The timezone of this sphere is not known."),
                new CloudProblem.Unreadable("it is no list"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void trouble_with_readings_is_said_once_and_concerns_nothing_else(CloudProblem problem) {
        Scenario bridge = collecting(false);
        Map<String, String> before = bridge.broker();
        List<FetchScope> polls = new ArrayList<>();

        for (int second = 0; second < 3600; second++) {
            for (FetchScope scope : asked(bridge.advance(Duration.ofSeconds(1)))) {
                polls.add(scope);
                if (scope.equals(PERMISSION)) {
                    permit(bridge, true);
                } else {
                    fail(bridge, scope, problem);
                }
            }
        }

        assertThat(polls.stream().filter(READINGS::equals)).hasSizeBetween(5, 6);
        assertThat(polls.stream().filter(PERMISSION::equals)).hasSizeBetween(3, 4);
        assertThat(bridge.said())
                .filteredOn(line -> line.contains("energy") || line.contains("second API"))
                .hasSize(1);
        assertThat(bridge.retained("home/availability")).isEqualTo("online");
        assertThat(bridge.retained(ENERGY)).isEqualTo(before.get("crownstone2mqtt/" + ENERGY));
        await(bridge, READINGS);
        read(bridge, 70, reading(5, 300_000), reading(65, 600_000));
        assertThat(bridge.said()).containsExactly("energy: the cloud's second API answers again");
    }

    @Test
    void trouble_with_the_permission_does_not_end_what_is_read() {
        Scenario bridge = collecting(false);
        for (int second = 0; second < 3600; second++) {
            for (FetchScope scope : asked(bridge.advance(Duration.ofSeconds(1)))) {
                if (scope.equals(PERMISSION)) {
                    fail(bridge, scope, AWAY);
                } else {
                    read(bridge, 11, reading(5, 300_000), reading(10, 600_000));
                }
            }
        }

        assertThat(bridge.said()).hasSize(1);
        assertThat(bridge.retained(ENERGY)).isEqualTo("0.167");
    }

    @Test
    void an_average_does_not_stand_for_longer_than_two_hours_without_readings() {
        Scenario bridge = collecting(false);
        for (int poll = 0; poll < 11; poll++) { // every 10 min 30 s with this chance
            await(bridge, READINGS);
            fail(bridge, READINGS, AWAY);
        }
        assertThat(bridge.retained(POWER)).isEqualTo("1000");

        await(bridge, READINGS);
        fail(bridge, READINGS, AWAY);

        assertThat(bridge.retained(POWER)).isNull();
        assertThat(bridge.retained(ENERGY)).isEqualTo("0.083");
    }

    @Test
    void readings_are_asked_for_by_the_interval_and_a_little() {
        Scenario bridge = collecting(false);
        int polls = 0;
        for (int second = 0; second < 3600; second++) {
            for (FetchScope scope : asked(bridge.advance(Duration.ofSeconds(1)))) {
                if (scope.equals(READINGS)) {
                    polls++;
                    read(bridge, 6, reading(0, 0), reading(5, 300_000));
                } else {
                    permit(bridge, true);
                }
            }
        }
        assertThat(polls).isEqualTo(5); // 10 min 30 s with this chance
    }

    /** Home Assistant lets it expire that does not hear it again. */
    @Test
    void the_same_power_is_published_again_when_the_reading_is_newer() {
        Scenario bridge = collecting(false);

        await(bridge, READINGS);
        bridge.published();
        read(bridge, 11, reading(0, 0), reading(10, 600_000));
        assertThat(bridge.published()).contains("home/crownstone/lamp/power 1000");
        await(bridge, READINGS);
        bridge.published();
        read(bridge, 12, reading(0, 0), reading(10, 600_000));
        assertThat(bridge.published()).isEmpty();
    }

    @Test
    void there_is_no_power_across_a_restart_of_the_counter_or_a_long_gap() {
        Scenario bridge = collecting(false);
        await(bridge, READINGS);
        read(bridge, 11, reading(0, 0), reading(10, 1000));
        assertThat(bridge.retained(POWER)).isNull();
        await(bridge, READINGS);
        read(bridge, 16, reading(10, 1000), reading(15, 301_000));
        assertThat(bridge.retained(POWER)).isEqualTo("1000");
        await(bridge, READINGS);
        read(bridge, 136, reading(15, 301_000), reading(136, 900_000));
        assertThat(bridge.retained(POWER)).isNull();
        assertThat(bridge.retained(ENERGY)).isEqualTo("0.25");
    }

    @Test
    void what_has_no_meter_has_no_topics() {
        Scenario bridge = collecting(false);

        assertThat(bridge.retained("home/crownstone/kettle/energy")).isNull();
        assertThat(bridge.broker().keySet()).noneMatch(each -> each.contains(KETTLE + "/energy"));
    }

    /** The first account is a guest's, the second one Ada's. */
    private static Scenario guestBesideAdmin() {
        return stopped(withHub(), Mode.WHERE_PERMITTED, false, 2)
                .brokerUp()
                .streamStarted()
                .step(new Input.StreamStarted(OTHER));
    }

    private static List<Effect> snapshotAnsweredTo(Scenario bridge, AccountId account, UserId user, Home home) {
        bridge.step(new CloudOfValues(user, home).answer(account, new FetchScope.Everything()));
        return bridge.asked();
    }

    private static Scenario guestBesideAdminPermitted() {
        Scenario bridge = guestBesideAdmin();
        snapshotAnsweredTo(bridge, Scenario.ACCOUNT, GUS, withHub());
        snapshotAnsweredTo(bridge, OTHER, ADA, withHub());
        permit(bridge, true);
        return bridge;
    }

    @Test
    void a_guest_beside_an_admin_leaves_the_readings_to_the_admin() {
        Scenario bridge = guestBesideAdminPermitted();

        assertThat(bridge.asked())
                .contains(new Effect.Fetch(OTHER, READINGS))
                .doesNotContain(new Effect.Fetch(Scenario.ACCOUNT, READINGS));
        bridge.step(new Input.EnergyReceived(
                OTHER, HOME, Map.of(LAMP, List.of(reading(0, 0), reading(5, 300_000))), at(6)));
        assertThat(bridge.retained(ENERGY)).isEqualTo("0.083");
    }

    @Test
    void readings_are_asked_for_as_soon_as_somebody_comes_who_may() {
        Scenario bridge = guestBesideAdmin();
        snapshotAnsweredTo(bridge, Scenario.ACCOUNT, GUS, withHub());
        permit(bridge, true);
        bridge.advance(Duration.ofSeconds(5)).forget();

        assertThat(snapshotAnsweredTo(bridge, OTHER, ADA, withHub())).contains(new Effect.Fetch(OTHER, READINGS));
    }

    @Test
    void where_only_a_guest_is_left_the_meter_stays_and_the_average_goes() {
        Scenario bridge = guestBesideAdminPermitted();
        bridge.step(new Input.EnergyReceived(
                OTHER, HOME, Map.of(LAMP, List.of(reading(0, 0), reading(5, 300_000))), at(6)));
        assertThat(bridge.retained(POWER)).isEqualTo("1000");

        for (int minute = 0; minute < 150; minute++) {
            bridge.advance(Duration.ofMinutes(1));
            for (Effect each : bridge.asked()) {
                if (each instanceof Effect.Fetch(AccountId account, FetchScope scope)) {
                    CloudOfValues cloud = account.equals(OTHER)
                            ? new CloudOfValues(ADA, Home.EMPTY)
                            : new CloudOfValues(GUS, withHub());
                    bridge.step(
                            scope.equals(PERMISSION)
                                    ? new Input.EnergyPermissionReceived(account, HOME, true)
                                    : cloud.answer(account, scope));
                }
            }
        }

        assertThat(bridge.retained(POWER)).isNull();
        assertThat(bridge.retained(ENERGY)).isEqualTo("0.083");
    }

    @Test
    void a_removed_crownstone_takes_its_meter_along() {
        Scenario bridge = collecting(false);

        resync(
                bridge,
                withHub()
                        .change(
                                HOME,
                                sphere -> sphere.withCrownstones(
                                        sphere.crownstones().without(LAMP))));
        assertThat(energyTopics(bridge)).isEmpty();

        resync(bridge, withHub());
        assertThat(bridge.retained("home/crownstone/lamp/switch")).isEqualTo("ON");
        assertThat(energyTopics(bridge)).isEmpty();
        await(bridge, READINGS);
        read(bridge, 11, reading(5, 300_000), reading(10, 600_000));
        assertThat(bridge.retained(ENERGY)).isEqualTo("0.167");
    }

    private static void resync(Scenario bridge, Home cloud) {
        bridge.cloudHas(cloud).receive("crownstone2mqtt/bridge/request/resync", "PRESS");
        bridge.advance(Duration.ofSeconds(1)).answerOnly(FetchScope.Everything.class);
        bridge.advance(Duration.ofSeconds(3));
    }

    @Test
    void two_accounts_with_one_sphere_ask_once() {
        Scenario bridge = stopped(withHub(), Mode.WHERE_PERMITTED, false, 2);
        bridge.brokerUp().streamStarted().step(new Input.StreamStarted(OTHER)).answerOnly(FetchScope.Everything.class);
        permit(bridge, true);

        assertThat(asked(bridge.advance(Duration.ofSeconds(1))).stream().filter(READINGS::equals))
                .hasSize(1);
    }
}
