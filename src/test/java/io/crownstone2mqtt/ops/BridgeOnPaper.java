package io.crownstone2mqtt.ops;

import io.crownstone2mqtt.bridge.Bridge;
import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.bridge.LogLevel;
import io.crownstone2mqtt.bridge.Moment;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** A bridge with one account that is stepped by hand, from {@link Homes#SUNDAY} on. */
final class BridgeOnPaper {
    static final BridgeOptions OPTIONS = new BridgeOptions(
            MirrorOptions.defaults(),
            1,
            BridgeOptions.SphereFilter.ALL,
            "homeassistant/status",
            Duration.ofMinutes(15),
            Duration.ofSeconds(60),
            new BridgeOptions.Commanding(
                    Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofMillis(300), Duration.ofMillis(20)),
            new BridgeOptions.Addresses(
                    URI.create("https://cloud.example/api"), URI.create("mqtt://broker.example"), Homes.SUNDAY),
            LogLevel.INFO);

    private final Bridge bridge = new Bridge(OPTIONS);
    private BridgeState state = BridgeState.initial(OPTIONS);
    private Duration uptime = Duration.ZERO;

    Bridge.Step happens(Input input) {
        Bridge.Step step = bridge.step(state, new Moment(now(), uptime, 0.5), input);
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
