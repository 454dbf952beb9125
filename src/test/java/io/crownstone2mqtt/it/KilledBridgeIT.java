package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.Aftermath.LAMP;
import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.testing.HiveMqBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bridge's process dies silently, at any moment, and is started again. */
class KilledBridgeIT extends WithHiveMq {
    private static final int DEATHS = 5;
    /** The first start sends some fifty, a later one some twenty. */
    private static final int MOST_MESSAGES = 45;

    private static final int MOST_MESSAGES_LATER = 15;

    private final HiveMqBroker broker;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<String> asked = new ArrayList<>();

    KilledBridgeIT(HiveMqBroker broker) {
        super(broker);
        this.broker = broker;
    }

    /** It dies after that many messages, in the middle of announcing, with a command on its way. */
    private void dieAfter(int messages, int death) {
        int before = bridge.observer().received().size();
        try (PackagedBridge process = PackagedBridge.run(bridge.settings.text(bridge.cloud(), broker.url()))) {
            await("the process listens")
                    .atMost(PATIENCE)
                    .until(() -> process.out().contains("broker: connected"));
            ask(20 + death);
            await("messages")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> bridge.observer().received().size() >= before + messages);
            ask(50 + death);
            process.kill().exitCode();
        }
    }

    private void ask(int level) {
        asked.add("Desk lamp PERCENTAGE " + level);
        bridge.publish(LAMP + "/set", Integer.toString(level));
    }

    private void changeTheHome(int death) {
        bridge.home.coffee.rename("Machine " + death);
        bridge.home.lamp.reportState(death);
        bridge.home.study.rename("Study " + death);
        if (death == 2) {
            bridge.home.fairyLights.remove();
        }
    }

    @Test
    void whereverItDiesTheNextStartPutsEverythingRightAndNoCommandIsRepeated() {
        for (int death = 0; death < DEATHS; death++) {
            dieAfter(1 + random.nextInt(death == 0 ? MOST_MESSAGES : MOST_MESSAGES_LATER), death);
            bridge.awaitHeld("bridge/state", "offline");
            changeTheHome(death);
        }
        bridge.startAndMirror();

        assertThat(bridge.switched())
                .as("random seed " + seed)
                .isSubsetOf(asked)
                .doesNotHaveDuplicates();
        bridge.publish(LAMP + "/set", "OFF");
        bridge.awaitHeld(LAMP + "/switch", "OFF");
        bridge.awaitMirror();
        assertThat(bridge.switched().getLast()).isEqualTo("Desk lamp TURN_OFF");
    }
}
