package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every set topic and every form of payload, each on a Crownstone that nobody has commanded before. */
@ExtendWith(HiveMqExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetTopicsIT {
    private static final int LAMPS = 60;

    private final RunningBridge bridge;
    private final AtomicInteger used = new AtomicInteger();
    private String lamp = "";
    private int sentBefore;

    SetTopicsIT(HiveMqBroker broker) {
        bridge = RunningBridge.on(broker);
    }

    @BeforeAll
    void start() {
        for (int number = 1; number <= LAMPS; number++) {
            bridge.home.sphere.addCrownstone(
                    CrownstoneSpec.dimmer("Lamp " + number).state(50));
        }
        bridge.startAndMirror();
    }

    @AfterAll
    void close() {
        bridge.close();
    }

    @BeforeEach
    void next() {
        lamp = "Lamp " + used.incrementAndGet();
        sentBefore = bridge.switched().size();
    }

    private String thing() {
        return "home/crownstone/" + lamp.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private List<String> sent() {
        List<String> all = bridge.switched();
        return all.subList(sentBefore, all.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ON                                          | TURN_ON
            off                                         | TURN_OFF
            Toggle                                      | TURN_OFF
            0                                           | PERCENTAGE 0
            100                                         | PERCENTAGE 100
            40.4                                        | PERCENTAGE 40
            40.5                                        | PERCENTAGE 41
            1                                           | PERCENTAGE 10
            9                                           | PERCENTAGE 10
            ` 60 `                                      | PERCENTAGE 60
            {"state":"ON"}                              | TURN_ON
            {"state":"on","brightness":70}              | PERCENTAGE 70
            {"state":"OFF","brightness":70}             | TURN_OFF
            {"brightness":5}                            | PERCENTAGE 10
            {"brightness":0}                            | PERCENTAGE 0
            {"state":"TOGGLE"}                          | TURN_OFF
            {"brightness":"30"}                         | PERCENTAGE 30
            {"state":"ON","color":{"r":1},"effect":"x"} | TURN_ON
            """)
    void aPayloadBecomesOneCommand(String payload, String command) {
        bridge.publish(thing() + "/set", payload);

        await().atMost(PATIENCE).until(() -> !sent().isEmpty());
        bridge.awaitStatuses(thing(), "accepted", "confirmed");
        assertThat(sent()).containsExactly(lamp + " " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "   ",
                "blue",
                "101",
                "-1",
                "1e2",
                "NaN",
                "null",
                "[]",
                "[40]",
                "{}",
                "{\"state\":\"MAYBE\"}",
                "{\"state\":1}",
                "{\"brightness\":\"bright\"}",
                "{\"brightness\":400}",
                "{\"brightness\":1e999999999}",
                "{\"state\":\"ON\"",
                "{\"state\":\"ON\"} trailing",
                "ON\u0000",
                "\u0130N"
            })
    void whatIsNotUnderstoodIsRejectedWithTheReason(String payload) {
        String state = bridge.held(thing() + "/state");

        bridge.publish(thing() + "/set", payload);

        bridge.awaitStatuses(thing(), "rejected");
        assertThat(bridge.results(thing()).getFirst().path("reason").asString()).isNotBlank();
        assertThat(sent()).isEmpty();
        assertThat(bridge.held(thing() + "/state")).isEqualTo(state);
    }

    @Test
    void aMegabyteIsRejected() {
        bridge.publish(thing() + "/set", "1".repeat(1024 * 1024));

        bridge.awaitStatuses(thing(), "rejected");
        assertThat(bridge.results(thing()).getFirst().path("reason").asString()).contains("longer than");
        assertThat(sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/switch/set, OFF, TURN_OFF", "/brightness/set, 80, PERCENTAGE 80"})
    void thePlainTopicsTakeCommandsToo(String leaf, String payload, String command) {
        bridge.publish(thing() + leaf, payload);

        bridge.awaitStatuses(thing(), "accepted", "confirmed");
        assertThat(sent()).containsExactly(lamp + " " + command);
    }

    @Test
    void theSendersIdComesBack() {
        bridge.publish(thing() + "/set", "{\"state\":\"OFF\",\"id\":\"automation 7\"}");
        bridge.awaitStatuses(thing(), "accepted", "confirmed");
        bridge.publish(thing() + "/set", "{\"state\":\"?\",\"id\":\"automation 8\"}");
        bridge.awaitStatuses(thing(), "accepted", "confirmed", "rejected");

        assertThat(bridge.results(thing()))
                .extracting(result -> result.path("id").asString())
                .containsExactly("automation 7", "automation 7", "automation 8");
        assertThat(bridge.results(thing()).getFirst().path("command").toString())
                .isEqualTo("{\"type\":\"TURN_OFF\"}");
        assertThat(bridge.results(thing()).getFirst().path("latency_ms").isNumber())
                .isTrue();
    }

    @Test
    void aToggleDependsOnTheState() {
        bridge.publish(thing() + "/set", "TOGGLE");
        bridge.awaitStatuses(thing(), "accepted", "confirmed");
        bridge.publish(thing() + "/set", "{\"state\":\"TOGGLE\",\"brightness\":30}");
        bridge.awaitStatuses(thing(), "accepted", "confirmed", "accepted", "confirmed");

        assertThat(sent()).containsExactly(lamp + " TURN_OFF", lamp + " PERCENTAGE 30");
    }

    @Test
    void aTopicOfNothingIsRejectedAndSwitchesNothing() {
        bridge.publish("home/crownstone/nobody/set", "ON");
        bridge.publish("elsewhere/set", "ON");
        bridge.publish("home/location/kitchen/switch/set", "ON");
        bridge.publish("home/crownstone/dongle/set", "ON");

        bridge.awaitStatuses("home/crownstone/nobody", "rejected");
        bridge.awaitStatuses("elsewhere", "rejected");
        bridge.awaitStatuses("home/crownstone/dongle", "rejected");
        assertThat(sent()).isEmpty();
    }
}
