package io.crownstone2mqtt.monitoring;

import io.crownstone2mqtt.bridge.Bridge;
import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.bridge.StepTime;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import io.crownstone2mqtt.testing.UsualOptions;
import java.time.Duration;
import java.time.Instant;

/** A bridge with one account that is stepped by hand, from {@link Homes#SUNDAY} on. */
final class BridgeOnPaper {
    static final BridgeOptions OPTIONS = UsualOptions.of(MirrorOptions.defaults(), 1);

    private final Bridge bridge = new Bridge(OPTIONS);
    private BridgeState state = BridgeState.initial(OPTIONS);
    private Duration uptime = Duration.ZERO;

    Bridge.Step happens(Input input) {
        Bridge.Step step = bridge.step(state, new StepTime(now(), uptime, 0.5), input);
        state = step.state();
        return step;
    }

    void passes(Duration time) {
        uptime = uptime.plus(time);
    }

    BridgeState state() {
        return state;
    }

    Duration uptime() {
        return uptime;
    }

    Instant now() {
        return Homes.SUNDAY.plus(uptime);
    }
}
