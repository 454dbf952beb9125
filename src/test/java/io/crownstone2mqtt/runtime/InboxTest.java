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
        for (Optional<Arrival> next = inbox.poll(Duration.ZERO); next.isPresent(); next = inbox.poll(Duration.ZERO)) {
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

    @Test
    void dropsNothingButEvents() throws InterruptedException {
        inbox.put(event(1));
        inbox.put(event(2));
        inbox.put(new Input.BrokerUp());
        assertThat(taken()).containsExactly(event(1), event(2), new Input.BrokerUp());
    }
}
