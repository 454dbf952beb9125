package io.crownstone2mqtt.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.Bridge;
import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.bridge.FetchScope;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.bridge.StepTime;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import io.crownstone2mqtt.testing.UsualOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceReportTest {
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final Duration WATCHDOG = Duration.ofSeconds(30);
    private static final BridgeOptions OPTIONS = UsualOptions.of(MirrorOptions.defaults(), 1);

    private final Bridge bridge = new Bridge(OPTIONS);
    private BridgeState state = BridgeState.initial(OPTIONS);
    private Duration uptime = Duration.ofMinutes(1);

    private final List<String> said = new ArrayList<>();
    private boolean systemdListens = true;
    private final ServiceReport report =
            new ServiceReport(this::hear, WATCHDOG, ZoneOffset.UTC, () -> uptime.toNanos());

    private boolean hear(String assignments) {
        if (systemdListens) {
            said.add(assignments);
        }
        return systemdListens;
    }

    private ServiceReportTest happens(Input input) {
        state = bridge.step(state, new StepTime(Homes.SUNDAY.plus(uptime.minusMinutes(1)), uptime, 0.5), input)
                .state();
        report.accept(state);
        return this;
    }

    /** Time goes by, with a tick every 5 s as the loop has them when nothing else happens. */
    private ServiceReportTest passes(Duration time) {
        for (Duration end = uptime.plus(time); uptime.compareTo(end) < 0; ) {
            Duration step = Duration.ofSeconds(5);
            uptime = uptime.plus(step).compareTo(end) < 0 ? uptime.plus(step) : end;
            happens(new Input.Tick());
        }
        return this;
    }

    private ServiceReportTest brokerComes() {
        return happens(new Input.BrokerUp()).passes(Duration.ofSeconds(6));
    }

    private ServiceReportTest snapshotComes() {
        return happens(new Input.StreamStarted(ACCOUNT))
                .happens(new Input.SnapshotReceived(ACCOUNT, Homes.ADA, Homes.small()));
    }

    @Test
    void isReadyWithTheFirstStepThoughEverythingIsMissing() {
        happens(new Input.Tick());

        assertThat(said).containsExactly("READY=1\nSTATUS=connecting to the broker");
    }

    @Test
    void saysWhatIsMissingAfterThat() {
        happens(new Input.Tick());
        brokerComes();
        assertThat(said).last().isEqualTo("STATUS=waiting for the first snapshot of the home from the cloud");

        snapshotComes().passes(Duration.ofSeconds(6));
        assertThat(said).contains("STATUS=connected; 1 sphere, 3 Crownstones");
    }

    @Test
    void saysOnlyOnceThatItIsReady() {
        brokerComes().snapshotComes().passes(Duration.ofSeconds(10));
        said.clear();

        happens(new Input.BrokerDown("The broker is gone:\nlook after it", false))
                .passes(Duration.ofSeconds(5));
        brokerComes();

        assertThat(said)
                .filteredOn(each -> !each.equals("WATCHDOG=1"))
                .containsExactly(
                        "STATUS=not connected to the broker since 2026-11-22 06:46:16: The broker is gone: look after it",
                        "STATUS=connected; 1 sphere, 3 Crownstones");
    }

    @Test
    void tellsSinceWhenTheCloudIsGone() {
        brokerComes().snapshotComes().passes(Duration.ofSeconds(10));
        said.clear();

        var gone = new CloudProblem.Unavailable("the Crownstone cloud does not answer");
        happens(new Input.StreamLost(ACCOUNT, gone, Duration.ofSeconds(1))).passes(Duration.ofSeconds(5));

        assertThat(said)
                .contains(
                        "STATUS=no events from the cloud since 2026-11-22 06:46:16: the Crownstone cloud does not answer");

        happens(new Input.BrokerMessage(
                "crownstone2mqtt/bridge/request/resync", "now".getBytes(StandardCharsets.UTF_8), false));
        happens(new Input.FetchFailed(ACCOUNT, new FetchScope.Everything(), gone))
                .passes(Duration.ofSeconds(5));
        assertThat(said)
                .contains("STATUS=not connected to the cloud since 2026-11-22 06:46:21: the Crownstone cloud does not"
                        + " answer");
    }

    @Test
    void saysAgainWhatWasNotTaken() {
        systemdListens = false;
        brokerComes().snapshotComes();
        assertThat(said).isEmpty();

        systemdListens = true;
        passes(Duration.ofSeconds(5));
        assertThat(said).contains("READY=1\nSTATUS=connected; 1 sphere, 3 Crownstones");
    }

    @Test
    void feedsTheWatchdogTwiceInItsTimeAndNotAtEveryStep() {
        brokerComes().snapshotComes().passes(Duration.ofMinutes(5));

        assertThat(said).filteredOn("WATCHDOG=1"::equals).hasSize(20);
    }

    @Test
    void leavesOutTheWatchdogThatNobodyAskedFor() {
        var quiet = new ServiceReport(this::hear, null, ZoneOffset.UTC, () -> uptime.toNanos());
        uptime = uptime.plusHours(1);
        quiet.accept(state);

        assertThat(said).containsExactly("READY=1\nSTATUS=connecting to the broker");
    }
}
