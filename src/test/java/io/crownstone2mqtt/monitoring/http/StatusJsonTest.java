package io.crownstone2mqtt.monitoring.http;

import static io.crownstone2mqtt.testing.Homes.ADA;
import static io.crownstone2mqtt.testing.Homes.HOME;
import static io.crownstone2mqtt.testing.Homes.KETTLE;
import static io.crownstone2mqtt.testing.Homes.KITCHEN;
import static io.crownstone2mqtt.testing.Homes.LAMP;
import static io.crownstone2mqtt.testing.Homes.STUDY;
import static io.crownstone2mqtt.testing.Homes.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.Bridge;
import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.bridge.StepTime;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.HubId;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.MeterReading;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.monitoring.HealthWatch;
import io.crownstone2mqtt.monitoring.Journal;
import io.crownstone2mqtt.testing.Homes;
import io.crownstone2mqtt.testing.UsualOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Energy of today, by room: 1 kWh are 3,600,000 J. */
class StatusJsonTest {
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final CrownstoneId HEATER = new CrownstoneId("6b028fa75ce0e2108f1182f9");

    private static final BridgeOptions OPTIONS = UsualOptions.of(
            MirrorOptions.defaults(),
            1,
            new BridgeOptions.EnergyCollection(
                    BridgeOptions.EnergyCollection.Mode.WHERE_PERMITTED, Duration.ofMinutes(10)));

    private final Bridge bridge = new Bridge(OPTIONS);
    private BridgeState state = BridgeState.initial(OPTIONS);
    private Duration uptime = Duration.ZERO;

    private void happens(Input input) {
        state = bridge.step(state, new StepTime(now(), uptime, 0.5), input).state();
    }

    private Instant now() {
        return SUNDAY.plus(uptime);
    }

    private static Crownstone heater(@Nullable LocationId room) {
        return Crownstone.builder(HEATER).uid(9).name("Heater").location(room).build();
    }

    private void start(@Nullable LocationId heaterIsIn) {
        Hub hub = new Hub(new HubId("6b028fa75ce0e2108f118311"), "Hub", null, SUNDAY, Duration.ofMinutes(3));
        Home home = Homes.small().change(HOME, sphere -> sphere.with(hub).with(heater(heaterIsIn)));
        happens(new Input.BrokerUp());
        happens(new Input.StreamStarted(ACCOUNT));
        happens(new Input.SnapshotReceived(ACCOUNT, ADA, home));
        happens(new Input.EnergyPermissionReceived(ACCOUNT, HOME, true));
    }

    private void read(Map<CrownstoneId, List<MeterReading>> readings) {
        happens(new Input.EnergyReceived(ACCOUNT, HOME, readings, now()));
    }

    private static List<MeterReading> risen(double kilowattHours) {
        return List.of(
                new MeterReading(7_200_000, SUNDAY.minusSeconds(3600)),
                new MeterReading(7_200_000 + kilowattHours * 3_600_000, SUNDAY));
    }

    /** Lets the readings of the sphere be asked for again. */
    private void passes(Duration time) {
        uptime = uptime.plus(time);
        happens(new Input.Tick());
    }

    private ObjectNode sphere() {
        HealthWatch health = new HealthWatch(state, ZoneOffset.UTC, this::now, uptime::toNanos);
        StatusJson status = new StatusJson(OPTIONS, health, new Journal(this::now), false);
        return (ObjectNode) status.now().path("spheres").path(0);
    }

    private JsonNode today(LocationId room) {
        return StreamSupport.stream(sphere().path("rooms").spliterator(), false)
                .filter(each -> each.path("id").asString().equals(room.value()))
                .findFirst()
                .orElseThrow()
                .path("energy_today_kwh");
    }

    @Test
    void sumsUpTheMetersOfARoom() {
        start(STUDY);

        read(Map.of(LAMP, risen(0.25), HEATER, risen(1.5)));

        assertThat(today(STUDY).asDouble()).isEqualTo(1.75);
        assertThat(today(KITCHEN).isNull()).isTrue();
        assertThat(sphere().path("energy_today_kwh_elsewhere").isNull()).isTrue();
    }

    @Test
    void countsWhatIsInNoKnownRoomApart() {
        start(new LocationId("gone"));

        read(Map.of(KETTLE, risen(0.5), HEATER, risen(1.5)));

        assertThat(today(KITCHEN).asDouble()).isEqualTo(0.5);
        assertThat(today(STUDY).isNull()).isTrue();
        assertThat(sphere().path("energy_today_kwh_elsewhere").asDouble()).isEqualTo(1.5);
    }

    @Test
    void tellsNothingBeforeTheFirstReading() {
        start(STUDY);

        assertThat(today(STUDY).isNull()).isTrue();
    }

    @Test
    void beginsAtNothingOnANewDayAndEndsWithTheReadings() {
        start(STUDY);
        read(Map.of(LAMP, risen(0.25)));

        passes(Duration.ofMinutes(15));
        read(Map.of());
        assertThat(today(STUDY).asDouble(-1)).isZero();

        passes(Duration.ofHours(2));
        read(Map.of());
        assertThat(today(STUDY).isNull()).isTrue();
    }
}
