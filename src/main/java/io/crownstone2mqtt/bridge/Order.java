package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.SwitchCommand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A command that somebody gave.
 *
 * @param id the sender's own, echoed in results
 * @param attempts how often the cloud was asked already
 */
record Order(SwitchCommand command, @Nullable String id, Duration receivedAt, int attempts) {
    Order again() {
        return new Order(command, id, receivedAt, attempts + 1);
    }
}
