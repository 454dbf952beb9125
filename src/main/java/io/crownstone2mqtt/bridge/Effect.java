package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.mirror.BridgeRequest;
import io.crownstone2mqtt.mirror.Message;
import java.util.List;
import java.util.Map;

/** Everything that the bridge can do to the world. */
public sealed interface Effect {
    record Publish(Message message) implements Effect {}

    /**
     * Subscribes.
     *
     * @param qos 1 for what must arrive; 0 where a crowd may answer, which then takes no room in the broker's queue
     */
    record Subscribe(List<String> filters, int qos) implements Effect {}

    record Unsubscribe(List<String> filters) implements Effect {}

    /** Answered by one {@link Input.Answer} with that account and scope. */
    record Fetch(AccountId account, FetchScope scope) implements Effect {}

    /** Answered by one {@link Input.SwitchAnswered} with that number. */
    record Switch(AccountId account, long batch, SphereId sphere, Map<CrownstoneId, SwitchCommand> commands)
            implements Effect {}

    /** The account's event stream reports only the spheres that it had when it began. */
    record ReconnectStream(AccountId account) implements Effect {}

    /** Credentials were rejected at the first try: only the user can correct that. */
    record GiveUp(String reason) implements Effect {}

    /** From now on the log tells so much. */
    record SetLogLevel(LogLevel level) implements Effect {}

    /** The program is to end and begin anew, as if its user had stopped and started it; it answers the request. */
    record Restart(BridgeRequest request) implements Effect {}

    /** A line for the log. */
    record Say(Level level, String line) implements Effect {}

    enum Level {
        DEBUG,
        INFO,
        WARN
    }
}
