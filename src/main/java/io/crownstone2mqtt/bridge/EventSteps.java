package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.Ability;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What an event changes. Applying one twice, or late, does no harm. */
final class EventSteps {
    /** Long enough for the burst that one change in the app makes. */
    private static final Duration SETTLED = Duration.ofSeconds(1);
    /** An exit may be of one of several devices, or the first half of a move. */
    private static final Duration EXIT_SETTLED = Duration.ofMillis(1500);
    /** Something unknown is asked for once a minute at most: it may be nothing that the account may see. */
    private static final Duration UNKNOWN = Duration.ofMinutes(1);

    private final Turn turn;
    private final ReportSteps reports;

    EventSteps(Turn turn, ReportSteps reports) {
        this.turn = turn;
        this.reports = reports;
    }

    void apply(AccountId account, HomeEvent event) {
        switch (event) {
            case HomeEvent.StateReported(SphereId sphere, CrownstoneId id, int percentage) ->
                stateReported(account, sphere, id, percentage);
            case HomeEvent.EnteredSphere(SphereId sphere, UserId user) ->
                turn.home = turn.home.change(
                        sphere, known -> known.withPresence(known.presence().entered(user)));
            case HomeEvent.EnteredLocation entered ->
                turn.home = turn.home.change(
                        entered.sphere(),
                        known -> known.withPresence(known.presence().entered(entered.user(), entered.location())));
            case HomeEvent.LeftSphere(SphereId sphere, UserId user) -> left(account, sphere, user);
            case HomeEvent.LeftLocation left -> left(account, left.sphere(), left.user());
            case HomeEvent.DataChanged changed -> dataChanged(account, changed);
            case HomeEvent.AbilityChanged changed -> abilityChanged(account, changed);
            case HomeEvent.SwitchRequested _, HomeEvent.InvitationChanged _, HomeEvent.SphereTokensChanged _ -> {}
        }
    }

    private void stateReported(AccountId account, SphereId sphere, CrownstoneId id, int percentage) {
        Optional<Crownstone> known = turn.home.crownstone(sphere, id);
        if (known.isEmpty()) {
            unknown(account, sphere);
            return;
        }
        SwitchState state = new SwitchState(percentage, SwitchState.Source.EVENT, turn.now.wall());
        reports.reported(sphere, known.get(), state);
    }

    void stateRead(SphereId sphere, CrownstoneId id, SwitchState state) {
        turn.home.crownstone(sphere, id).ifPresent(known -> reports.reported(sphere, known, state));
    }

    /** Never believed: the cloud is asked who is there now, once the burst is over. */
    private void left(AccountId account, SphereId sphere, UserId user) {
        boolean present = turn.home
                .sphere(sphere)
                .filter(known -> known.presence().isPresent(user))
                .isPresent();
        if (present) {
            want(account, new Scope.People(sphere), EXIT_SETTLED);
        }
    }

    private void dataChanged(AccountId account, HomeEvent.DataChanged changed) {
        boolean known = turn.home.sphere(changed.sphere()).isPresent();
        boolean within =
                known && !changed.kind().equals("spheres") && !changed.kind().equals("users");
        want(account, within ? new Scope.OneSphere(changed.sphere()) : new Scope.Everything(), SETTLED);
    }

    private void abilityChanged(AccountId account, HomeEvent.AbilityChanged changed) {
        Optional<Sphere> sphere = turn.home.sphere(changed.sphere());
        if (sphere.isPresent() && !sphere.get().crownstones().containsKey(changed.crownstone())) {
            unknown(account, changed.sphere());
            return;
        }
        turn.home = turn.home.change(changed.sphere(), changed.crownstone(), crownstone -> {
            Optional<Ability> before = crownstone.ability(changed.type());
            Ability after = new Ability(
                    changed.type(),
                    changed.enabled(),
                    changed.synced(),
                    before.map(Ability::properties).orElse(Map.of()));
            return before.filter(after::equals).isPresent() ? crownstone : crownstone.withAbility(after);
        });
    }

    private void unknown(AccountId account, SphereId sphere) {
        if (turn.home.sphere(sphere).isPresent()) {
            want(account, new Scope.OneSphere(sphere), UNKNOWN);
        }
    }

    private void want(AccountId account, Scope scope, Duration delay) {
        turn.fetches = turn.fetches.wanted(new Fetches.Key(account, scope), turn.now.in(delay));
    }
}
