package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.UserId;
import java.util.Map;
import java.util.TreeMap;

/** Answers a scenario's bridge with what a cloud that holds that home would say. */
record CloudOfValues(UserId self, Home home) {
    private static final CloudProblem FORBIDDEN = new CloudProblem.Forbidden("not allowed");

    Input answer(AccountId account, Scope scope) {
        return isOpen(scope) ? found(account, scope) : new Input.FetchFailed(account, scope, FORBIDDEN);
    }

    private boolean isOpen(Scope scope) {
        return switch (scope) {
            case Scope.Everything _ -> true;
            case Scope.OneSphere(SphereId id) -> home.sphere(id).isPresent();
            case Scope.People(SphereId id) -> home.sphere(id).isPresent();
            case Scope.States(SphereId id) -> home.sphere(id).isPresent();
        };
    }

    private Input found(AccountId account, Scope scope) {
        return switch (scope) {
            case Scope.Everything _ -> new Input.PictureTaken(account, self, home);
            case Scope.OneSphere(var id) ->
                new Input.SphereTaken(account, home.sphere(id).orElseThrow());
            case Scope.People(var id) ->
                new Input.PeopleRead(account, id, home.sphere(id).orElseThrow().presence());
            case Scope.States(var id) -> {
                Map<CrownstoneId, SwitchState> states =
                        new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
                home.sphere(id).orElseThrow().crownstones().forEach((key, crownstone) -> {
                    if (crownstone.state() != null) {
                        states.put(key, crownstone.state());
                    }
                });
                yield new Input.StatesRead(account, id, states);
            }
        };
    }
}
