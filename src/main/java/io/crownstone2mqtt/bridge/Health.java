package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.Sphere;
import java.time.Instant;

/**
 * How the bridge does, for those who watch over it.
 *
 * @param cloud of several accounts that of the first with trouble
 * @param announced the first complete picture was handed to the broker, and whatever changed since then
 */
public record Health(Link broker, Link cloud, boolean announced, int spheres, int crownstones) {
    /** How it stands with one of the two sides. */
    public sealed interface Link {
        /** Nothing has been heard of it yet. */
        record Awaited() implements Link {}

        /** It works. */
        record Working() implements Link {}

        /** It does not work, as {@code why} says in a sentence for people. */
        record Troubled(Instant since, String why) implements Link {}
    }

    static Health of(BridgeState state) {
        return new Health(
                broker(state.broker()),
                cloud(state),
                state.mirror() != null && state.broker() instanceof BrokerSide.Up up && up.shown() == state.mirror(),
                state.home().spheres().size(),
                state.home().spheres().values().stream()
                        .map(Sphere::crownstones)
                        .mapToInt(crownstones -> crownstones.size())
                        .sum());
    }

    private static Link broker(BrokerSide side) {
        return switch (side) {
            case BrokerSide.Down down -> down.trouble() == null ? new Link.Awaited() : troubled(down.trouble());
            case BrokerSide.Surveying _, BrokerSide.Up _ -> new Link.Working();
        };
    }

    private static Link cloud(BridgeState state) {
        for (CloudSide side : state.accounts().values()) {
            Trouble trouble = side.trouble();
            if (trouble != null) {
                return troubled(trouble);
            }
        }
        boolean working = state.accounts().values().stream().allMatch(CloudSide::pictured);
        return working ? new Link.Working() : new Link.Awaited();
    }

    private static Link troubled(Trouble trouble) {
        return new Link.Troubled(trouble.at(), trouble.what());
    }
}
