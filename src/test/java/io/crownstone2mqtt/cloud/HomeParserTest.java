package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.Ability;
import io.crownstone2mqtt.home.CloudProblem.Unreadable;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.SwitchState.Source;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeParserTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void readsARecordedCrownstoneWhole() {
        Crownstone lamp = recorded("stones_filter_python", FakeCloud.LAMP);

        assertThat(lamp.name()).isEqualTo("Lamp");
        assertThat(lamp.uid()).isEqualTo(1);
        assertThat(lamp.type()).isEqualTo("PLUG");
        assertThat(lamp.icon()).isEqualTo("c1-tableLamp");
        assertThat(lamp.firmware()).isEqualTo("5.7.0");
        assertThat(lamp.hardware()).isEqualTo("10104010100QHR1900AG0");
        assertThat(lamp.address()).isEqualTo("AA:BB:CC:DD:EE:01");
        assertThat(lamp.location()).isEqualTo(new LocationId("6b028fa75ce0e2108f1182ea"));
        assertThat(lamp.locked()).isFalse();
        assertThat(lamp.state()).isEqualTo(new SwitchState(40, Source.SYNC, Instant.parse("2026-11-22T06:46:00.089Z")));
        assertThat(lamp.ability(Ability.DIMMING).orElseThrow().properties()).isEqualTo(Map.of("softOnSpeed", "8"));
    }

    @Test
    void readsRecordedCrownstonesThatLackNearlyEverything() {
        Crownstone cleared = recorded("ev_stone_after_null", "6b028fa75ce0e2108f1182f3");
        Crownstone nameless = recorded("stones_filter_python", "6b028fa75ce0e2108f1182ff");

        assertThat(cleared.name()).isNull();
        assertThat(cleared.location()).isNull();
        assertThat(cleared.state()).isNull();
        assertThat(nameless.label()).isEqualTo("Crownstone 7");
        assertThat(nameless.type()).isNull();
    }

    @Test
    void aListOfStringsForAbilitiesIsNone() {
        assertThat(recorded("stones_filter_strings", FakeCloud.LAMP).abilities())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'c'}",
                "{'id':'c','uid':null,'name':null,'type':null,'abilities':null,'currentSwitchState':null}",
                "{'id':'c','uid':'x','name':7,'type':[],'abilities':{},'currentSwitchState':'on','locked':'yes'}",
                "{'id':'c','uid':1.5,'name':{},'abilities':[null,7,{}],'currentSwitchState':{},'locationId':7}",
                "{'id':'c','currentSwitchState':{'switchState':'on'},'locationId':'../x'}",
                "{'id':'c','uid':1e99,'currentSwitchState':{'switchState':null}}"
            })
    void takesWhateverIsWrongForUnknown(String json) {
        assertThat(crownstones("[" + json + "]").values())
                .containsExactly(Crownstone.builder(new CrownstoneId("c")).build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'id':null}",
                "{'id':7}",
                "{'id':''}",
                "{'id':'a/b'}",
                "{'id':'a b'}",
                "{'id':'+'}",
                "7",
                "null"
            })
    void skipsWhatHasNoUsableId(String json) {
        assertThat(crownstones("[" + json + ",{'id':'c'}]").keySet()).containsExactly(new CrownstoneId("c"));
    }

    @ParameterizedTest
    @CsvSource({"40, 40", "40.4, 40", "'\"40\"', 40", "1, 100", "0.4, 40", "0, 0", "1000, 100", "-1, 0"})
    void takesAnyNumberForAState(String stored, int percentage) {
        Crownstone crownstone = Objects.requireNonNull(
                crownstones("[{'id':'c','uid':3.0,'currentSwitchState':{'switchState':" + stored + "}}]")
                        .get(new CrownstoneId("c")));

        assertThat(crownstone.state()).isEqualTo(new SwitchState(percentage, Source.SYNC, NOW));
        assertThat(crownstone.uid()).isEqualTo(3);
    }

    @Test
    void cleansHostileNames() {
        assertThat(crownstones("[{'id':'c','name':'\\u001b[2J\\u0000La\\nmp\\u202e'}]")
                        .get(new CrownstoneId("c")))
                .extracting(Crownstone::name)
                .isEqualTo("Lamp");
    }

    @Test
    void readsRecordedSpheres() {
        List<Sphere> spheres = HomeParser.spheres(recordedJson("users_spheres_include_all"), NOW).stream()
                .map(SphereSnapshot::sphere)
                .toList();

        assertThat(spheres).extracting(Sphere::name).containsExactly("Home", "Office");
        assertThat(spheres).extracting(Sphere::uid).containsExactly(236, 194);
        assertThat(spheres.getFirst().locations().values())
                .extracting(location -> location.label())
                .containsExactlyInAnyOrder("Living room", "Kitchen", "Attic");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "7",
                "null",
                "[{'id':'s'}]",
                "[{'id':'s','ownedStones':[]}]",
                "[{'id':'s','ownedStones':{},'ownedLocations':[]}]",
                "['s']",
                "[{'id':''},{'name':'Home','ownedStones':[],'ownedLocations':[]}]",
                "[{'id':'s','ownedStones':[{'name':'Lamp'}],'ownedLocations':[]}]"
            })
    void doesNotTakeAMissingListForAnEmptyHome(String json) {
        assertThat(CloudFixture.problemOf(() -> HomeParser.spheres(json(json), NOW)))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void readsRecordedUsersWithTheirRoles() {
        PersistentMap<UserId, User> users = HomeParser.users(recordedJson("sphere_users"));

        User ada = Objects.requireNonNull(users.get(new UserId(FakeCloud.ADMIN)));
        assertThat(ada.label()).isEqualTo("Ada Admin");
        assertThat(ada.emailVerified()).isTrue();
        assertThat(users.values())
                .extracting(User::role)
                .containsExactlyInAnyOrder(Role.ADMIN, Role.MEMBER, Role.GUEST);
        assertThat(HomeParser.users(recordedJson("sphere_users_guest"))).isNotEmpty();
    }

    @Test
    void readsAUserWithoutNames() {
        assertThat(HomeParser.users(json("{'guests':[{'id':'u'}]}")).values())
                .containsExactly(new User(new UserId("u"), null, null, null, false, Role.GUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7"})
    void doesNotTakeAnotherShapeForNoUsers(String json) {
        assertThat(CloudFixture.problemOf(() -> HomeParser.users(json(json)))).isInstanceOf(Unreadable.class);
    }

    @Test
    void readsRecordedPresence() {
        Presence two = HomeParser.presence(recordedJson("presence_two"));
        Presence devices = HomeParser.presence(recordedJson("multidevice_present"));

        assertThat(two.people()).hasSize(2);
        assertThat(devices.locationsOf(new UserId("6b02933e7b85b4331241aa74")))
                .containsExactly(new LocationId("6b0293407b85b4331241aa95"));
        assertThat(HomeParser.presence(recordedJson("presence_empty")).people()).isEmpty();
    }

    @Test
    void readsPresenceWithoutRooms() {
        Presence presence =
                HomeParser.presence(json("[{'userId':'u'},{'userId':'v','locations':[null,7,'l']},{'locations':[]}]"));

        assertThat(presence.isPresent(new UserId("u"))).isTrue();
        assertThat(presence.locationsOf(new UserId("v"))).containsExactly(new LocationId("l"));
        assertThat(presence.people()).hasSize(2);
    }

    @Test
    void readsTheRecordedKeysOfEveryRole() {
        assertThat(KeysParser.keys(recordedJson("users_keysV2")).getFirst().crownstoneKeys())
                .isNotEmpty();
        assertThat(KeysParser.keys(recordedJson("users_keysV2_member"))
                        .getFirst()
                        .keys())
                .extracting(SphereKeys.Key::type)
                .contains("MEMBER_KEY")
                .doesNotContain("ADMIN_KEY");
        assertThat(KeysParser.keys(recordedJson("users_keysV2_guest"))
                        .getFirst()
                        .crownstoneKeys())
                .isEmpty();
    }

    private static Crownstone recorded(String recording, String id) {
        @Nullable
        Crownstone found =
                CrownstoneParser.crownstones(recordedJson(recording), NOW).get(new CrownstoneId(id));
        return Objects.requireNonNull(found);
    }

    private static PersistentMap<CrownstoneId, Crownstone> crownstones(String json) {
        return CrownstoneParser.crownstones(json(json), NOW);
    }

    private static JsonReader recordedJson(String name) {
        return reader(Recording.of(name).body());
    }

    private static JsonReader json(String text) {
        return reader(text.replace('\'', '"'));
    }

    private static JsonReader reader(String json) {
        return new JsonReader(json.getBytes(StandardCharsets.UTF_8), _ -> {}, NOW);
    }
}
