package io.crownstone2mqtt.mirror;

import static io.crownstone2mqtt.testing.Homes.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void a_name_becomes_a_topic_level() {
        assertThat(levels("Desk lamp", "Fridge")).containsExactly("desk-lamp", "fridge");
    }

    @Test
    void of_siblings_with_one_slug_the_oldest_has_it_and_each_other_gets_its_uid() {
        assertThat(levels("Lamp", "LAMP!", "Fridge", "lamp")).containsExactly("lamp", "lamp-2", "fridge", "lamp-4");
    }

    @Test
    void a_new_sibling_never_renames_one_that_is_there() {
        List<String> before = levels("Lamp", "Lamp", "Lamp 2");
        assertThat(levels("Lamp", "Lamp", "Lamp 2", "Lamp", "Lamp 2")).startsWith(before.toArray(String[]::new));
    }

    @Test
    void without_a_name_it_is_called_by_its_uid() {
        assertThat(levels(null, "💡", "")).containsExactly("crownstone-1", "crownstone-2", "crownstone-3");
    }

    @Test
    void no_two_levels_are_ever_the_same() {
        assertThat(levels("Lamp", "Lamp", "Lamp 1", "Crownstone 5", null)).doesNotHaveDuplicates();
    }

    @Test
    void the_way_back_leads_to_the_same_thing() {
        Names names = names(sphere(HOME, "Home", List.of("Lamp", "Lamp")));
        for (int number = 1; number <= 2; number++) {
            ThingKey thing = ThingKey.of(HOME, id(number));
            assertThat(names.topics().at(names.topics().path(thing))).contains(thing);
        }
        assertThat(names.topics().at("home")).contains(ThingKey.of(HOME));
        assertThat(names.topics().at("elsewhere")).isEmpty();
    }

    @Test
    void a_sphere_never_takes_the_place_of_the_bridge() {
        SphereId other = new SphereId("6b028fa75ce0e2108f118000");
        Names names = names(sphere(HOME, "Bridge", List.of()), sphere(other, "!!", List.of()));
        assertThat(names.topics().path(ThingKey.of(HOME))).isEqualTo("bridge-1182cf");
        assertThat(names.topics().path(ThingKey.of(other))).isEqualTo("sphere-118000");
    }

    @Test
    void people_are_called_by_their_first_name_unless_two_share_it() {
        Sphere sphere = sphere(HOME, "Home", List.of())
                .with(user("a00001", "Ada", "Admin"))
                .with(user("b00002", "Max", "Member"))
                .with(user("c00003", "Max", "Other"))
                .with(user("d00004", null, null));
        Names names = names(sphere);
        assertThat(names.person(HOME, new UserId("a00001"))).isEqualTo("Ada");
        assertThat(names.person(HOME, new UserId("b00002"))).isEqualTo("Max Member");
        assertThat(names.topics().level(ThingKey.of(HOME, new UserId("b00002"))))
                .isEqualTo("max");
        assertThat(names.topics().level(ThingKey.of(HOME, new UserId("c00003"))))
                .isEqualTo("max-c00003");
        assertThat(names.topics().level(ThingKey.of(HOME, new UserId("d00004"))))
                .isEqualTo("user-d00004");
    }

    @Test
    void with_ids_every_level_is_an_id() {
        MirrorOptions options = MirrorOptions.defaults().with(new MirrorOptions.TopicOptions("crownstone2mqtt", true));
        Names names = Names.of(Home.EMPTY.with(sphere(HOME, "Home", List.of("Lamp"))), options);
        assertThat(names.topics().path(ThingKey.of(HOME))).isEqualTo(HOME.value());
        assertThat(names.topics().level(ThingKey.of(HOME, id(1)))).isEqualTo(id(1).value());
    }

    private static User user(String id, @Nullable String first, @Nullable String last) {
        return new User(new UserId(id), first, last, null, true, Role.MEMBER);
    }

    private static List<String> levels(@Nullable String... crownstones) {
        List<@Nullable String> named = Arrays.asList(crownstones);
        Names names = names(sphere(HOME, "Home", named));
        return IntStream.rangeClosed(1, named.size())
                .mapToObj(number -> names.topics().level(ThingKey.of(HOME, id(number))))
                .toList();
    }

    private static Names names(Sphere... spheres) {
        Home home = Home.EMPTY;
        for (Sphere sphere : spheres) {
            home = home.with(sphere);
        }
        return Names.of(home, MirrorOptions.defaults());
    }

    private static Sphere sphere(SphereId id, String name, List<? extends @Nullable String> crownstones) {
        Sphere sphere = Sphere.empty(id, name);
        for (int number = 1; number <= crownstones.size(); number++) {
            sphere = sphere.with(Crownstone.builder(id(number))
                    .uid(number)
                    .name(crownstones.get(number - 1))
                    .build());
        }
        return sphere;
    }

    private static CrownstoneId id(int number) {
        return new CrownstoneId("00000000000000000000000" + number);
    }
}
