package io.crownstone2mqtt.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.MirrorOptions.DiscoveryOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The entity ids that Home Assistant is asked for where they are to be those of its own Crownstone integration. */
class IntegrationNamesTest {
    private static final SphereId HOME = new SphereId("home");
    private static final SphereId COTTAGE = new SphereId("cottage");
    private static final DiscoveryOptions LIGHTS = new DiscoveryOptions(true, "homeassistant", false, true, true);

    @Test
    void they_are_lights_of_that_name() {
        assertThat(entityIds(LIGHTS, sphere(HOME, plug(1, "Desk lamp"), plug(2, "Max’s Straße"))))
                .containsExactly("light.desk_lamp", "light.maxs_strasse");
    }

    @Test
    void two_of_one_name_do_not_collide_and_the_older_has_it() {
        assertThat(entityIds(LIGHTS, sphere(HOME, plug(3, "LAMP!"), plug(1, "Lamp"), plug(2, "Lamp"))))
                .containsExactly("light.lamp", "light.lamp_2", "light.lamp_3");
    }

    @Test
    void a_name_that_ends_in_a_number_is_not_taken_away() {
        assertThat(entityIds(LIGHTS, sphere(HOME, plug(1, "Lamp 2"), plug(2, "Lamp"), plug(3, "Lamp"))))
                .containsExactly("light.lamp_2", "light.lamp", "light.lamp_3");
    }

    @Test
    void nor_do_two_in_different_spheres() {
        assertThat(entityIds(LIGHTS, sphere(HOME, plug(2, "Lamp")), sphere(COTTAGE, plug(1, "Lamp"))))
                .containsExactlyInAnyOrder("light.lamp", "light.lamp_2");
    }

    @Test
    void what_cannot_switch_takes_no_name() {
        Crownstone dongle = plug(1, "Lamp").toBuilder().type("CROWNSTONE_USB").build();

        assertThat(entityIds(LIGHTS, sphere(HOME, dongle, plug(2, "Lamp")))).containsExactly("light.lamp");
    }

    @Test
    void without_a_name_it_is_called_by_its_uid() {
        assertThat(entityIds(LIGHTS, sphere(HOME, plug(1, null), plug(2, "💡"), plug(3, "Crownstone 2"))))
                .containsExactly("light.crownstone_1", "light.crownstone_2", "light.crownstone_2_2");
    }

    @Test
    void the_domain_is_still_that_of_the_entity() {
        DiscoveryOptions switches = new DiscoveryOptions(true, "homeassistant", false, false, true);

        assertThat(entityIds(switches, sphere(HOME, plug(1, "Straße")))).containsExactly("switch.strasse");
    }

    @Test
    void unless_it_is_asked_for_they_are_made_as_topics_are() {
        DiscoveryOptions usual = new DiscoveryOptions(true, "homeassistant", false, true);

        assertThat(entityIds(usual, sphere(HOME, plug(1, "Max’s lamp")))).containsExactly("light.max_s_lamp");
    }

    /** A Crownstone that turns out to have a switch may take the name of a younger one. */
    @Test
    void a_changed_type_is_rendered_as_if_it_had_always_been_so() {
        Home before = Home.EMPTY.with(
                sphere(HOME, plug(1, "Lamp").toBuilder().type("CROWNSTONE_USB").build(), plug(2, "Lamp")));
        Home after = before.change(
                HOME,
                new CrownstoneId("c1"),
                each -> each.toBuilder().type("PLUG").build());
        MirrorRenderer renderer = new MirrorRenderer(MirrorOptions.defaults().with(LIGHTS));

        Mirror changed = renderer.render(ExampleHome.snapshot(after), renderer.render(ExampleHome.snapshot(before)));

        assertThat(changed.inOrder())
                .isEqualTo(renderer.render(ExampleHome.snapshot(after)).inOrder());
    }

    private static Crownstone plug(int uid, @Nullable String name) {
        return Crownstone.builder(new CrownstoneId("c" + uid))
                .uid(uid)
                .name(name)
                .type("PLUG")
                .build();
    }

    private static Sphere sphere(SphereId id, Crownstone... crownstones) {
        Sphere sphere = Sphere.empty(id, id.value());
        for (Crownstone each : crownstones) {
            sphere = sphere.with(each);
        }
        return sphere;
    }

    /** Of the Crownstones, in the order of their ids within a sphere. */
    private static List<String> entityIds(DiscoveryOptions discovery, Sphere... spheres) {
        Home home = Home.EMPTY;
        for (Sphere sphere : spheres) {
            home = home.with(sphere);
        }
        Mirror mirror = new MirrorRenderer(MirrorOptions.defaults().with(discovery)).render(ExampleHome.snapshot(home));
        List<String> ids = new ArrayList<>();
        for (Retained each : mirror.inOrder()) {
            if (each.topic().matches("homeassistant/(light|switch)/.*")) {
                ids.add(JsonMapper.shared()
                        .readTree(each.payload())
                        .path("default_entity_id")
                        .asString());
            }
        }
        return ids;
    }
}
