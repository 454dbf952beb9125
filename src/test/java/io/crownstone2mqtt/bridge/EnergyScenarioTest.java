package io.crownstone2mqtt.bridge;

import static io.crownstone2mqtt.testing.Homes.HOME;
import static io.crownstone2mqtt.testing.Homes.KETTLE;
import static io.crownstone2mqtt.testing.Homes.LAMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.bridge.BridgeOptions.Energy;
import io.crownstone2mqtt.bridge.BridgeOptions.Energy.Mode;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.HubId;
import io.crownstone2mqtt.home.MeterReading;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.MirrorOptions.DiscoveryOptions;
import io.crownstone2mqtt.testing.DiscoveryValidator;
import io.crownstone2mqtt.testing.Homes;
import io.crownstone2mqtt.testing.UsualOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Energy meters: what is asked for and when, what is published, and what trouble does not do. */
class EnergyScenarioTest {
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final String ENERGY = "home/crownstone/lamp/energy";
    private static final String POWER = "home/crownstone/lamp/power";
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private static Home withHub(Home home) {
        return home.change(
                HOME,
                sphere -> sphere.with(
                        new Hub(new HubId("6b028fa75ce0e2108f118311"), "Hub", null, NOON, Duration.ofMinutes(1))));
    }

    private static Scenario scenario(Home home, Mode mode, boolean devices) {
        MirrorOptions mirror =
                MirrorOptions.defaults().with(new DiscoveryOptions(true, "homeassistant", devices, false));
        return new Scenario(home, UsualOptions.of(mirror, 1, new Energy(mode, INTERVAL)));
    }

    /** Its first snapshot is answered. */
    private static Scenario begun(Mode mode, boolean devices) {
        Scenario bridge = scenario(withHub(Homes.small()), mode, devices);
        bridge.brokerUp().streamStarted().answerOnly(FetchScope.Everything.class);
        return bridge;
    }

    /** Lets time pass until that is asked for, and answers all else that is. */
    private static void awaitAsked(Scenario bridge, Class<? extends FetchScope> wanted) {
        for (int minute = 0; minute < 40; minute++) {
            for (Effect effect : bridge.asked()) {
                if (effect instanceof Effect.Fetch(AccountId account, FetchScope scope)) {
                    if (wanted.isInstance(scope)) {
                        return;
                    }
                    bridge.step(
                            scope instanceof FetchScope.EnergyPermission
                                    ? new Input.EnergyPermissionReceived(account, HOME, true)
                                    : new CloudOfValues(Homes.ADA, withHub(Homes.small())).answer(account, scope));
                }
            }
            bridge.advance(Duration.ofMinutes(1));
        }
        throw new AssertionError("not asked for: " + wanted.getSimpleName());
    }

    /** The readings of the lamp, when they are asked for: minutes after noon, and joules. */
    private static Scenario read(Scenario bridge, int answeredAt, double... minutesAndJoules) {
        List<MeterReading> readings = new ArrayList<>();
        for (int i = 0; i < minutesAndJoules.length; i += 2) {
            Instant at = NOON.plusSeconds(Math.round(minutesAndJoules[i] * 60));
            readings.add(new MeterReading(minutesAndJoules[i + 1], at));
        }
        awaitAsked(bridge, FetchScope.Energy.class);
        Map<CrownstoneId, List<MeterReading>> byCrownstone = readings.isEmpty() ? Map.of() : Map.of(LAMP, readings);
        return bridge.step(new Input.EnergyReceived(
                Scenario.ACCOUNT, HOME, byCrownstone, NOON.plus(Duration.ofMinutes(answeredAt))));
    }

    private static Scenario permit(Scenario bridge, boolean permitted) {
        return bridge.step(new Input.EnergyPermissionReceived(Scenario.ACCOUNT, HOME, permitted));
    }

    /** It asked for the permission, was given it, asked for readings and got two of them. */
    private static Scenario metering(boolean devices) {
        Scenario bridge = permit(begun(Mode.WHERE_PERMITTED, devices), true);
        read(bridge, 6, 0, 3_600_000, 5, 3_630_000);
        bridge.advance(Duration.ofSeconds(10));
        bridge.forget();
        return bridge;
    }

    private static long asked(Scenario bridge, Class<? extends FetchScope> scope) {
        return bridge.asked().stream()
                .filter(effect -> effect instanceof Effect.Fetch fetch && scope.isInstance(fetch.scope()))
                .count();
    }

    private static @Nullable String discovery(Scenario bridge, String key) {
        return bridge.broker().get("homeassistant/sensor/crownstone_" + LAMP + "/" + key + "/config");
    }

