package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.testing.HiveMqBroker;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** A whole bridge whose cloud gets into trouble: what holds after every trouble is asserted here. */
abstract class CloudInTrouble extends WithHiveMq {
    static final String LAMP = "home/crownstone/desk-lamp";
    static final String COMPLAINT = "WARN cloud, account 1: ";
    static final String RECOVERY = "INFO cloud, account 1: connected again after ";

    /** In the path of the request for everything, and of no other that a bridge with its first snapshot makes. */
    static final String SNAPSHOT = "/users/";

    final LogLines log = new LogLines();

    CloudInTrouble(HiveMqBroker broker) {
        super(broker);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    /** The trouble has been noticed: one line, which says what in one of these ways. */
    void awaitComplaint(String... ways) {
        await("a complaint: " + String.join(", or ", ways))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.starting(COMPLAINT))
                        .as(() -> "all lines: " + log.all())
                        .hasSize(1)
                        .allMatch(line -> Stream.of(ways).anyMatch(line::contains)));
    }

    /** The trouble has just ended: soon everything is as if it had never been. */
    void assertHeals() {
        bridge.awaitMirror();
        assertSaidOnce();
    }

    /** One line when it went, one with the duration when it was back. */
    void assertSaidOnce() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.starting(RECOVERY))
                        .as(() -> "all lines: " + log.all())
                        .hasSize(1)
                        .allMatch(line -> line.matches(".* after \\d+ (s|min|h)")));
        assertThat(log.starting(COMPLAINT)).hasSize(1);
        assertThat(log.starting("ERROR")).isEmpty();
    }

    /** While the snapshot fails nothing on the broker changes and no login is made; with the next good one all is right. */
    void assertChangesNothingAndHeals(Failure failure, String complaint) {
        bridge.startAndMirror();
        Map<String, String> before = bridge.retainedOfTheHome();
        bridge.faults().failAll(SNAPSHOT, failure);
        switchUnheard(0);

        bridge.publish("bridge/request/resync", "PRESS");
        awaitComplaint(complaint);
        assertThat(bridge.retainedOfTheHome()).isEqualTo(before);
        bridge.faults().clear();

        assertHeals();
        assertThat(bridge.held(LAMP + "/switch")).isEqualTo("OFF");
        assertThat(bridge.payloads("home/availability")).containsExactly("online");
        assertThat(bridge.cloud().logins()).hasSize(2); // the bridge's and this test's own
    }

    /** Switches the lamp where no event tells of it: only a snapshot does. */
    void switchUnheard(double percentage) {
        bridge.faults().stream().dropEvents(true);
        bridge.home.lamp.reportState(percentage);
        bridge.faults().stream().dropEvents(false);
    }
}
