package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@link CloudCrownstone} without waiting. */
public final class AsyncCloudCrownstone {
    private final AsyncCrownstoneCloud cloud;
    private final Finder.InSphere<Crownstone> found;

    AsyncCloudCrownstone(AsyncCrownstoneCloud cloud, Finder.InSphere<Crownstone> found) {
        this.cloud = cloud;
        this.found = found;
    }

    /** {@link CloudCrownstone#details} */
    public Crownstone details() {
        return found.thing();
    }

    /** {@link CloudCrownstone#sphere} */
    public AsyncCloudSphere sphere() {
        return new AsyncCloudSphere(cloud, found.sphere());
    }

    /** {@link CloudCrownstone#state} */
    public CompletableFuture<Optional<SwitchState>> state() {
        return cloud.start(call -> Optional.ofNullable(cloud.calls()
                .switchStates(found.sphere().id(), call)
                .get(details().id())));
    }

    /** {@link CloudCrownstone#turnOn} */
    public CompletableFuture<@Nullable Void> turnOn() {
        return send(new SwitchCommand.TurnOn());
    }

    /** {@link CloudCrownstone#turnOff} */
    public CompletableFuture<@Nullable Void> turnOff() {
        return send(new SwitchCommand.TurnOff());
    }

    /** {@link CloudCrownstone#setBrightness} */
    public CompletableFuture<@Nullable Void> setBrightness(int percentage) {
        return send(SwitchCommand.percentage(percentage));
    }

    /** {@link CloudCrownstone#send} */
    public CompletableFuture<@Nullable Void> send(SwitchCommand command) {
        return cloud.switchCrownstone(details(), command);
    }
}
