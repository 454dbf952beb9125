package io.crownstone2mqtt.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.monitoring.HealthReport.ConnectionReport;
import io.crownstone2mqtt.monitoring.HealthReport.ConnectionStatus;
import io.crownstone2mqtt.testing.Homes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
    private static final AccountId ACCOUNT = new AccountId(1);

    private final BridgeOnPaper bridge = new BridgeOnPaper();
    private final HealthWatch watch = new HealthWatch(
            bridge.state(), ZoneOffset.UTC, bridge::now, () -> bridge.uptime().toNanos());

    private HealthWatchTest happens(Input input) {
        bridge.happens(input);
        watch.accept(bridge.state());
        return this;
    }

    private HealthWatchTest after(int seconds) {
        bridge.passes(Duration.ofSeconds(seconds));
        return this;
    }

    private HealthWatchTest works() {
        return happens(new Input.BrokerUp())
                .after(1)
                .happens(new Input.StreamStarted(ACCOUNT))
                .after(1)
                .happens(new Input.SnapshotReceived(ACCOUNT, Homes.ADA, Homes.small()));
    }

    private static Instant at(int seconds) {
        return Homes.SUNDAY.plusSeconds(seconds);
    }

    @Test
    void isNotReadyBeforeAnythingIsThere() {
        HealthReport report = watch.report();

        assertThat(report.alive()).isTrue();
        assertThat(report.ready()).isFalse();
        assertThat(report.line()).isEqualTo("connecting to the broker");
        assertThat(report.parts())
                .containsExactly(
                        new ConnectionReport("broker", ConnectionStatus.AWAITED, at(0), null),
                        new ConnectionReport("account 1: picture", ConnectionStatus.AWAITED, at(0), null),
                        new ConnectionReport("account 1: events", ConnectionStatus.AWAITED, at(0), null));
    }

    @Test
    void isReadyWhenAllPartsWorkAndTellsSinceWhenEachDoes() {
        after(1).works().after(5).happens(new Input.Tick());

        HealthReport report = watch.report();
        assertThat(report.ready()).isTrue();
        assertThat(report.line()).isEqualTo("connected; 1 sphere, 3 Crownstones");
        assertThat(report.parts())
                .containsExactly(
                        new ConnectionReport("broker", ConnectionStatus.WORKING, at(1), null),
                        new ConnectionReport("account 1: picture", ConnectionStatus.WORKING, at(3), null),
                        new ConnectionReport("account 1: events", ConnectionStatus.WORKING, at(2), null));
    }

    @Test
    void tellsWhatIsWrongWithTheBrokerSinceWhen() {
        works().after(10).happens(new Input.BrokerDown("the broker is gone: look after it", false));
        after(5).happens(new Input.BrokerDown("the broker is gone: look after it", false));

        HealthReport report = watch.report();
        assertThat(report.ready()).isFalse();
        assertThat(report.line())
                .isEqualTo("not connected to the broker since 2026-11-22 06:46:12: the broker is gone: look after it");
        assertThat(report.parts())
                .contains(new ConnectionReport(
                        "broker", ConnectionStatus.TROUBLED, at(12), "the broker is gone: look after it"));
    }

    @Test
    void isNotReadyWithoutTheEventStream() {
        works().after(10)
                .happens(new Input.StreamLost(
                        ACCOUNT, new CloudProblem.Unavailable("the cloud does not answer"), Duration.ofSeconds(1)));

        HealthReport report = watch.report();
        assertThat(report.ready()).isFalse();
        assertThat(report.parts())
                .contains(new ConnectionReport(
                        "account 1: events", ConnectionStatus.TROUBLED, at(12), "the cloud does not answer"));

        after(3).happens(new Input.StreamStarted(ACCOUNT));
        after(1).happens(new Input.SnapshotReceived(ACCOUNT, Homes.ADA, Homes.small()));
        assertThat(watch.report().parts())
                .contains(new ConnectionReport("account 1: events", ConnectionStatus.WORKING, at(16), null));
        assertThat(watch.report().ready()).isTrue();
    }

    @Test
    void isNotReadyBeforeTheEventStreamIsUpEvenWithASnapshot() {
        happens(new Input.BrokerUp())
                .happens(new Input.BrokerMessage(
                        "crownstone2mqtt/bridge/request/resync", "now".getBytes(StandardCharsets.UTF_8), false))
                .happens(new Input.SnapshotReceived(ACCOUNT, Homes.ADA, Homes.small()));

        assertThat(watch.report().ready()).isFalse();
        assertThat(watch.report().line()).isEqualTo("waiting for the events of the cloud");
    }

    @Test
    void isNotAliveWhenTheLoopHangs() {
        works().after(15);
        assertThat(watch.report().alive()).isTrue();

        after(1);
        HealthReport report = watch.report();
        assertThat(report.alive()).isFalse();
        assertThat(report.ready()).isFalse();
        assertThat(report.line()).startsWith("the bridge has not moved for 16 s");
    }

    @Test
    void isWrittenAsJson() {
        works().after(1).happens(new Input.BrokerDown("gone", false));

        assertThat(watch.report().toJson().toString())
                .isEqualTo(
                        "{\"ready\":false,\"alive\":true,\"status\":\"not connected to the broker since 2026-11-22"
                                + " 06:46:03: gone\",\"at\":\"2026-11-22T06:46:03Z\",\"parts\":["
                                + "{\"name\":\"broker\",\"status\":\"troubled\",\"since\":\"2026-11-22T06:46:03Z\",\"why\":\"gone\"},"
                                + "{\"name\":\"account 1: picture\",\"status\":\"working\",\"since\":\"2026-11-22T06:46:02Z\"},"
                                + "{\"name\":\"account 1: events\",\"status\":\"working\",\"since\":\"2026-11-22T06:46:01Z\"}]}");
    }
}
