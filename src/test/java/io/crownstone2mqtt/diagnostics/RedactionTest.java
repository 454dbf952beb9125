package io.crownstone2mqtt.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RedactionTest {
    private static final String LAMP = "c00000000000000000000001";
    private static final TopicShape TOPICS = new TopicShape("c2m", "homeassistant");

    private final Pseudonyms names = new Pseudonyms();

    private void crownstone(String id, String... all) {
        names.add(new NamedThing(NamedKind.CROWNSTONE, id, List.of(all)));
    }

    private Redaction redaction() {
        return new Redaction(names, TOPICS);
    }

    /** What a home with a Crownstone of that name, the first, makes of a text. */
    private String of(String name, String text) {
        crownstone(LAMP, name);
        return redaction().text(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Desk lamp      | Desk lamp -> 40 % (event)          | crownstone-1 -> 40 % (event)
                    Desk lamp      | "DESK LAMP" is off                 | "crownstone-1" is off
                    Desk lamp      | c2m/home/crownstone/desk-lamp/set  | c2m/home/crownstone/crownstone-1/set
                    Desk lamp      | light.desk_lamp is there           | light.crownstone-1 is there
                    Desk lamp      | c00000000000000000000001 answers   | crownstone-1 answers
                    Desk lamp      | crownstone_c00000000000000000000001_light | crownstone_crownstone-1_light
                    Küche (1)      | no Küche (1) in kuche-1            | no crownstone-1 in crownstone-1
                    Küche          | {\"name\":\"K\\u00fcche\"}         | {\"name\":\"crownstone-1\"}
                    Ada's "best"   | {\"name\":\"Ada's \\\"best\\\"\"}  | {\"name\":\"crownstone-1\"}
                    on             | it is on, connection stays on      | it is crownstone-1, connection stays crownstone-1
                    <b>Lamp</b>    | x<b>Lamp</b>y and lamp             | xcrownstone-1y and lamp
                    💡             | 💡 -> off                          | crownstone-1 -> off
                    -              | a - b                              | a - b
                    İstanbul       | İstanbul -> off                    | crownstone-1 -> off
                    """)
    void replacesWholeNamesInText(String name, String text, String redacted) {
        assertThat(of(name, text)).isEqualTo(redacted);
    }

    @Test
    void replacesTheLongestNameFirst() {
        crownstone("a", "Lamp");
        crownstone("b", "Desk lamp");
        crownstone("c", "Desk");
        crownstone("d", "Desk lamp left");

        assertThat(redaction().text("Desk lamp left, desk lamp, DESK, lamp, left; desk-lamp-left desk-lamp"))
                .isEqualTo("crownstone-4, crownstone-2, crownstone-3, crownstone-1, left; crownstone-4 crownstone-2");
    }

    @Test
    void callsTheSameThingTheSameEverywhere() {
        names.add(new NamedThing(NamedKind.USER, "u1", List.of("Ada Admin", "Ada", "Admin")));
        names.add(new NamedThing(NamedKind.USER, "u2", List.of("Max")));
        names.add(new NamedThing(NamedKind.USER, null, List.of("ada")));
        names.add(new NamedThing(NamedKind.USER, "u2", List.of("max-1182cf")));

        assertThat(redaction().text("Ada, ada admin, u1; Max, u2, max-1182cf, Mrs Admin"))
                .isEqualTo("user-1, user-1, user-1; user-2, user-2, user-2, Mrs user-1");
    }

    @ParameterizedTest
    @CsvSource({
        "c2m/on/crownstone/state/state,             c2m/sphere-1/crownstone/crownstone-2/state",
        "c2m/on/crownstone/crownstone/switch/set,   c2m/sphere-1/crownstone/crownstone-1/switch/set",
        "c2m/on/location/user/presence,             c2m/sphere-1/location/location-1/presence",
        "c2m/on/user/user/presence/attributes,      c2m/sphere-1/user/user-1/presence/attributes",
        "c2m/on/presence/attributes,                c2m/sphere-1/presence/attributes",
        "c2m/bridge/state,                          c2m/bridge/state",
        "homeassistant/light/crownstone_c00000000000000000000001/light/config,"
                + " homeassistant/light/crownstone_crownstone-1/light/config",
        "homeassistant/switch/crownstone_5e00000000000000000000aa/switch/config,"
                + " homeassistant/switch/crownstone_id-1/switch/config",
    })
    void replacesOnlyTheLevelsOfTopicsThatAreNames(String topic, String redacted) {
        names.add(new NamedThing(NamedKind.SPHERE, "s1", List.of("on")));
        names.add(new NamedThing(NamedKind.LOCATION, "l1", List.of("user")));
        crownstone(LAMP, "crownstone", "light");
        crownstone("c2", "state");
        names.add(new NamedThing(NamedKind.USER, "u1", List.of("user")));

        assertThat(redaction().topic(topic)).isEqualTo(redacted);
    }

    @Test
    void leavesTheMembersAndWordsOfPayloadsAlone() {
        crownstone(LAMP, "on");
        crownstone("c2", "state");
        names.add(new NamedThing(NamedKind.LOCATION, "l1", List.of("on")));
        names.add(new NamedThing(NamedKind.SPHERE, "s1", List.of("Home")));
        Redaction redaction = redaction();

        assertThat(redaction.payload("c2m/home/crownstone/on/state", "{\"state\":\"ON\",\"source\":\"event\"}"))
                .isEqualTo("{\"state\":\"ON\",\"source\":\"event\"}");
        assertThat(redaction.payload("c2m/home/crownstone/on/switch", "ON")).isEqualTo("ON");
        assertThat(redaction.payload("c2m/home/user/u/presence", "home")).isEqualTo("home");
        assertThat(redaction.payload("c2m/home/user/u/location", "on")).isEqualTo("location-1");
        assertThat(redaction.payload(
                        "c2m/home/crownstone/on/attributes",
                        "{\"name\":\"on\",\"id\":\"" + LAMP + "\",\"location\":\"on\",\"uid\":1}"))
                .isEqualTo("{\"name\":\"crownstone-1\",\"id\":\"crownstone-1\",\"location\":\"location-1\",\"uid\":1}");
        assertThat(redaction.payload(
                        "homeassistant/switch/crownstone_" + LAMP + "/switch/config",
                        "{\"state_topic\":\"c2m/home/crownstone/on/switch\",\"payload_on\":\"ON\","
                                + "\"device\":{\"name\":\"on\",\"suggested_area\":\"on\"}}"))
                .isEqualTo("{\"state_topic\":\"c2m/sphere-1/crownstone/crownstone-1/switch\",\"payload_on\":\"ON\","
                        + "\"device\":{\"name\":\"crownstone-1\",\"suggested_area\":\"location-1\"}}");
    }

    @Test
    void findsTheNamesInRetainedTopicsAlone() {
        Map<String, String> retained = Map.of(
                "c2m/villa/crownstone/desk-lamp-7/attributes",
                "{\"name\":\"Desk lamp\",\"id\":\"" + LAMP + "\",\"location\":\"Study\"}",
                "c2m/villa/crownstone/orphan/switch",
                "ON",
                "c2m/villa/user/ada/attributes",
                "{\"in_zones\":[],\"sphere\":\"Villa Ä\",\"locations\":[\"Attic\"]}",
                "homeassistant/binary_sensor/crownstone_sphere_5e1/cloud/config",
                "{\"state_topic\":\"c2m/villa/availability\",\"device\":{\"name\":\"Villa Ä\"}}");
        new RetainedNames(TOPICS).of(retained).forEach(names::add);
        Redaction redaction = redaction();

        assertThat(redaction.topic("c2m/villa/crownstone/desk-lamp-7/set"))
                .isEqualTo("c2m/sphere-1/crownstone/crownstone-1/set");
        assertThat(redaction.text("Desk lamp, desk-lamp-7 and " + LAMP + " in the Study of Villa Ä, villa, 5e1"))
                .matches(
                        "crownstone-1, crownstone-1 and crownstone-1 in the location-\\d of sphere-1, sphere-1, sphere-1");
        retained.forEach((topic, payload) -> assertThat(redaction.topic(topic) + redaction.payload(topic, payload))
                .doesNotContainIgnoringCase("villa")
                .doesNotContainIgnoringCase("lamp")
                .doesNotContainIgnoringCase("orphan")
                .doesNotContainIgnoringCase("study")
                .doesNotContainIgnoringCase("attic")
                .doesNotContainIgnoringCase("ada"));
    }

    @Test
    void hidesTheNamesAndIdsOfScenesAndHubs() {
        Map<String, String> retained = Map.of(
                "c2m/villa/scene/bedtime/attributes",
                "{\"name\":\"Bedtime\",\"id\":\"5ce1\",\"levels\":{\"Desk lamp\":10,\"Oven (4)\":0}}",
                "c2m/villa/hub/attic-box/attributes",
                "{\"name\":\"Attic box\",\"id\":\"4b01\",\"location\":\"Attic\"}",
                "homeassistant/scene/crownstone_sphere_5e1/scene_5ce1/config",
                "{\"name\":\"Bedtime\",\"command_topic\":\"c2m/villa/scene/bedtime/set\","
                        + "\"device\":{\"name\":\"Villa\"}}",
                "homeassistant/binary_sensor/crownstone_hub_4b01/connectivity/config",
                "{\"state_topic\":\"c2m/villa/hub/attic-box/connectivity\",\"device\":{\"name\":\"Attic box\"}}");
        crownstone(LAMP, "Desk lamp");
        new RetainedNames(TOPICS).of(retained).forEach(names::add);
        Redaction redaction = redaction();

        String topic = "c2m/villa/scene/bedtime/attributes";
        assertThat(redaction.topic(topic)).isEqualTo("c2m/sphere-1/scene/scene-1/attributes");
        assertThat(redaction.payload(topic, retained.getOrDefault(topic, "")))
                .isEqualTo("{\"name\":\"scene-1\",\"id\":\"scene-1\","
                        + "\"levels\":{\"crownstone-1\":10,\"crownstone-2\":0}}");
        assertThat(redaction.topic("homeassistant/scene/crownstone_sphere_5e1/scene_5ce1/config"))
                .isEqualTo("homeassistant/scene/crownstone_sphere_sphere-1/scene_scene-1/config");
        assertThat(redaction.text("Bedtime, Attic box, attic-box, 4b01")).isEqualTo("scene-1, hub-1, hub-1, hub-1");
        retained.forEach((each, payload) -> assertThat(redaction.topic(each) + redaction.payload(each, payload))
                .doesNotContainIgnoringCase("bedtime")
                .doesNotContainIgnoringCase("attic")
                .doesNotContainIgnoringCase("lamp")
                .doesNotContainIgnoringCase("oven")
                .doesNotContainIgnoringCase("5ce1")
                .doesNotContainIgnoringCase("4b01"));
    }

    @Test
    void leavesWhatStandsBeforeTheMessageOfALogLine() {
        crownstone(LAMP, "Info");
        names.add(new NamedThing(NamedKind.LOCATION, "l", List.of("app")));

        assertThat(redaction().log("""
                        2026-11-22T21:00:00.000Z INFO  [bridge-loop] app.Info Info -> off (event)
                        java.lang.IllegalStateException: app
                        \tat io.crownstone2mqtt.app.Info.run(Info.java:3)
                        """)).isEqualTo("""
                        2026-11-22T21:00:00.000Z INFO  [bridge-loop] app.Info crownstone-1 -> off (event)
                        java.lang.IllegalStateException: location-1
                        \tat io.crownstone2mqtt.app.Info.run(Info.java:3)
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "a1b2c3d4e5f60718293a4b5c6d7e8f90",
                "AA:BB:CC:DD:EE:01",
                "192.168.1.20",
                "[fe80::1%eth0]",
                "2001:db8:0:0:0:0:0:1",
                "5e00000000000000000000aa",
                "nas.lan"
            })
    void hidesAddressesAndWhatMayBeASecret(String word) {
        names.add("nas.lan", "broker-host");

        assertThat(redaction().text("at " + word + ", port 1883"))
                .doesNotContain(word)
                .startsWith("at ")
                .endsWith(", port 1883");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt://127.0.0.1:1883", "http://[::1]:8099", "0.0.0.0", "5.7.0", "2026-11-22T21:00:00Z"})
    void leavesWhatEverybodyHas(String word) {
        assertThat(redaction().text(word)).isEqualTo(word);
    }

    @Test
    void namesWhatNobodyKnowsAlwaysTheSame() {
        String id = "5e00000000000000000000aa";

        assertThat(redaction().text(id + " 10.0.0.1 " + id + " 10.0.0.1 10.0.0.2"))
                .isEqualTo("id-1 address-1 id-1 address-1 address-2");
    }

    @Test
    void knowsWhatTheStatusPageKnows() {
        var status = JsonMapper.shared().readTree("""
                {"broker":"mqtt://nas.lan:1883","spheres":[{"id":"s1","name":"Home","rooms":[{"id":"l1","name":"Study"}],
                "crownstones":[{"id":"c1","name":"event","room":"l1","state":{"on":true,"source":"event"}}],
                "people":[{"id":"u1","name":"Ada","rooms":["l1"]}],
                "scenes":[{"id":"n1","name":"Bedtime"}],"hubs":[{"id":"h1","name":"Box","room":"l1"}]}],
                "commands":[{"name":"event","status":"confirmed"}]}
                """);
        names.add("nas.lan", "broker-host");
        StatusNames.of(status).forEach(names::add);

        assertThat(redaction().json(status).toString())
                .isEqualTo(
                        "{\"broker\":\"mqtt://broker-host:1883\",\"spheres\":[{\"id\":\"sphere-1\",\"name\":\"sphere-1\","
                                + "\"rooms\":[{\"id\":\"location-1\",\"name\":\"location-1\"}],"
                                + "\"crownstones\":[{\"id\":\"crownstone-1\",\"name\":\"crownstone-1\",\"room\":\"location-1\","
                                + "\"state\":{\"on\":true,\"source\":\"event\"}}],"
                                + "\"people\":[{\"id\":\"user-1\",\"name\":\"user-1\",\"rooms\":[\"location-1\"]}],"
                                + "\"scenes\":[{\"id\":\"scene-1\",\"name\":\"scene-1\"}],"
                                + "\"hubs\":[{\"id\":\"hub-1\",\"name\":\"hub-1\",\"room\":\"location-1\"}]}],"
                                + "\"commands\":[{\"name\":\"crownstone-1\",\"status\":\"confirmed\"}]}");
    }
}
