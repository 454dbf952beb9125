package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.Bridge;
import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.bridge.StepTime;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.Publications;
import io.crownstone2mqtt.testing.UsualOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The bridge's pure step in everyday life: the broker is up, it holds the mirror, the cloud is heard. */
final class MeasuredBridge {
    static final AccountId ACCOUNT = new AccountId(1);
    private static final Instant STARTED = Instant.parse("2026-11-22T06:00:00Z");
    private static final Duration SURVEYED = Duration.ofSeconds(1);
    private static final BridgeOptions OPTIONS = UsualOptions.of(MirrorOptions.defaults(), 1);

    private final Bridge bridge = new Bridge(OPTIONS);
    private BridgeState state = BridgeState.initial(OPTIONS);
    private Duration uptime = Duration.ZERO;

    MeasuredBridge(Home home) {
        step(new Input.BrokerUp());
        step(new Input.StreamStarted(ACCOUNT));
        step(new Input.BrokerMessage("crownstone2mqtt/bridge/survey", new byte[] {'x'}, false));
        uptime = SURVEYED;
        step(new Input.Tick());
        step(new Input.SnapshotReceived(ACCOUNT, Homes.SELF, home));
        if (mirror().isEmpty()) {
            throw new IllegalStateException("the snapshot was not published");
        }
    }

    /** All retained messages, in the order of publishing. */
    List<Message> mirror() {
        return state.announced().map(Publications::all).orElse(List.of());
    }

    Bridge.Step hear(HomeEvent event) {
        return step(new Input.EventReceived(ACCOUNT, event));
    }

    Bridge.Step receive(String topic, String payload) {
        return step(new Input.BrokerMessage(topic, payload.getBytes(StandardCharsets.UTF_8), false));
    }

    Bridge.Step passes(Duration time) {
        uptime = uptime.plus(time);
        return step(new Input.Tick());
    }

    Bridge.Step step(Input input) {
        Bridge.Step step = bridge.step(state, new StepTime(STARTED.plus(uptime), uptime, 0.5), input);
        state = step.state();
        return step;
    }
}
