package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.mirror.CommandResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a command, for those who watch. */
public sealed interface CommandNews {
    /** A request was handed to the cloud's client, that long after the command came. */
    record HandedOver(Duration latency) implements CommandNews {}

    /**
     * What was published on the result topic.
     *
     * @param crownstone null if the command named none
     * @param name of the Crownstone, or the result topic if there is none
     * @param receivedAt the uptime at which the command came: with the Crownstone it names the command
     */
    record Published(@Nullable CrownstoneId crownstone, String name, Duration receivedAt, CommandResult result)
            implements CommandNews {}
}
