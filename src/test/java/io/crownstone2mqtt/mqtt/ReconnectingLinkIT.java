package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.retry.Backoff;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconnectingLinkIT {
    private static final Diagnosis DIAGNOSIS = new Diagnosis(BrokerAddress.of(URI.create("mqtt://broker")), "me");

    private static final Backoff HOURS = Backoff.gentle(Duration.ofHours(1), Duration.ofHours(2));
    private static final Backoff SHORT = Backoff.gentle(Duration.ofMillis(1), Duration.ofMillis(2));

    private final List<FakeConnection> connections = new CopyOnWriteArrayList<>();
    private final RecordingListener listener = new RecordingListener();
    private final List<Integer> waits = new CopyOnWriteArrayList<>();
    private volatile @Nullable BrokerProblem refusal;
    private final ReconnectingLink link = link(new ReconnectDelays(SHORT, SHORT));
    private volatile double luck;

    private ReconnectingLink link(ReconnectDelays pauses) {
        return link(pauses, Duration.ofMillis(50));
    }

    private ReconnectingLink link(ReconnectDelays pauses, Duration longestSilence) {
        return new ReconnectingLink(this::connect, listener, DIAGNOSIS, pauses, this::jitter, longestSilence);
    }

    private BrokerConnection connect() {
        FakeConnection made = new FakeConnection(refusal);
        connections.add(made);
        return made;
    }

    private double jitter() {
        waits.add(connections.size());
        return luck;
    }

    @AfterEach
    void close() {
        link.close();
        assertThat(connections).allMatch(each -> each.disposed);
    }

    @Test
    void whatIsPublishedWhileThereIsNoConnectionIsDropped() {
        link.publish(Message.retained("early", "1"));
        link.start();
        listener.awaitUps(1);
        link.publish(Message.retained("a", "1"));
        await().until(() -> connections.getFirst().sent.equals(List.of("a=1")));
    }

    @Test
    void aLostConnectionIsReplacedAndStartsEmpty() {
        link.start();
        listener.awaitUps(1);
        connections.getFirst().lost.complete(new ConnectException("gone"));
        listener.awaitUps(2);
        link.publish(Message.retained("a", "2"));
        await().until(() -> connections.getLast().sent.equals(List.of("a=2")));
        assertThat(listener.downs).singleElement().isInstanceOf(BrokerProblem.Unreachable.class);
        assertThat(waits).containsExactly(1);
    }

    @Test
    void aRejectionIsReportedAtEachAttempt() {
        refusal = new BrokerProblem.LoginRefused("wrong password");
        link.start();
        await().until(() -> listener.downs.size() >= 3);
        assertThat(listener.downs).containsOnly(new BrokerProblem.LoginRefused("wrong password"));
        assertThat(listener.ups).hasValue(0);
    }

    @Test
    void aBrokerThatIsAwayIsNotTakenForOneThatDoesNotWantUs() {
        refusal = new BrokerProblem.Unreachable("away");
        luck = 0.5;
        try (ReconnectingLink asking = link(new ReconnectDelays(SHORT, HOURS))) {
            asking.start();
            await().until(() -> listener.downs.size() >= 3);
        }
    }

    @Test
    void aRejectionAndAnEarlyEndAreTakenForAnUnwelcome() {
        refusal = new BrokerProblem.LoginRefused("wrong password");
        luck = 0.5;
        try (ReconnectingLink asking = link(new ReconnectDelays(HOURS, SHORT))) {
            asking.start();
            await().until(() -> listener.downs.size() >= 3);
            refusal = null;
            listener.awaitUps(1);
            connections.getLast().lost.complete(new ConnectException("thrown out"));
            listener.awaitUps(2);
        }
    }

    @Test
    void anEndThatWasNotReportedIsNoticed() {
        link.start();
        listener.awaitUps(1);
        connections.getFirst().up = false;
        listener.awaitUps(2);
        assertThat(listener.downs).hasSize(1);
    }

    @Test
    void aConnectionThatAcknowledgesNothingIsGivenUp() {
        link.start();
        listener.awaitUps(1);
        connections.getFirst().acknowledges = false;
        link.publish(Message.once("a", "1"));
        listener.awaitUps(2);
        assertThat(listener.downs).hasSize(1);
    }

    @Test
    void aBrokerThatIsRestartedTwiceAtTheSameMessageDoesNotCountAsRefusingIt() {
        ReconnectingLink patient = link(new ReconnectDelays(SHORT, SHORT), Duration.ofSeconds(30));
        patient.start();
        endAt(patient, 1, "b=1");
        for (int restart = 2; restart <= 4; restart++) {
            FakeConnection connection = publishBoth(patient, restart);
            await().during(Duration.ofMillis(300)).until(() -> connection.sent.equals(List.of("a=1")));
            connection.lost.complete(new ConnectException("restarted"));
        }
        FakeConnection calm = publishBoth(patient, 5);
        calm.acknowledges = true;
        await().until(() -> calm.sent.equals(List.of("a=1", "b=1")));
        assertThat(listener.tooMuch).isEmpty();
        patient.close();
    }

    @Test
    void whatEndsTheConnectionOutOfACalmIsRefusedAndNotSentAgain() {
        ReconnectingLink patient = link(new ReconnectDelays(SHORT, SHORT), Duration.ofSeconds(30));
        patient.start();
        endAt(patient, 1, "b=1");
        endAt(patient, 2, "b=1");
        FakeConnection connection = publishBoth(patient, 3);
        patient.publish(Message.retained("c", "1"));
        await().until(() -> connection.sent.equals(List.of("a=1", "c=1")));
        assertThat(listener.tooMuch).singleElement().asString().startsWith("b 1 ");
        patient.close();
    }

    private void endAt(ReconnectingLink link, int number, String last) {
        FakeConnection connection = publishBoth(link, number);
        await().until(() -> connection.sent.getLast().equals(last));
        connection.lost.complete(new ConnectException("ended"));
    }

    /** The first of two messages is acknowledged. */
    private FakeConnection publishBoth(ReconnectingLink link, int number) {
        listener.awaitUps(number);
        FakeConnection connection = connections.getLast();
        link.publish(Message.retained("a", "1"));
        await().until(() -> connection.sent.contains("a=1"));
        connection.acknowledges = false;
        link.publish(Message.retained("b", "1"));
        return connection;
    }

    @Test
    void theFarewellIsSentLastAndThenWeTakeLeave() {
        link.start();
        listener.awaitUps(1);
        link.publish(Message.once("a", "1"));
        link.close(List.of(Message.retained("state", "offline")));
        assertThat(connections.getFirst().sent).containsExactly("a=1", "state=offline");
        assertThat(connections.getFirst().leaves).isEqualTo(1);
        link.close(List.of(Message.once("never", "1")));
        assertThat(connections.getFirst().sent).hasSize(2);
        assertThat(listener.downs).isEmpty();
    }

    @Test
    void withoutAcknowledgementWeDoNotTakeLeave() {
        link.start();
        listener.awaitUps(1);
        connections.getFirst().acknowledges = false;
        link.close(List.of(Message.retained("state", "offline")));
        assertThat(connections.getFirst().leaves).isZero();
    }

    private static final class FakeConnection implements BrokerConnection {
        private final @Nullable BrokerProblem refusal;
        private final CompletableFuture<Throwable> lost = new CompletableFuture<>();
        private final List<String> sent = new CopyOnWriteArrayList<>();
        private volatile boolean up = true;
        private volatile boolean acknowledges = true;
        private volatile boolean disposed;
        private volatile int leaves;

        FakeConnection(@Nullable BrokerProblem refusal) {
            this.refusal = refusal;
        }

        @Override
        public @Nullable BrokerProblem open(CompletableFuture<?> cancel) {
            return refusal;
        }

        @Override
        public CompletableFuture<Throwable> lost() {
            return lost;
        }

        @Override
        public boolean send(Outbox.Item item, Runnable acknowledged) {
            if (item instanceof Outbox.Item.Publication(Message message, Runnable _)) {
                sent.add(message.topic() + "=" + message.payload());
            }
            if (acknowledges) {
                acknowledged.run();
            }
            return true;
        }

        @Override
        public boolean isUp() {
            return up;
        }

        @Override
        public void disconnect(Duration patience) {
            leaves = 1;
        }

        @Override
        public Thread dispose() {
            disposed = true;
            return Thread.ofVirtual().unstarted(() -> {});
        }
    }
}
