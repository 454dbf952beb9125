package io.crownstone2mqtt.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.SphereId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Inbox inbox = new Inbox(2);

    private static Input event(int percentage) {
        return new Input.EventReceived(
                new AccountId(1),
                new HomeEvent.StateReported(new SphereId("0a"), new CrownstoneId("lamp"), percentage));
    }

    private List<Input> taken() throws InterruptedException {
        List<Input> taken = new ArrayList<>();
        for (Optional<ReceivedInput> next = inbox.poll(Duration.ZERO);
                next.isPresent();
                next = inbox.poll(Duration.ZERO)) {
            taken.add(next.get().input());
        }
        return taken;
    }

    @Test
    void givesWhatItTookInOrder() throws InterruptedException {
        inbox.put(event(1));
        inbox.put(new Input.BrokerUp());
        assertThat(inbox.depth()).isEqualTo(2);
        assertThat(taken()).containsExactly(event(1), new Input.BrokerUp());
    }

    @Test
    void saysThatEventsWereDroppedOnceWhatIsOlderIsTaken() throws InterruptedException {
        for (int percentage = 1; percentage <= 5; percentage++) {
            inbox.put(event(percentage));
        }
        assertThat(taken()).containsExactly(event(1), event(2), new Input.EventsDropped());
    }

    private static Input.BrokerMessage message(int bytes) {
        return new Input.BrokerMessage("a/set", new byte[bytes], false);
    }

    @Test
    void holdsMessagesByCount() throws InterruptedException {
        Inbox small = new Inbox(2, 3, 1_000_000);
        for (int i = 0; i < 60_000; i++) {
            small.put(message(16_000));
        }
        assertThat(small.depth()).isEqualTo(3);
    }

    @Test
    void holdsMessagesByBytes() throws InterruptedException {
        Inbox small = new Inbox(2, 1_000, 100_000);
        for (int i = 0; i < 1_000; i++) {
            small.put(message(16_000));
        }
        assertThat(small.depth()).isEqualTo(6);
    }

    @Test
    void takesMessagesAgainWhenOthersWereTaken() throws InterruptedException {
        Inbox small = new Inbox(2, 1_000, 100_000);
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < 10; i++) {
                small.put(message(16_000));
            }
            for (int i = 0; i < 6; i++) {
                assertThat(small.poll(Duration.ZERO)).isPresent();
            }
            assertThat(small.poll(Duration.ZERO).map(ReceivedInput::input)).contains(new Input.MessagesDropped(4));
            assertThat(small.poll(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void takesOneThatIsLargerThanAllWhenNothingElseWaits() {
        Inbox small = new Inbox(2, 10, 1_000);
        small.put(message(5_000));
        small.put(message(5_000));
        assertThat(small.depth()).isEqualTo(1);
    }

    @Test
    void keepsAnswersAndConnectionsWhateverWaits() {
        Inbox small = new Inbox(1, 1, 1_000);
        small.put(message(900));
        small.put(message(900));
        small.put(event(1));
        small.put(event(2));
        small.put(new Input.BrokerUp());
        assertThat(small.depth()).isEqualTo(3);
    }

    @Test
    void dropsNothingButEvents() throws InterruptedException {
        inbox.put(event(1));
        inbox.put(event(2));
        inbox.put(new Input.BrokerUp());
        assertThat(taken()).containsExactly(event(1), event(2), new Input.BrokerUp());
    }
}
