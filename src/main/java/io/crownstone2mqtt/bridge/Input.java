package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to the bridge. */
public sealed interface Input {
    /** Time has passed: a deadline may be due. */
    record Tick() implements Input {}

    record BrokerUp() implements Input {}

    /** Not connected; {@code rejected} if the broker does not take our credentials. */
    record BrokerDown(String reason, boolean rejected) implements Input {}

    /** What came on a subscribed topic. Nobody writes to the payload. */
    @SuppressWarnings("ArrayRecordComponent")
    record BrokerMessage(String topic, byte[] payload, boolean retained) implements Input {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** Without the payload, which may be anything. */
        @Override
        public String toString() {
            return "BrokerMessage[" + topic + ", " + payload.length + " bytes]";
        }
    }

    /** The account's event stream began: from now on no event is missed. */
    record StreamStarted(AccountId account) implements Input {}

    record StreamLost(AccountId account, CloudProblem problem, Duration retryIn) implements Input {}

    record EventReceived(AccountId account, HomeEvent event) implements Input {}

    /** Events had to be dropped: they came faster than they could be worked off. */
    record EventsDropped() implements Input {}

    /** Everything was fetched; {@code self} is the account's own user. */
    record PictureTaken(AccountId account, UserId self, Home home) implements Input {}

    record SphereTaken(AccountId account, Sphere sphere) implements Input {}

    record StatesRead(AccountId account, SphereId sphere, Map<CrownstoneId, SwitchState> states) implements Input {}

    record PeopleRead(AccountId account, SphereId sphere, Presence presence) implements Input {}

    record FetchFailed(AccountId account, Scope scope, CloudProblem problem) implements Input {}

    /** The cloud took a batch of commands, or says why not. */
    record SwitchAnswered(long batch, @Nullable CloudProblem problem) implements Input {}
}
