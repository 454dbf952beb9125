package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.Ability;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an event changes: it is as old as its arrival. */
final class EventHandler {
    /** Long enough for the burst that one change in the app makes. */
    private static final Duration BURST = Duration.ofSeconds(1);
    /** An exit may be of one of several devices, or the first half of a move. */
    private static final Duration EXIT_BURST = Duration.ofMillis(1500);
    /** Something unknown is asked for once a minute at most: it may be nothing that the account may see. */
    private static final Duration UNKNOWN = Duration.ofMinutes(1);

    private final StepContext context;
    private final ReportHandler reports;

    EventHandler(StepContext context, ReportHandler reports) {
        this.context = context;
        this.reports = reports;
    }

    void received(AccountId account, HomeEvent event) {
        if (context.home().sphere(event.sphere()).isEmpty()) {
            unknownSphere(account, event);
            return;
        }
        switch (event) {
            case HomeEvent.StateReported(SphereId sphere, CrownstoneId id, int percentage) ->
                stateReported(account, sphere, id, percentage);
            case HomeEvent.EnteredSphere(SphereId sphere, UserId user) -> entered(account, sphere, user, null);
            case HomeEvent.EnteredLocation(SphereId sphere, UserId user, LocationId location) ->
                entered(account, sphere, user, location);
            case HomeEvent.LeftSphere(SphereId sphere, UserId user) -> left(account, sphere, user);
            case HomeEvent.LeftLocation left -> left(account, left.sphere(), left.user());
            case HomeEvent.DataChanged changed -> dataChanged(account, changed);
            case HomeEvent.AbilityChanged changed -> abilityChanged(account, changed);
            case HomeEvent.SwitchRequested _, HomeEvent.InvitationChanged _, HomeEvent.SphereTokensChanged _ -> {}
        }
    }

    /** The answer that is under way may bring it, but may be older than the event. */
    private void unknownSphere(AccountId account, HomeEvent event) {
        if (!context.account(account).sync().received() && context.fetches.anyUnderWay(account)) {
            context.fetches.want(account, new FetchScope.Everything(), Duration.ZERO);
        } else if (event instanceof HomeEvent.DataChanged) {
            context.fetches.want(account, new FetchScope.Everything(), BURST);
        }
    }

    private void stateReported(AccountId account, SphereId sphere, CrownstoneId id, int percentage) {
        if (context.home().crownstone(sphere, id).isEmpty()) {
            unknownInSphere(account, sphere);
            return;
        }
        SwitchState state = new SwitchState(percentage, SwitchState.Source.EVENT, context.now.wall());
        reports.reported(sphere, id, state, context.now.arrival());
    }

    /** A Crownstone or a user that was not there when the sphere was read. */
    private void unknownInSphere(AccountId account, SphereId sphere) {
        Duration since = context.now.uptime().minus(context.known.ageOf(sphere).structure());
        boolean underWay = context.fetches.anyUnderWay(account);
        Duration rest = underWay || since.compareTo(UNKNOWN) > 0 ? BURST : UNKNOWN.minus(since);
        context.fetches.want(account, new FetchScope.OneSphere(sphere), rest);
    }

    private void entered(AccountId account, SphereId sphere, UserId user, @Nullable LocationId location) {
        boolean known = context.home()
                .sphere(sphere)
                .filter(each -> each.users().containsKey(user))
                .isPresent();
        if (!known && context.options.mirror().people().mirrored()) {
            unknownInSphere(account, sphere);
        }
        context.known = context.known.entered(sphere, user, location, context.now.arrival());
    }

    /** Never believed: the cloud is asked who is there now, once the burst is over. */
    private void left(AccountId account, SphereId sphere, UserId user) {
        boolean present = context.home()
                .sphere(sphere)
                .filter(known -> known.presence().isPresent(user))
                .isPresent();
        if (present) {
            context.fetches.want(account, new FetchScope.Whereabouts(sphere), EXIT_BURST);
        }
    }

    private void dataChanged(AccountId account, HomeEvent.DataChanged changed) {
        boolean within = !changed.kind().equals("spheres") && !changed.kind().equals("users");
        context.fetches.want(
                account, within ? new FetchScope.OneSphere(changed.sphere()) : new FetchScope.Everything(), BURST);
    }

    private void abilityChanged(AccountId account, HomeEvent.AbilityChanged changed) {
        Optional<Crownstone> known = context.home().crownstone(changed.sphere(), changed.crownstone());
        if (known.isEmpty()) {
            unknownInSphere(account, changed.sphere());
            return;
        }
        Ability ability = new Ability(
                changed.type(),
                changed.enabled(),
                changed.synced(),
                known.get().ability(changed.type()).map(Ability::properties).orElse(Map.of()));
        context.known =
                context.known.abilityChanged(changed.sphere(), changed.crownstone(), ability, context.now.arrival());
    }
}
