package io.crownstone2mqtt.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.mirror.Message;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublicationOrderTest {
    private static final String HOME = "homeassistant/sensor/home/people/config";
    private static final String LAMP = "homeassistant/light/lamp/light/config";
    private static final String PLUG = "homeassistant/switch/lamp/switch/config";
    private static final String LAMP_DEVICE = "homeassistant/device/lamp/config";

    private final Map<String, String> held = new HashMap<>();

    private List<String> check(Message... messages) {
        return PublicationOrder.check(held, Arrays.asList(messages));
    }

    private static Message set(String topic, String payload) {
        return Message.retained(topic, payload);
    }

    private static String config(String name, String id, String parent) {
        return """
                {"unique_id":"%s_%s","state_topic":"b/%s/state","json_attributes_topic":"b/%s/attributes",
                 "availability":[{"topic":"b/online"}],"device":{"identifiers":["%s"]%s}}""".formatted(id, name, id, id, id, parent.isEmpty() ? "" : ",\"via_device\":\"" + parent + "\"");
    }

    private static String lamp() {
        return config("light", "lamp", "home");
    }

    private static String home() {
        return config("people", "home", "");
    }

    private static String device(String components) {
        return "{\"device\":{\"identifiers\":[\"lamp\"]},\"components\":{" + components + "}}";
    }

    private static String part(String platform) {
        return "\"%s\":{\"platform\":\"%s\",\"unique_id\":\"lamp_%s\"}".formatted(platform, platform, platform);
    }

    private static String without(String platform) {
        return "\"%s\":{\"platform\":\"%s\"}".formatted(platform, platform);
    }

    @Test
    void acceptsAStartAndARemoval() {
        assertThat(check(
                        set("b/home/attributes", "{}"),
                        set("b/home/state", "ON"),
                        set("b/online", "online"),
                        set(HOME, home()),
                        set("b/lamp/attributes", "{}"),
                        set("b/lamp/state", "{}"),
                        set(LAMP, lamp()),
                        Message.once("b/home/state", "not retained"),
                        Message.clear(LAMP),
                        Message.clear(HOME),
                        Message.clear("b/lamp/state"),
                        Message.clear("b/online")))
                .isEmpty();
    }

    @Test
    void rejectsAChildBeforeItsParent() {
        assertThat(check(set(LAMP, lamp()), set(HOME, home()))).containsExactly(LAMP + ": before its parent home");
    }

    @Test
    void rejectsADiscoveryBeforeWhatItNeeds() {
        held.put(HOME, home());

        for (String topic : List.of("b/lamp/state", "b/lamp/attributes", "b/online")) {
            assertThat(check(set(LAMP, lamp()), set(topic, "x"))).containsExactly(LAMP + ": before " + topic);
        }
    }

    @Test
    void rejectsAStateBeforeItsAttributes() {
        assertThat(check(set("b/lamp/state", "x"), set("b/lamp/attributes", "{}")))
                .containsExactly("b/lamp/state: before its attributes");
        assertThat(check(set("b/ada/presence", "home"), set("b/ada/attributes", "{}")))
                .containsExactly("b/ada/presence: before its attributes");
        assertThat(check(set("b/home/presence", "ON"), set("b/home/presence/attributes", "{}")))
                .containsExactly("b/home/presence: before its attributes");
    }

    @Test
    void rejectsWhatIsNewAfterWhatIsCleared() {
        held.put(HOME, home());
        held.put(PLUG, config("switch", "lamp", "home"));

        assertThat(check(set(LAMP, lamp()), Message.clear(PLUG))).isEmpty();
        assertThat(check(Message.clear(PLUG), set(LAMP, lamp())))
                .containsExactly(LAMP + ": after something was cleared");
    }

    @Test
    void rejectsTopicsClearedBeforeDiscovery() {
        held.put(LAMP, lamp());
        held.put("b/lamp/state", "x");
        held.put("b/other", "x");

        assertThat(check(Message.clear("b/other"), Message.clear(LAMP)))
                .containsExactly(LAMP + ": cleared after the topics of things");
        assertThat(check(Message.clear("b/lamp/state")))
                .singleElement()
                .asString()
                .contains("b/lamp/state: cleared while")
                .contains("needs it");
    }

    @Test
    void rejectsAParentClearedBeforeItsChildren() {
        held.put(HOME, home());
        held.put(LAMP, lamp());

        assertThat(check(Message.clear(LAMP), Message.clear(HOME))).isEmpty();
        assertThat(check(Message.clear(HOME), Message.clear(LAMP)))
                .singleElement()
                .asString()
                .contains(HOME + ": cleared before its child");
    }

    @Test
    void acceptsAChangeOfFormatOnlyWhenItWasSaidBefore() {
        held.put(LAMP, config("light", "lamp", ""));
        Message announced = set(LAMP_DEVICE, device(part("light")));
        Message said = set(LAMP, "{\"migrate_discovery\":true}");

        assertThat(check(said)).isEmpty();
        assertThat(check(said, announced))
                .containsExactly(LAMP_DEVICE + ": too soon after the change of format was said");
        assertThat(check(announced, said)).contains(LAMP + ": a change of format is said before everything else");
        assertThat(check(announced, Message.clear(LAMP)))
                .containsExactly(
                        LAMP_DEVICE + ": in a new place before the old one said that it moves",
                        LAMP + ": cleared without saying that the other format takes over");
    }

    @Test
    void acceptsTheOldPlaceClearedOnlyBeforeTheNewOneIsThere() {
        held.put(LAMP, "{\"migrate_discovery\":true}");
        Message announced = set(LAMP_DEVICE, device(part("light")));

        assertThat(check(Message.clear(LAMP), announced)).isEmpty();
        assertThat(check(announced, Message.clear(LAMP)))
                .containsExactly(LAMP + ": cleared when its entities were in the new place already");
        held.clear();
        held.put(LAMP_DEVICE, "{\"migrate_discovery\":true}");
        Message single = set(LAMP, config("light", "lamp", ""));
        assertThat(check(Message.clear(LAMP_DEVICE), single)).isEmpty();
        assertThat(check(single, Message.clear(LAMP_DEVICE)))
                .containsExactly(LAMP_DEVICE + ": cleared when its entities were in the new place already");
    }

    @Test
    void acceptsOneStepOfADeviceAtATime() {
        held.put(LAMP_DEVICE, device(part("light")));
        Message both = set(LAMP_DEVICE, device(part("light") + "," + part("switch")));
        Message removal = set(LAMP_DEVICE, device(without("light") + "," + part("switch")));
        Message last = set(LAMP_DEVICE, device(part("switch")));

        assertThat(check(both)).isEmpty();
        assertThat(check(removal)).containsExactly(LAMP_DEVICE + ": adds and removes entities at once");
        assertThat(check(last)).containsExactly(LAMP_DEVICE + ": leaves out [light] without removing it first");
        assertThat(check(both, removal)).containsExactly(LAMP_DEVICE + ": twice without a while in between");
        held.put(LAMP_DEVICE, both.payload());
        assertThat(check(removal)).isEmpty();
        assertThat(check(last)).containsExactly(LAMP_DEVICE + ": leaves out [light] without removing it first");
        held.put(LAMP_DEVICE, removal.payload());
        assertThat(check(last)).isEmpty();
    }
}
