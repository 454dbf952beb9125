package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.mirror.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox();

    private boolean add(Message message) {
        return outbox.add(new Outbox.Item.Publication(message, () -> {}));
    }

    private List<String> takeAll() {
        List<String> taken = new ArrayList<>();
        while (!outbox.isEmpty()) {
            Outbox.Item item = Objects.requireNonNull(outbox.take(Duration.ZERO));
            outbox.done(item);
            taken.add(
                    switch (item) {
                        case Outbox.Item.Publication(Message message, Runnable _) ->
                            message.topic() + "=" + message.payload();
                        case Outbox.Item.Subscription(List<String> filters, int _) -> "+" + filters;
                        case Outbox.Item.Unsubscription(List<String> filters) -> "-" + filters;
                    });
        }
        return taken;
    }

    @Test
    void everythingLeavesInOrder() {
        add(Message.retained("a", "1"));
        outbox.add(new Outbox.Item.Subscription(List.of("x"), 1));
        add(Message.once("b", "2"));
        outbox.add(new Outbox.Item.Unsubscription(List.of("x")));
        add(Message.retained("a", "3"));
        assertThat(takeAll()).containsExactly("a=1", "+[x]", "b=2", "-[x]", "a=3");
    }

    @Test
    void whenManyWaitTheLastWordOfATopicWins() {
        IntStream.range(0, Outbox.COALESCE_FROM).forEach(i -> add(Message.retained("t" + i, "old")));
        add(Message.retained("t5", "new"));
        add(Message.retained("t3", "newer"));
        add(Message.retained("t5", "newest"));
        assertThat(takeAll())
                .hasSize(Outbox.COALESCE_FROM)
                .doesNotContain("t5=old", "t5=new", "t3=old")
                .endsWith("t3=newer", "t5=newest");
    }

    @Test
    void aTopicThatHasLeftIsNotSoughtAgain() {
        add(Message.retained("t0", "left"));
        outbox.done(Objects.requireNonNull(outbox.take(Duration.ZERO)));
        IntStream.range(0, Outbox.COALESCE_FROM).forEach(i -> add(Message.retained("t" + i, "again")));
        assertThat(takeAll()).hasSize(Outbox.COALESCE_FROM).startsWith("t0=again");
    }

    @Test
    void theOldestThatIsNotRetainedIsDroppedAndReportedOnce() {
        add(Message.retained("kept", "1"));
        IntStream.range(0, Outbox.MOST_ONCE)
                .forEach(i -> assertThat(add(Message.once("o", "" + i))).isFalse());
        assertThat(add(Message.once("o", "more"))).isTrue();
        assertThat(add(Message.once("o", "and more"))).isFalse();
        assertThat(outbox.dropped()).isEqualTo(2);
        assertThat(takeAll())
                .hasSize(Outbox.MOST_ONCE + 1)
                .startsWith("kept=1", "o=2")
                .endsWith("o=more", "o=and more");
    }

    @Test
    void noMoreThanTheWindowIsOnItsWay() {
        IntStream.rangeClosed(0, Outbox.WINDOW).forEach(i -> add(Message.once("o", "" + i)));
        IntStream.range(0, Outbox.WINDOW)
                .forEach(_ -> assertThat(outbox.take(Duration.ZERO)).isNotNull());
        assertThat(outbox.take(Duration.ZERO)).isNull();
        outbox.done(outbox.underWay().getFirst());
        assertThat(outbox.take(Duration.ZERO)).isNotNull();
        assertThat(outbox.awaitFinished(Duration.ZERO)).isFalse();
        outbox.underWay().forEach(outbox::done);
        assertThat(outbox.awaitFinished(Duration.ZERO)).isTrue();
        assertThat(outbox.silence()).isZero();
    }

    @Test
    void wakingEndsOneWait() {
        add(Message.once("o", "1"));
        outbox.wake();
        assertThat(outbox.take(Duration.ofHours(1))).isNull();
        assertThat(outbox.take(Duration.ofHours(1))).isNotNull();
    }
}
