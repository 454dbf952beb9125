package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.MeterReading;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

        /** The same for code that only has to know what kind of input it was. */
        public BrokerMessage withoutPayload() {
            return new BrokerMessage(topic, new byte[0], retained);
        }

        /** Without the payload, which may be anything. */
        @Override
        public String toString() {
            return "BrokerMessage[" + topic + ", " + payload.length + " bytes]";
        }
    }

    /** Messages of the broker had to be dropped: they came faster than they could be handled. */
    record MessagesDropped(long count) implements Input {}

    /** The broker hangs up whenever it gets a message there, which is not sent again; {@code reason} is for people. */
    record MessageRefused(String topic, String reason) implements Input {}

    /** The account's event stream began: from now on no event is missed. */
    record StreamStarted(AccountId account) implements Input {}

    record StreamLost(AccountId account, CloudProblem problem, Duration retryIn) implements Input {}

    record EventReceived(AccountId account, HomeEvent event) implements Input {}

    /** Events had to be dropped: they came faster than they could be worked off. */
    record EventsDropped() implements Input {}

    /**
     * All that an account sees.
     *
     * @param self the account's own user
     * @param missing by sphere, the parts that could not be read
     */
    record SnapshotReceived(AccountId account, UserId self, Home home, Map<SphereId, Set<SpherePart>> missing)
            implements Answer {
        public SnapshotReceived(AccountId account, UserId self, Home home) {
            this(account, self, home, Map.of());
        }

        Set<SpherePart> missing(SphereId sphere) {
            return missing.getOrDefault(sphere, Set.of());
        }

        @Override
        public FetchScope scope() {
            return new FetchScope.Everything();
        }
    }

    /**
     * One sphere.
     *
     * @param missing parts that could not be read
     */
    record SphereReceived(AccountId account, Sphere sphere, Set<SpherePart> missing) implements Answer {
        public SphereReceived(AccountId account, Sphere sphere) {
            this(account, sphere, Set.of());
        }

        boolean has(SpherePart part) {
            return !missing.contains(part);
        }

        @Override
        public FetchScope scope() {
            return new FetchScope.OneSphere(sphere.id());
        }
    }

    record StatesReceived(AccountId account, SphereId sphere, Map<CrownstoneId, SwitchState> states) implements Answer {
        @Override
        public FetchScope scope() {
            return new FetchScope.States(sphere);
        }
    }

    record PresenceReceived(AccountId account, SphereId sphere, Presence presence) implements Answer {
        @Override
        public FetchScope scope() {
            return new FetchScope.Whereabouts(sphere);
        }
    }

    record EnergyPermissionReceived(AccountId account, SphereId sphere, boolean permitted) implements Answer {
        @Override
        public FetchScope scope() {
            return new FetchScope.EnergyPermission(sphere);
        }
    }

    /**
     * Readings of today.
     *
     * @param readings by Crownstone, in order of time
     * @param date when the cloud answered, by its clock
     */
    record EnergyReceived(
            AccountId account, SphereId sphere, Map<CrownstoneId, List<MeterReading>> readings, Instant date)
            implements Answer {
        @Override
        public FetchScope scope() {
            return new FetchScope.Meters(sphere);
        }
    }

    record FetchFailed(AccountId account, FetchScope scope, CloudProblem problem) implements Answer {}

    /** What became of one {@link Effect.Fetch}. */
    sealed interface Answer extends Input {
        AccountId account();

        FetchScope scope();
    }

    /** The cloud took a batch of commands, or says why not. */
    record SwitchAnswered(long batch, @Nullable CloudProblem problem) implements Input {}

    /** An effect could not be run: a bug, or a fault of the machine. */
    record EffectFailed(Effect effect, String reason) implements Input {}
}
