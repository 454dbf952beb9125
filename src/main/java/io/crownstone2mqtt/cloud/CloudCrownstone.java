package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import java.util.Optional;

/**
 * A Crownstone that was found and can be switched. {@link #details} is what was read of it; every other function asks
 * the cloud and throws {@link CloudException}.
 *
 * <p>That a command returns means that the cloud has passed it on to phones and hubs in range, not that the Crownstone
 * has switched. What it cannot do, such as to dim, is {@link CloudProblem.AbilityMissing} without any request.
 */
public final class CloudCrownstone {
    private final CrownstoneCloud cloud;
    private final Finder.InSphere<Crownstone> found;

    CloudCrownstone(CrownstoneCloud cloud, Finder.InSphere<Crownstone> found) {
        this.cloud = cloud;
        this.found = found;
    }

    /** As it was last read when it was found. Makes no request. */
    public Crownstone details() {
        return found.thing();
    }

    /** The sphere that it is in. Makes no request. */
    public CloudSphere sphere() {
        return new CloudSphere(cloud, found.sphere());
    }

    /** What the cloud has stored now; empty while it has never received a state. */
    public Optional<SwitchState> state() {
        return Optional.ofNullable(
                cloud.switchStates(found.sphere().id()).get(details().id()));
    }

    /** On, at whatever level its behaviour asks for now: not the same as 100 %. */
    public void turnOn() {
        send(new SwitchCommand.TurnOn());
    }

    /** Off. */
    public void turnOff() {
        send(new SwitchCommand.TurnOff());
    }

    /**
     * Dims it.
     *
     * @param percentage 0 to 100; 1 to 9 become 10, the least that the cloud accepts
     * @throws IllegalArgumentException for any other number
     */
    public void setBrightness(int percentage) {
        send(SwitchCommand.percentage(percentage));
    }

    /** Any command. */
    public void send(SwitchCommand command) {
        cloud.switchCrownstone(details(), command);
    }
}