    @Test
    void energy_and_the_power_since_the_reading_before_are_published_as_plain_numbers() {
        Scenario bridge = metering(false);

        assertThat(bridge.retained(ENERGY)).isEqualTo("1.008");
        assertThat(bridge.retained(POWER)).isEqualTo("100");
        assertThat(discovery(bridge, "energy")).contains("\"state_class\":\"total_increasing\"", "\"kWh\"");
        assertThat(discovery(bridge, "power")).contains("\"device_class\":\"power\"", "\"expire_after\":7200");
        assertThat(bridge.retained("home/crownstone/kettle/energy")).isNull();
        assertThat(DiscoveryValidator.withPrefix("homeassistant").problemsOf(bridge.broker()))
                .isEmpty();
    }

    @Test
    void without_a_hub_not_even_the_permission_is_asked_for() {
        Scenario bridge = scenario(Homes.small(), Mode.WHERE_PERMITTED, false);
        bridge.brokerUp().streamStarted().answerOnly(FetchScope.Everything.class);
        bridge.advance(Duration.ofHours(1));

        assertThat(asked(bridge, FetchScope.EnergyPermission.class)).isZero();
    }

    @Test
    void without_permission_no_readings_are_asked_for_and_nothing_is_said() {
        Scenario bridge = begun(Mode.WHERE_PERMITTED, false);
        assertThat(asked(bridge, FetchScope.EnergyPermission.class)).isEqualTo(1);
        bridge.said();
        permit(bridge, false).advance(Duration.ofMinutes(14));

        assertThat(asked(bridge, FetchScope.Energy.class)).isZero();
        assertThat(bridge.said()).noneMatch(line -> line.contains("energy"));
    }

    @Test
    void switched_off_nothing_is_asked_for_and_always_needs_no_permission() {
        Scenario off = begun(Mode.OFF, false);
        off.advance(Duration.ofHours(1));
        assertThat(off.asked()).noneMatch(effect -> effect.toString().contains("Energy"));

        Scenario always = begun(Mode.ALWAYS, false);
        assertThat(always.asked())
                .anyMatch(effect -> effect instanceof Effect.Fetch(var _, FetchScope.Energy _))
                .noneMatch(effect -> effect instanceof Effect.Fetch(var _, FetchScope.EnergyPermission _));
    }

