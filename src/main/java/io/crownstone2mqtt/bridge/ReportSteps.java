package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.mirror.CommandResult.Status;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the cloud tells of states, and what that means for the commands under way. */
final class ReportSteps {
    private final Turn turn;
    private final Tracks tracks;
    private final Results results;

    ReportSteps(Turn turn) {
        this.turn = turn;
        this.tracks = new Tracks(turn);
        this.results = new Results(turn);
    }

    /** The cloud tells a state. It is shown, unless it is the late effect of a command that a newer one has overtaken. */
    void reported(SphereId sphere, Crownstone crownstone, SwitchState state) {
        CrownstoneId id = crownstone.id();
        Track track = turn.commands.tracks().get(id);
        if (track == null) {
            news(sphere, crownstone, state);
            return;
        }
        int percentage = state.percentage();
        Order newest = track.newest();
        boolean echo = track.isEcho(percentage);
        track = met(sphere, id, track, percentage).reported(state);
        if (newest != null && !newest.command().isMetBy(percentage) && echo) {
            tracks.put(id, track);
            return;
        }
        tracks.put(id, track.assumed(null));
        news(sphere, crownstone, state);
    }

    private Track met(SphereId sphere, CrownstoneId id, Track track, int percentage) {
        Track.Accepted accepted = track.accepted();
        Track.Sent sent = track.sent();
        if (sent != null && sent.order().command().isMetBy(percentage)) {
            return track.with(new Track.Sent(sent.order(), true));
        }
        if (accepted != null && accepted.order().command().isMetBy(percentage)) {
            results.publish(sphere, id, accepted.order(), Status.CONFIRMED, null);
            return track.with((Track.Accepted) null);
        }
        return track;
    }

    private void news(SphereId sphere, Crownstone crownstone, SwitchState state) {
        SwitchState before = crownstone.state();
        if (before == null || !before.confirmed() || before.percentage() != state.percentage()) {
            tracks.show(sphere, crownstone.id(), state);
            turn.info("%s -> %s (%s)"
                    .formatted(
                            crownstone.label(),
                            state.on() ? state.percentage() + " %" : "off",
                            state.source() == SwitchState.Source.EVENT ? "event" : "sync"));
        }
    }

    /** A picture came: it shows what is reported, over which what is assumed is laid again. */
    void afterPicture() {
        for (Map.Entry<CrownstoneId, Track> entry : turn.commands.tracks().entrySet()) {
            CrownstoneId id = entry.getKey();
            Track track = entry.getValue();
            Optional<Crownstone> crownstone = turn.home.crownstone(track.sphere(), id);
            SwitchState assumed = track.assumed();
            if (crownstone.isEmpty()) {
                results.gone(track, id);
                turn.commands = turn.commands.without(id);
            } else if (assumed != null && crownstone.get().state() != assumed) {
                tracks.put(id, track.reported(crownstone.get().state()));
                tracks.show(track.sphere(), id, assumed);
            }
        }
    }

    /** The states of a sphere were read, or could not be: what was waiting for that is decided now. */
    void readBack(SphereId sphere, @Nullable CloudProblem problem) {
        for (Map.Entry<CrownstoneId, Track> entry : turn.commands.tracks().entrySet()) {
            Track track = entry.getValue();
            Track.Accepted accepted = track.accepted();
            if (track.sphere().equals(sphere) && accepted != null && accepted.readingBack()) {
                String reason = problem == null
                        ? "no phone or hub carried it out: the Crownstone is as it was before"
                        : "nothing was reported, and the state could not be read back: " + problem.message();
                results.publish(sphere, entry.getKey(), accepted.order(), Status.UNCONFIRMED, reason);
                tracks.put(entry.getKey(), tracks.putBack(entry.getKey(), track.with((Track.Accepted) null)));
            }
        }
        turn.commands = turn.commands.dueBy(turn.now.uptime());
    }
}
