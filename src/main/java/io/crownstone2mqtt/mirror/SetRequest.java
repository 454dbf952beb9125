package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.SwitchCommand;
import org.jspecify.annotations.Nullable;

/** What a payload on a set topic asks for. */
public sealed interface SetRequest {
    /** Any text that the sender wants to see again in the result. */
    @Nullable
    String id();

    record SwitchTo(SwitchCommand command, @Nullable String id) implements SetRequest {}

    /**
     * On if it is off, off if it is on.
     *
     * @param on how to switch it on
     */
    record Toggle(SwitchCommand on, @Nullable String id) implements SetRequest {}

    /** Not understood. */
    record Rejected(String reason, @Nullable String id) implements SetRequest {}
}
