package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Answers a scenario's bridge with what a cloud that holds that home would say. */
record CloudOfValues(UserId self, Home home) {
    private static final CloudProblem FORBIDDEN = new CloudProblem.Forbidden("not allowed");

    Input answer(AccountId account, FetchScope scope) {
        return isOpen(scope) ? found(account, scope) : new Input.FetchFailed(account, scope, FORBIDDEN);
    }

    private boolean isOpen(FetchScope scope) {
        return switch (scope) {
            case FetchScope.Everything _ -> true;
            case FetchScope.OneSphere(SphereId id) -> home.sphere(id).isPresent();
            case FetchScope.Whereabouts(SphereId id) -> home.sphere(id).isPresent();
            case FetchScope.States(SphereId id) -> home.sphere(id).isPresent();
            case FetchScope.EnergyPermission(SphereId id) -> home.sphere(id).isPresent();
            case FetchScope.Meters(SphereId id) -> home.sphere(id).isPresent();
        };
    }

    private Input found(AccountId account, FetchScope scope) {
        return switch (scope) {
            case FetchScope.Everything _ -> new Input.SnapshotReceived(account, self, home);
            case FetchScope.OneSphere(var id) ->
                new Input.SphereReceived(account, home.sphere(id).orElseThrow());
            case FetchScope.Whereabouts(var id) ->
                new Input.PresenceReceived(
                        account, id, home.sphere(id).orElseThrow().presence());
            case FetchScope.EnergyPermission(var id) -> new Input.EnergyPermissionReceived(account, id, false);
            case FetchScope.Meters(var id) -> new Input.EnergyReceived(account, id, Map.of(), Instant.EPOCH);
            case FetchScope.States(var id) -> {
                Map<CrownstoneId, SwitchState> states =
                        new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
                home.sphere(id).orElseThrow().crownstones().forEach((key, crownstone) -> {
                    if (crownstone.state() != null) {
                        states.put(key, crownstone.state());
                    }
                });
                yield new Input.StatesReceived(account, id, states);
            }
        };
    }
}
