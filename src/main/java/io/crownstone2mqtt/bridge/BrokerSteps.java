package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.BrokerSide.Down;
import io.crownstone2mqtt.bridge.BrokerSide.Surveying;
import io.crownstone2mqtt.bridge.BrokerSide.Up;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.Publications;
import io.crownstone2mqtt.mirror.TopicScheme.SetTopic;
import io.crownstone2mqtt.mirror.homeassistant.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the broker says, and what it should hold. */
final class BrokerSteps {
    /** After the last retained message of ours, when the mark is back. */
    private static final Duration QUIET = Duration.ofMillis(250);
    /** For a broker that does not let the mark through. */
    private static final Duration LONGEST_SURVEY = Duration.ofSeconds(5);
    /** Home Assistant and openHAB both say "online", some more than once. */
    private static final Duration BIRTH_REST = Duration.ofSeconds(10);
    /** Home Assistant is still setting up the entities of the message before. */
    private static final Duration DEVICE_REST = Duration.ofSeconds(2);
    /** What Home Assistant takes for one of many. */
    private static final Duration EACH_MOVE = Duration.ofMillis(3);

    private final Turn turn;
    private final SetSteps sets;
    private final RequestSteps requests;

    BrokerSteps(Turn turn, SetSteps sets, CloudSteps cloud) {
        this.turn = turn;
        this.sets = sets;
        this.requests = new RequestSteps(turn, cloud, () -> announce(Duration.ZERO));
    }

    void up() {
        if (turn.broker instanceof Down(boolean wasUp, Trouble trouble)) {
            turn.info("broker: connected"
                    + (trouble == null ? "" : (wasUp ? " again" : "") + " after " + trouble.lasted(turn.now)));
        }
        turn.does(new Effect.Subscribe(surveyFilters().toList()));
        turn.publish(Message.once(turn.topics.surveyMark(), "x"));
        turn.does(new Effect.Subscribe(
                Stream.concat(turn.topics.commandFilters().stream(), Stream.of(turn.options.statusTopic()))
                        .toList()));
        turn.broker =
                new Surveying(PersistentMap.empty(), false, turn.now.in(LONGEST_SURVEY), turn.now.in(LONGEST_SURVEY));
    }

    private Stream<String> surveyFilters() {
        return Stream.of(turn.topics.mirrorFilters(), turn.topics.discoveryFilters(), List.of(turn.topics.surveyMark()))
                .flatMap(List::stream);
    }

    void down(Input.BrokerDown down) {
        boolean wasUp = !(turn.broker instanceof Down before) || before.wasUp();
        Trouble trouble = turn.broker instanceof Down before ? before.trouble() : null;
        if (trouble == null) {
            turn.warn("broker: " + down.reason());
            trouble = Trouble.begins(turn.now, down.reason());
        }
        if (down.rejected() && !wasUp) {
            turn.does(new Effect.GiveUp(down.reason()));
        }
        turn.broker = new Down(wasUp, trouble);
    }

    void received(Input.BrokerMessage message) {
        String topic = message.topic();
        Optional<SetTopic> target = turn.topics.command(topic);
        Optional<String> request = turn.topics.requested(topic);
        if (target.isPresent() || request.isPresent()) {
            command(message, target, request);
        } else if (topic.equals(turn.options.statusTopic())) {
            status(message);
        } else if (topic.equals(turn.topics.surveyMark())) {
            marked();
        } else if (message.payload().length == 0) {
            cleared(topic);
        } else if (message.retained() || topic.equals(turn.topics.bridgeState())) {
            found(topic, message.text());
        }
    }

    private void command(Input.BrokerMessage message, Optional<SetTopic> target, Optional<String> request) {
        if (message.retained()) {
            turn.warn("a retained message on " + message.topic()
                    + " is ignored, or it would switch at every start: publish commands without the retain flag");
        } else {
            target.ifPresent(thing -> sets.set(thing, message));
            request.ifPresent(what -> requests.take(what, message.payload()));
        }
    }

    private void status(Input.BrokerMessage message) {
        if (!message.retained() && message.text().equals("online")) {
            announce(Duration.ofMillis(500 + Math.round(turn.now.random() * 1500)));
        }
    }

    /** Once more everything, after that delay at the earliest. */
    private void announce(Duration delay) {
        if (turn.broker instanceof Up up) {
            Duration soon = turn.now.in(delay);
            Duration last = up.announcedAt();
            Duration rested = last == null ? soon : last.plus(BIRTH_REST);
            Duration at = soon.compareTo(rested) > 0 ? soon : rested;
            turn.broker = up.announcing(up.announceAt() == null ? at : up.announceAt(), last);
        }
    }

    private void marked() {
        if (turn.broker instanceof Surveying survey && !survey.marked()) {
            turn.broker = new Surveying(survey.found(), true, turn.now.in(QUIET), survey.giveUpAt());
        }
    }

