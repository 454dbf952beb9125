package io.crownstone2mqtt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoHomeTest {
    @Test
    void showsEveryKindOfThing() {
        SimulatedSphere home = DemoHome.create(1, 10).sphere("Home");
        assertThat(home.crownstones()).hasSize(10);
        assertThat(home.crownstone("Desk lamp").dims()).isTrue();
        assertThat(home.crownstone("Coffee machine").dims()).isFalse();
        assertThat(home.crownstone("Dongle").canSwitch()).isFalse();
        assertThat(home.crownstone("Guidestone").canSwitch()).isFalse();
        assertThat(home.crownstone("Fairy lights").state()).isEmpty();
        assertThat(home.locations()).hasSize(6);
        assertThat(home.users()).hasSize(3);
    }

    @Test
    void hasScenesAndAHubThatUploadedMeterReadings() {
        SimulatedHome home = DemoHome.create(2, 10);
        SimulatedSphere sphere = home.sphere("Home");
        assertThat(sphere.scene("Film night").document.path("data").stringValue())
                .isEqualTo("{\"1\":0,\"3\":20,\"10\":100}");
        assertThat(sphere.hasRunningHub()).isTrue();
        assertThat(home.sphere("Holiday cottage").hasRunningHub()).isFalse();
        ZoneId zone = ZoneId.of("Europe/Amsterdam");
        LocalDate yesterday = home.now().atZone(zone).toLocalDate().minusDays(1);
        String fridge = sphere.crownstone("Fridge").id();
        List<Integer> readings = sphere.energy
                .usage(yesterday, "day", zone)
                .valueStream()
                .filter(point -> point.path("stoneId").stringValue().equals(fridge))
                .map(point -> point.path("energyUsage").intValue())
                .toList();
        assertThat(readings).hasSizeGreaterThan(20).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(ids(DemoHome.create(2, 30))).isEqualTo(ids(DemoHome.create(2, 30)));
    }

    @Test
    void growsWithPlausibleNamesOfItsOwn() {
        SimulatedHome large = DemoHome.create(8, 500);
        assertThat(large.spheres())
                .extracting(SimulatedSphere::name)
                .doesNotHaveDuplicates()
                .hasSize(8);
        assertThat(large.spheres())
                .allSatisfy(sphere -> assertThat(sphere.crownstones())
                        .hasSize(500)
                        .extracting(crownstone -> crownstone.name().orElseThrow())
                        .doesNotHaveDuplicates());
        assertThat(ids(large)).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{24}"));
    }

    private static List<String> ids(SimulatedHome home) {
        return home.spheres().stream()
                .flatMap(sphere -> sphere.crownstones().stream())
                .map(SimulatedCrownstone::id)
                .toList();
    }
}
