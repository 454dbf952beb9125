package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What commands and reports do to the state alike. */
final class Tracks {
    private final Turn turn;

    Tracks(Turn turn) {
        this.turn = turn;
    }

    void put(CrownstoneId id, Track track) {
        turn.commands = turn.commands.with(id, track);
    }

    void show(SphereId sphere, CrownstoneId id, @Nullable SwitchState state) {
        turn.home = turn.home.change(sphere, id, crownstone -> crownstone.withState(state));
    }

    /** Shows what is reported again, if no command stands that says otherwise. */
    Track putBack(CrownstoneId id, Track track) {
        if (track.newest() != null || track.assumed() == null) {
            return track;
        }
        show(track.sphere(), id, track.reported());
        return track.assumed(null);
    }

    /** The account through which a sphere is switched: the first that may. */
    Optional<AccountId> commander(SphereId sphere) {
        return turn.accounts.entrySet().stream()
                .filter(entry -> entry.getValue().maySwitch(sphere))
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt(AccountId::number));
    }

    void want(AccountId account, Scope scope) {
        turn.fetches = turn.fetches.wanted(new Fetches.Key(account, scope), turn.now.uptime());
    }
}
