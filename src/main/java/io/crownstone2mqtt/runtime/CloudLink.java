package io.crownstone2mqtt.runtime;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.Effect;
import io.crownstone2mqtt.bridge.FetchScope;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.cloud.AsyncCrownstoneCloud;
import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.cloud.EventStream;
import io.crownstone2mqtt.cloud.EventStreamListener;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One account's cloud: runs the bridge's requests and puts the answers, and the events, into the inbox. */
public final class CloudLink implements AutoCloseable {
    private final AccountId account;
    private final CrownstoneCloud cloud;
    private final AsyncCrownstoneCloud calls;
    private final Inbox inbox;
    private @Nullable EventStream events;

    public CloudLink(AccountId account, CrownstoneCloud cloud, Inbox inbox) {
        this.account = account;
        this.cloud = cloud;
        this.calls = new AsyncCrownstoneCloud(cloud);
        this.inbox = inbox;
    }

    /** Logs in and opens the event stream. */
    public void start() {
        events = cloud.openEvents(new EventStreamListener() {
            @Override
            public void started() {
                inbox.put(new Input.StreamStarted(account));
            }

            @Override
            public void received(HomeEvent event) {
                inbox.put(new Input.EventReceived(account, event));
            }

            @Override
            public void lost(CloudProblem problem, Duration retryIn) {
                inbox.put(new Input.StreamLost(account, problem, retryIn));
            }
        });
    }

    /** When the login that is used now was made; empty without one. */
    public Optional<Instant> loggedInSince() {
        return cloud.loggedInSince();
    }

    void reconnect() {
        if (events != null) {
            events.reconnect();
        }
    }

    void fetch(FetchScope scope) {
        switch (scope) {
            case FetchScope.Everything _ ->
                answer(
                        scope,
                        calls.synchronize(),
                        snapshot -> new Input.SnapshotReceived(
                                account, snapshot.self(), snapshot.home(), snapshot.missing()));
            case FetchScope.OneSphere(SphereId id) ->
                answer(
                        scope,
                        calls.snapshot(id),
                        received -> new Input.SphereReceived(account, received.sphere(), received.missing()));
            case FetchScope.States(SphereId id) ->
                answer(scope, calls.switchStates(id), states -> new Input.StatesReceived(account, id, states));
            case FetchScope.EnergyPermission(SphereId id) ->
                answer(
                        scope,
                        calls.collectsEnergy(id),
                        permitted -> new Input.EnergyPermissionReceived(account, id, permitted));
            case FetchScope.Meters(SphereId id) ->
                answer(
                        scope,
                        calls.meterReadings(id),
                        readings -> new Input.EnergyReceived(account, id, readings.byCrownstone(), readings.date()));
            case FetchScope.Whereabouts(SphereId id) ->
                answer(scope, calls.presence(id), presence -> new Input.PresenceReceived(account, id, presence));
        }
    }

    private <T> void answer(FetchScope scope, CompletableFuture<T> call, Function<T, Input> input) {
        var _ = call.whenComplete((value, failure) -> inbox.put(
                failure == null ? input.apply(value) : new Input.FetchFailed(account, scope, problem(failure))));
    }

    void send(Effect.Switch order) {
        Map<CrownstoneId, SwitchCommand> commands = order.commands();
        CompletableFuture<@Nullable Void> call = commands.size() == 1
                ? single(commands.entrySet().iterator().next())
                : calls.switchCrownstones(order.sphere(), commands);
        var _ = call.whenComplete((_, failure) ->
                inbox.put(new Input.SwitchAnswered(order.batch(), failure == null ? null : problem(failure))));
    }

    private CompletableFuture<@Nullable Void> single(Map.Entry<CrownstoneId, SwitchCommand> command) {
        return calls.switchCrownstone(command.getKey(), command.getValue());
    }

    private static CloudProblem problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof CloudException known
                ? known.problem()
                : new CloudProblem.Unavailable("a fault of this program, please report it: " + cause);
    }

    /** Ends the stream and logs out. */
    @Override
    public void close() {
        cloud.close();
    }
}