    @Test
    void readings_are_asked_for_once_an_interval_and_the_permission_once_a_snapshot() {
        Scenario bridge = metering(false);
        int readings = 0;
        int permissions = 0;
        for (int minute = 0; minute < 120; minute++) {
            bridge.advance(Duration.ofMinutes(1));
            for (Effect effect : bridge.asked()) {
                if (effect instanceof Effect.Fetch(var _, FetchScope.Energy _)) {
                    readings++;
                    bridge.step(new Input.EnergyReceived(Scenario.ACCOUNT, HOME, Map.of(), NOON));
                } else if (effect instanceof Effect.Fetch(var _, FetchScope.EnergyPermission _)) {
                    permissions++;
                    permit(bridge, true);
                } else if (effect instanceof Effect.Fetch(AccountId account, FetchScope scope)) {
                    bridge.step(new CloudOfValues(Homes.ADA, withHub(Homes.small())).answer(account, scope));
                }
            }
        }
        assertThat(readings).isBetween(10, 12);
        assertThat(permissions).isBetween(6, 8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_withdrawn_permission_clears_topics_and_discovery(boolean devices) {
        Scenario bridge = metering(devices);
        assertThat(bridge.broker().values()).anyMatch(payload -> payload.contains("_energy\""));
        awaitAsked(bridge, FetchScope.EnergyPermission.class);
        permit(bridge, false).advance(Duration.ofSeconds(10));

        assertThat(bridge.retained(ENERGY)).isNull();
        assertThat(bridge.retained(POWER)).isNull();
        assertThat(bridge.broker().values()).noneMatch(payload -> payload.contains("_energy\""));
        assertThat(bridge.broker().keySet()).noneMatch(topic -> topic.endsWith("/energy/config"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_restart_of_the_bridge_takes_nothing_away_although_the_second_api_is_away(boolean devices) {
        Map<String, String> held = metering(devices).broker();
        Scenario bridge = scenario(withHub(Homes.small()), Mode.WHERE_PERMITTED, devices);
        held.forEach(bridge::left);
        bridge.brokerUp().streamStarted().answerOnly(FetchScope.Everything.class);
        fail(bridge, new CloudProblem.Unavailable("the cloud's second API is away"));
        bridge.advance(Duration.ofHours(3));

        assertThat(bridge.published()).noneMatch(line -> line.contains("/energy") && line.endsWith(" "));
        assertThat(bridge.retained(ENERGY)).isEqualTo("1.008");
        assertThat(bridge.broker().get("homeassistant/sensor/crownstone_" + LAMP + "/energy/config"))
                .isEqualTo(held.get("homeassistant/sensor/crownstone_" + LAMP + "/energy/config"));
        assertThat(bridge.broker().get("homeassistant/device/crownstone_" + LAMP + "/config"))
                .isEqualTo(held.get("homeassistant/device/crownstone_" + LAMP + "/config"));
    }

    private static void fail(Scenario bridge, CloudProblem problem) {
        bridge.step(new Input.FetchFailed(Scenario.ACCOUNT, new FetchScope.EnergyPermission(HOME), problem));
        bridge.step(new Input.FetchFailed(Scenario.ACCOUNT, new FetchScope.Energy(HOME), problem));
    }

    static Stream<CloudProblem> troubles() {
        return Stream.of(
                new CloudProblem.Unavailable("the second API is away"),
                new CloudProblem.Forbidden("not for guests"),
                new CloudProblem.Refused("the timezone of this sphere is not known"),
                new CloudProblem.NotFound("there is no such function"),
                new CloudProblem.Unreadable("that is no list"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void trouble_of_energy_is_said_once_and_leaves_everything_else_alone(CloudProblem problem) {
        Scenario bridge = metering(false);
        for (int i = 0; i < 20; i++) {
            awaitAsked(bridge, FetchScope.Energy.class);
            bridge.step(new Input.FetchFailed(Scenario.ACCOUNT, new FetchScope.Energy(HOME), problem));
        }

        assertThat(bridge.said())
                .filteredOn(line -> line.contains(problem.message()))
                .hasSize(1);
        assertThat(bridge.retained("home/availability")).isEqualTo("online");
        assertThat(bridge.retained("bridge/account/1/cloud")).isEqualTo("online");
        assertThat(bridge.retained("bridge/problems")).contains("\"count\":0");
        assertThat(bridge.retained(ENERGY)).isEqualTo("1.008");
        assertThat(bridge.retained(POWER))
                .as("two hours after the last reading")
                .isNull();
    }

    @Test
    void a_meter_that_began_again_has_energy_but_no_power() {
        Scenario bridge = metering(false);
        read(bridge, 16, 0, 3_600_000, 15, 7_200);

        assertThat(bridge.retained(ENERGY)).isEqualTo("0.002");
        assertThat(bridge.retained(POWER)).isNull();
    }

    @Test
    void after_a_gap_of_more_than_two_hours_there_is_no_power() {
        Scenario bridge = metering(false);
        read(bridge, 140, 0, 3_600_000, 5, 3_630_000, 139, 7_200_000);

        assertThat(bridge.retained(ENERGY)).isEqualTo("2");
        assertThat(bridge.retained(POWER)).isNull();
    }

    @Test
    void the_same_power_of_a_newer_reading_is_published_again() {
        Scenario bridge = metering(false);
        read(bridge, 16, 0, 3_600_000, 15, 3_690_000);
        assertThat(bridge.published()).contains("home/crownstone/lamp/power 100");

        read(bridge, 26, 0, 3_600_000, 15, 3_690_000);
        assertThat(bridge.published()).doesNotContain("home/crownstone/lamp/power 100");
    }

    @Test
    void a_hub_that_is_gone_takes_the_meters_with_it() {
        Scenario bridge = metering(false);
        bridge.cloudHas(Homes.small())
                .receive("crownstone2mqtt/bridge/request/resync", "now")
                .answerFetches();
        bridge.advance(Duration.ofSeconds(10));

        assertThat(bridge.retained(ENERGY)).isNull();
        assertThat(discovery(bridge, "energy")).isNull();
        assertThat(bridge.broker()).isEqualTo(bridge.expected());
    }

    @Test
    void what_is_no_crownstone_of_the_sphere_is_not_published() {
        Scenario bridge = metering(false);
        awaitAsked(bridge, FetchScope.Energy.class);
        bridge.forget();
        bridge.step(new Input.EnergyReceived(
                Scenario.ACCOUNT,
                HOME,
                Map.of(
                        new CrownstoneId("6b028fa75ce0e2108f1199ff"),
                        List.of(new MeterReading(1, NOON)),
                        KETTLE,
                        List.of()),
                NOON));
        assertThat(bridge.published()).isEmpty();
    }
}