    /** Also heard while we are up: our own state, for the last will of a connection that was thought dead may come late. */
    private void found(String topic, String payload) {
        if (!Claim.isOwn(turn.topics, topic, payload)) {
            return;
        }
        switch (turn.broker) {
            case Surveying(var found, boolean marked, Duration doneAt, Duration giveUpAt) -> {
                Duration quiet = turn.now.in(QUIET);
                turn.broker = new Surveying(found.with(topic, payload), marked, marked ? quiet : doneAt, giveUpAt);
            }
            case Up up
            when !payload.equals(up.held().get(topic)) ->
                turn.broker = up.holding(up.held().with(topic, payload), null);
            case Up _ -> {}
            case Down _ -> {}
        }
    }

    /** Somebody removed what we announced, as Home Assistant does when its user deletes the device: it is ours, and comes back. */
    private void cleared(String topic) {
        if (turn.broker instanceof Up up && up.held().containsKey(topic)) {
            turn.info("somebody cleared " + topic + ": publishing it again");
            turn.broker = up.holding(up.held().without(topic), null);
        }
    }

    /** Brings the broker from what it holds to the mirror. */
    void bringUpToDate() {
        if (turn.broker instanceof Surveying survey && isOver(survey)) {
            turn.does(new Effect.Unsubscribe(turn.topics.mirrorFilters().stream()
                    .filter(filter -> !filter.equals(turn.topics.bridgeState()))
                    .toList()));
            turn.broker = Up.surveyed(survey.found());
        }
        Mirror mirror = turn.mirror;
        if (mirror != null && turn.broker instanceof Up up) {
            Up moved = moved(up, mirror);
            turn.broker = moved.movedAt() == null ? later(announced(shown(moved, mirror), mirror), mirror) : moved;
        }
    }

    /** The format may have changed while the bridge was away, so this matters only before anything is shown. */
    private Up moved(Up up, Mirror mirror) {
        if (up.movedAt() != null) {
            return turn.now.isPast(up.movedAt()) ? up.moved(null) : up;
        }
        if (up.shown() != null) {
            return up;
        }
        List<Message> moves = Publications.moves(mirror, up.held(), turn.topics);
        if (moves.isEmpty()) {
            return up;
        }
        PersistentMap<String, String> held = up.held();
        for (Message message : moves) {
            turn.publish(message);
            held = held.with(message.topic(), message.payload());
        }
        return up.holding(held, null).moved(turn.now.in(DEVICE_REST.plus(EACH_MOVE.multipliedBy(moves.size()))));
    }

    private boolean isOver(Surveying survey) {
        return turn.now.isPast(survey.marked() ? survey.doneAt() : survey.giveUpAt());
    }

    private Up shown(Up up, Mirror mirror) {
        if (up.shown() == mirror) {
            return up;
        }
        Publications news = Publications.between(up.shown(), mirror, up.held(), turn.topics, turn.wholePicture);
        news.messages().forEach(turn::publish);
        if (news.messages().isEmpty()) {
            return up.holding(news.published(), mirror);
        }
        Set<String> topics = new HashSet<>();
        news.messages().forEach(message -> topics.add(message.topic()));
        List<Message> later = new ArrayList<>(up.later());
        later.removeIf(message -> topics.contains(message.topic()));
        later.addAll(news.later());
        Duration at = up.laterAt() == null ? turn.now.in(DEVICE_REST) : up.laterAt();
        return up.holding(news.published(), mirror).later(later, at);
    }

    private Up announced(Up up, Mirror mirror) {
        if (up.announceAt() == null || !turn.now.isPast(up.announceAt())) {
            return up;
        }
        turn.info("announcing everything again");
        Set<String> underway = new HashSet<>();
        up.later().forEach(message -> underway.add(message.topic()));
        Publications.all(mirror).stream()
                .filter(message -> !underway.contains(message.topic()))
                .forEach(turn::publish);
        return up.announcing(null, turn.now.uptime());
    }

    private Up later(Up up, Mirror mirror) {
        if (up.laterAt() == null || !turn.now.isPast(up.laterAt())) {
            return up;
        }
        PersistentMap<String, String> held = up.held();
        List<Message> left = new ArrayList<>(up.later());
        for (Message message : Publications.nextOf(up.later())) {
            left.remove(message);
            if (!message.payload().isEmpty()) {
                turn.publish(message);
                held = held.with(message.topic(), message.payload());
            } else if (mirror.at(message.topic()).isEmpty()) {
                turn.publish(message);
                held = held.without(message.topic());
            }
        }
        return up.holding(held, up.shown()).later(left, turn.now.in(DEVICE_REST));
    }

    /** What has to wait for something else has no deadline of its own, or the loop would not rest until then. */
    Optional<Duration> nextDeadline() {
        return switch (turn.broker) {
            case Down _ -> Optional.empty();
            case Surveying survey -> Optional.of(survey.marked() ? survey.doneAt() : survey.giveUpAt());
            case Up _ when turn.mirror == null -> Optional.empty();
            case Up up when up.movedAt() != null -> Optional.of(up.movedAt());
            case Up up ->
                Stream.of(up.laterAt(), up.announceAt())
                        .flatMap(Stream::ofNullable)
                        .min(Duration::compareTo);
        };
    }
}
