package io.crownstone2mqtt.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The meters that a hub uploads, as sensors, and in Home Assistant's Energy dashboard by its own judgement. */
abstract class HomeAssistantEnergyContract extends HomeAssistantTier {
    private static final String ENERGY = "sensor.coffee_machine_energy";
    private static final String POWER = "sensor.coffee_machine_power";

    HomeAssistantEnergyContract(String settings) {
        super("cloud.energy.interval = 1s\n" + settings);
    }

    /** The dashboard wants the recorder. */
    @BeforeEach
    void record() {
        homeAssistant.configure("energy", "recorder:\nenergy:\n");
        homeAssistant.awaitNumber(ENERGY);
    }

    /** The machine is off: the meter stands still after that. */
    private void upload(double kilowattHours) {
        household.crownstone("Coffee machine").restartMeter(kilowattHours * 3_600_000);
        household.crownstone("Coffee machine").uploadEnergy(kilowattHours * 3_600_000);
    }

    private Map<String, String> attributes(String sensor) {
        return Stream.of("device_class", "state_class", "unit_of_measurement")
                .collect(Collectors.toMap(
                        name -> name,
                        name -> homeAssistant.attribute(sensor, name).asString("")));
    }

    @Test
    void metersAreSensors() {
        upload(5);
        homeAssistant.awaitState(ENERGY, "5");
        upload(5.1);
        homeAssistant.awaitState(ENERGY, "5.1");

        assertThat(attributes(ENERGY))
                .isEqualTo(Map.of(
                        "device_class", "energy", "state_class", "total_increasing", "unit_of_measurement", "kWh"));
        HomeAssistant.await()
                .untilAsserted(() -> assertThat(homeAssistant.stateOf(POWER))
                        .matches("[0-9.]+")
                        .isEqualTo(household.retained().get("crownstone2mqtt/home/crownstone/coffee-machine/power")));
        assertThat(attributes(POWER))
                .isEqualTo(Map.of("device_class", "power", "state_class", "measurement", "unit_of_measurement", "W"));
        assertThat(homeAssistant.entity(ENERGY).deviceId())
                .isEqualTo(homeAssistant.device(deviceOf("Coffee machine")).id());
    }

    @Test
    void theEnergyDashboardTakesThem() {
        upload(5);
        homeAssistant.awaitState(ENERGY, "5");
        assertThat(offered("sum")).contains(ENERGY).doesNotContain(POWER);
        assertThat(offered("mean")).contains(POWER).doesNotContain(ENERGY);
        anHourIsSummedUp();

        homeAssistant.ask("energy/save_prefs", preferences());

        HomeAssistant.await().untilAsserted(() -> assertThat(issues()).isEmpty());
        assertThat(homeAssistant.ask("recorder/validate_statistics", "{}").toString())
                .doesNotContain(ENERGY, POWER);
    }

    /** What the pages of Home Assistant let a user choose from. */
    private List<String> offered(String kind) {
        return homeAssistant
                .ask("recorder/list_statistic_ids", "{\"statistic_type\":\"" + kind + "\"}")
                .valueStream()
                .map(each -> each.path("statistic_id").asString(""))
                .toList();
    }

    /** Home Assistant itself would do it after five minutes for the first time. */
    private void anHourIsSummedUp() {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
        String sum = homeAssistant.isOf2025() ? "\"has_mean\":false" : "\"mean_type\":0,\"unit_class\":\"energy\"";
        homeAssistant.ask("recorder/import_statistics", """
                {"metadata":{"source":"recorder","name":null,"statistic_id":"%s","unit_of_measurement":"kWh","has_sum":true,%s},
                 "stats":[{"start":"%s","state":4,"sum":4}]}""".formatted(ENERGY, sum, hour));
        String mean = homeAssistant.isOf2025() ? "\"has_mean\":true" : "\"mean_type\":1,\"unit_class\":\"power\"";
        homeAssistant.ask("recorder/import_statistics", """
                {"metadata":{"source":"recorder","name":null,"statistic_id":"%s","unit_of_measurement":"W","has_sum":false,%s},
                 "stats":[{"start":"%s","mean":7,"min":7,"max":7}]}""".formatted(POWER, mean, hour));
    }

    /** The meter as what comes from the grid, and as one device; power has a place there since 2026 only. */
    private String preferences() {
        String preferences = homeAssistant.isOf2025() ? """
                {"energy_sources":[{"type":"grid","flow_to":[],"cost_adjustment_day":0,"flow_from":[
                  {"stat_energy_from":"%1$s","entity_energy_price":null,"number_energy_price":null}]}],
                 "device_consumption":[{"stat_consumption":"%1$s"}]}""" : """
                {"energy_sources":[{"type":"grid","stat_energy_from":"%1$s","stat_rate":"%2$s","cost_adjustment_day":0}],
                 "device_consumption":[{"stat_consumption":"%1$s","stat_rate":"%2$s"}]}""";
        return preferences.formatted(ENERGY, POWER);
    }

    /** Of what is in the dashboard. */
    private List<String> issues() {
        JsonNode found = homeAssistant.ask("energy/validate", "{}");
        return Stream.of("energy_sources", "device_consumption")
                .flatMap(part -> {
                    assertThat(found.path(part).size()).isOne();
                    return found.path(part).path(0).valueStream();
                })
                .map(JsonNode::toString)
                .toList();
    }
}
