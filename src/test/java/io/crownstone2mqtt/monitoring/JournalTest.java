package io.crownstone2mqtt.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.mirror.CommandResult.Status;
import io.crownstone2mqtt.testing.Homes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final AccountId ACCOUNT = new AccountId(1);

    private final BridgeOnPaper bridge = new BridgeOnPaper();
    private final Journal journal = new Journal(bridge::now);

    private JournalTest happens(Input input) {
        journal.stepped(input, bridge.happens(input), 0);
        return this;
    }

    private JournalTest after(int millis) {
        bridge.passes(Duration.ofMillis(millis));
        return this;
    }

    private JournalTest set(String thing, String payload) {
        String topic = "crownstone2mqtt/home/crownstone/" + thing + "/set";
        return happens(new Input.BrokerMessage(topic, payload.getBytes(StandardCharsets.UTF_8), false));
    }

    @BeforeEach
    void works() {
        happens(new Input.BrokerUp())
                .after(6000)
                .happens(new Input.StreamStarted(ACCOUNT))
                .happens(new Input.SnapshotReceived(ACCOUNT, Homes.ADA, Homes.small()));
    }

    @Test
    void keepsOneEntryForACommandHoweverItGoesOn() {
        set("lamp", "70").after(30).happens(new Input.Tick()).after(100).happens(new Input.SwitchAnswered(1, null));
        assertThat(journal.commands()).singleElement().satisfies(command -> {
            assertThat(command.status()).isEqualTo(Status.ACCEPTED);
            assertThat(command.name()).isEqualTo("Lamp");
        });

        after(400).happens(new Input.EventReceived(ACCOUNT, new HomeEvent.StateReported(Homes.HOME, Homes.LAMP, 70)));
        assertThat(journal.commands()).singleElement().satisfies(command -> {
            assertThat(command.status()).isEqualTo(Status.CONFIRMED);
            assertThat(command.accepted()).isEqualTo(Duration.ofMillis(130));
            assertThat(command.latency()).isEqualTo(Duration.ofMillis(530));
        });
    }

    @Test
    void tellsWhyACommandWasRejected() {
        set("kettle", "40").after(10).set("nobody", "ON");

        assertThat(journal.commands())
                .extracting(Journal.JournalCommand::name)
                .containsExactly("crownstone2mqtt/home/crownstone/nobody/result", "Kettle");
        assertThat(journal.commands())
                .allSatisfy(command -> assertThat(command.status()).isEqualTo(Status.REJECTED))
                .last()
                .satisfies(command -> assertThat(command.reason()).startsWith("dimming is not enabled"));
    }

    @Test
    void keepsTheLastFiftyCommands() {
        for (int i = 0; i < 60; i++) {
            after(10).set("kettle", "4" + i % 10);
        }

        assertThat(journal.commands()).hasSize(50);
    }

    @Test
    void keepsTheLastProblemsNewestFirst() {
        happens(new Input.StreamLost(ACCOUNT, new CloudProblem.Unavailable("the cloud is away"), Duration.ofSeconds(1)))
                .after(1000)
                .happens(new Input.BrokerDown("the broker is away", false));

        assertThat(journal.problems())
                .containsExactly(
                        new Journal.JournalProblem(Homes.SUNDAY.plusSeconds(7), "broker: the broker is away"),
                        new Journal.JournalProblem(Homes.SUNDAY.plusSeconds(6), "cloud, account 1: the cloud is away"));
    }
}
