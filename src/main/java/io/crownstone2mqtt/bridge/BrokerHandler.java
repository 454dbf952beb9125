package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.BrokerState.Down;
import io.crownstone2mqtt.bridge.BrokerState.Surveying;
import io.crownstone2mqtt.bridge.BrokerState.Up;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.mirror.Manifest;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.Publications;
import io.crownstone2mqtt.mirror.homeassistant.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the broker says, and what it should hold. */
final class BrokerHandler {
    /** After the last retained message of ours, when the mark is back. */
    static final Duration QUIET = Duration.ofMillis(250);
    /** For a broker that does not let the mark through. */
    private static final Duration LONGEST_SURVEY = Duration.ofSeconds(5);
    /** Home Assistant and openHAB both say "online", some more than once. */
    private static final Duration BIRTH_REST = Duration.ofSeconds(10);
    /** Home Assistant is still setting up the entities of the message before. */
    private static final Duration DEVICE_REST = Duration.ofSeconds(2);
    /** What Home Assistant takes for one of many. */
    private static final Duration EACH_MOVE = Duration.ofMillis(3);
    /** Somebody who clears one topic of ours may clear many. */
    private static final Duration REPAIR = Duration.ofMillis(200);

    /** Of what the broker refuses, in {@code bridge/problems}. */
    private static final int MOST_REFUSED = 10;

    private static final Duration NOT_PUBLISHED = Duration.ofSeconds(5);

    private final StepContext context;
    private final SetHandler sets;
    private final RequestHandler requests;
    private final AuditHandler audits;

    BrokerHandler(StepContext context, SetHandler sets, AccountHandler accounts) {
        this.context = context;
        this.sets = sets;
        this.requests = new RequestHandler(context, accounts, () -> announce(Duration.ZERO));
        this.audits = new AuditHandler(context);
    }

    void up() {
        if (context.broker instanceof Down(boolean wasUp, Connection connection, List<Message> waiting)) {
            context.info("broker: connected"
                    + (connection instanceof Connection.Troubled trouble
                            ? (wasUp ? " again" : "") + " after " + trouble.lasted(context.now)
                            : ""));
            waiting.forEach(context::publish);
        }
        survey();
    }

    /** Some may have been topics of ours that somebody changed: what the broker holds is asked for again. */
    void messagesDropped(long count) {
        context.warn("broker: " + count + " messages came faster than they could be handled, and were dropped: commands"
                + " among them have no effect; find out who sends so much, and send them again");
        if (!(context.broker instanceof Down)) {
            survey();
        }
    }

    /** It counts as held, or it would be outstanding for ever; the health of the bridge tells of it. */
    void refused(String topic, String reason) {
        List<String> others = context.monitor.refused().stream()
                .filter(each -> !each.contains("'" + topic + "'"))
                .skip(Math.max(0, context.monitor.refused().size() + 1 - MOST_REFUSED))
                .toList();
        context.monitor = context.monitor.withRefused(
                Stream.concat(others.stream(), Stream.of(reason)).toList());
    }

    private void survey() {
        List<String> marked = List.of(context.topics.bridgeState(), context.topics.surveyMark());
        context.run(new Effect.Subscribe(
                surveyFilters().filter(filter -> !marked.contains(filter)).toList(), 0));
        context.run(new Effect.Subscribe(marked, 1));
        context.publish(Message.once(context.topics.surveyMark(), "x"));
        context.run(new Effect.Subscribe(
                Stream.concat(context.topics.commandFilters().stream(), Stream.of(context.options.statusTopic()))
                        .toList(),
                1));
        Duration giveUpAt = context.now.in(LONGEST_SURVEY);
        context.broker = new Surveying(PersistentMap.empty(), 0, false, giveUpAt, giveUpAt);
        wakeBy(giveUpAt);
    }

    private void wakeBy(Duration deadline) {
        context.wakeBy(deadline, new Wake.ForBroker());
    }

    private Stream<String> surveyFilters() {
        return Stream.of(context.topics.mirrorFilters(), context.topics.discoveryFilters())
                .flatMap(List::stream);
    }

    void down(Input.BrokerDown down) {
        boolean wasUp = !(context.broker instanceof Down before) || before.wasUp();
        Connection before = context.broker instanceof Down known ? known.connection() : Connection.WORKING;
        List<Message> waiting = context.broker instanceof Down known ? known.waiting() : List.of();
        Connection after = before.troubled(context.now, down.reason(), down.rejected());
        if (after != before) {
            context.warn("broker: " + down.reason());
        }
        context.broker = new Down(wasUp, after, waiting);
    }

    void received(Input.BrokerMessage message) {
        String topic = message.topic();
        Optional<String> target = context.topics.commanded(topic);
        Optional<String> request = context.topics.requested(topic);
        if (target.isPresent() || request.isPresent()) {
            command(message, target, request);
        } else if (topic.equals(context.options.statusTopic())) {
            status(message);
        } else if (topic.equals(context.topics.surveyMark())) {
            marked();
        } else if (message.payload().length == 0) {
            cleared(topic);
        } else if (message.retained() || topic.equals(context.topics.bridgeState())) {
            counted();
            found(topic, message.text());
        }
    }

    /** Also what is somebody else's: it takes the same room in the broker's queue. */
    private void counted() {
        switch (context.broker) {
            case Surveying survey -> {
                Duration quiet = context.now.in(QUIET);
                context.broker = survey.receiving(quiet);
                wakeBy(quiet);
            }
            case Up up -> context.broker = audits.received(up);
            case Down _ -> {}
        }
    }

    /** An empty message is somebody clearing a retained one. */
    private void command(Input.BrokerMessage message, Optional<String> target, Optional<String> request) {
        boolean acts = request.isEmpty() || requests.acts(request.get());
        if (message.payload().length == 0 && acts) {
            context.debug("an empty message on " + message.topic() + " is ignored");
        } else if (message.retained()) {
            context.warn("a retained message on " + message.topic()
                    + " is ignored, or it would switch at every start: publish commands without the retain flag");
        } else {
            target.ifPresent(thing -> sets.set(thing, message));
            request.ifPresent(what -> requests.take(what, message.payload()));
        }
    }

    private void status(Input.BrokerMessage message) {
        if (!message.retained() && message.text().equals("online")) {
            announce(Duration.ofMillis(500 + Math.round(context.now.random() * 1500)));
        }
    }

    /** Once more everything, after that delay at the earliest. */
    private void announce(Duration delay) {
        if (context.broker instanceof Up up) {
            Duration soon = context.now.in(delay);
            Duration last = up.announcedAt();
            Duration rested = last == null ? soon : last.plus(BIRTH_REST);
            Duration at = soon.compareTo(rested) > 0 ? soon : rested;
            if (up.announceAt() == null) {
                context.broker = up.announcing(at, last);
                wakeBy(at);
            }
        }
    }

    private void marked() {
        if (context.broker instanceof Surveying survey && !survey.marked()) {
            Duration quiet = context.now.in(QUIET);
            context.broker = survey.marked(quiet);
            wakeBy(quiet);
        } else if (context.broker instanceof Up up) {
            context.broker = audits.marked(up);
        }
    }

    /** Our own state also arrives while we are connected: the last will of a connection that was thought dead may come late. */
    private void found(String topic, String payload) {
        if (!Ownership.isOwn(context.topics, topic, payload)) {
            return;
        }
        switch (context.broker) {
            case Surveying survey -> context.broker = survey.with(survey.found().with(topic, payload));
            case Up up
            when !payload.equals(up.held().get(topic)) ->
                disturbed(up, up.held().with(topic, payload));
            case Up _ -> {}
            case Down _ -> {}
        }
    }

    /** Somebody removed what we announced, as Home Assistant does when its user deletes the device: it is ours, and comes back. */
    private void cleared(String topic) {
        if (context.broker instanceof Surveying survey) {
            context.broker = survey.with(survey.found().without(topic));
        } else if (context.broker instanceof Up up && up.held().containsKey(topic)) {
            if (up.repairAt() == null) {
                context.info("somebody cleared " + topic + ": publishing it again");
            }
            disturbed(up, up.held().without(topic));
        }
    }

    /** Repaired a little later: others may follow, and all of them cost one comparison. */
    private void disturbed(Up up, PersistentMap<String, String> held) {
        Up disturbed = up.disturbed(held, context.now.in(REPAIR));
        context.broker = disturbed;
        wakeBy(Objects.requireNonNull(disturbed.repairAt()));
    }

    /** It could not be handed to the broker's link. */
    void notPublished(Message message) {
        if (message.retained() && context.broker instanceof Up up) {
            context.broker = up.disturbed(up.held().without(message.topic()), context.now.in(NOT_PUBLISHED));
            wakeBy(context.now.in(NOT_PUBLISHED));
        }
    }

    /** It has been quiet for long enough, perhaps. */
    void wake() {
        if (context.broker instanceof Surveying survey && isOver(survey)) {
            context.run(new Effect.Unsubscribe(context.topics.mirrorFilters().stream()
                    .filter(filter -> !filter.equals(context.topics.bridgeState()))
                    .toList()));
            Audit.Due audit = audit(survey);
            context.broker = Up.surveyed(survey.found(), audit);
            audits.surveyed(audit);
        } else if (context.broker instanceof Up up) {
            context.broker = audits.next(up);
        }
    }

    private Audit.Due audit(Surveying survey) {
        PersistentMap<String, String> found = survey.found();
        boolean nothing = found.without(context.topics.bridgeState()).isEmpty();
        boolean everything = survey.marked() && survey.received() < Audit.CROWD;
        return Audit.Due.of(Manifest.read(found, context.topics), found.keySet(), nothing || everything);
    }

    /** Brings the broker from what it holds to the mirror. */
    void bringUpToDate() {
        Mirror mirror = context.mirror;
        if (mirror != null && context.broker instanceof Up held) {
            Up up = mustCompare(held) ? held.compared() : held;
            Up moved = moved(up, mirror);
            context.broker = moved.movedAt() == null
                    ? audits.begin(later(announced(shown(moved, mirror), mirror), mirror), mirror)
                    : moved;
        }
    }

    private boolean mustCompare(Up up) {
        boolean orphansNow = context.complete && !context.before.complete();
        return orphansNow || (up.repairAt() != null && context.now.isPast(up.repairAt()));
    }

    /** The format may have changed while the bridge was away, so this matters only before anything is shown. */
    private Up moved(Up up, Mirror mirror) {
        if (up.movedAt() != null) {
            return context.now.isPast(up.movedAt()) ? up.moved(null) : up;
        }
        if (up.shown() != null) {
            return up;
        }
        List<Message> moves = Publications.moves(mirror, up.held(), context.topics);
        if (moves.isEmpty()) {
            return up;
        }
        PersistentMap<String, String> held = up.held();
        for (Message message : moves) {
            context.publish(message);
            held = held.with(message.topic(), message.payload());
        }
        Duration at = context.now.in(DEVICE_REST.plus(EACH_MOVE.multipliedBy(moves.size())));
        wakeBy(at);
        return up.holding(held, null).moved(at);
    }

    private boolean isOver(Surveying survey) {
        return context.now.isPast(survey.marked() ? survey.doneAt() : survey.giveUpAt());
    }

    private Up shown(Up up, Mirror mirror) {
        if (up.shown() == mirror) {
            return up;
        }
        Publications news = Publications.between(
                up.shown(), mirror, up.held(), up.audit().listed(), context.topics, context.complete);
        news.messages().forEach(context::publish);
        boolean sameTopics = up.shown() != null && up.later().isEmpty() && mirror.hasTopicsOf(up.shown());
        if (news.messages().isEmpty() && (sameTopics || !up.later().isEmpty())) {
            return up.holding(news.published(), mirror);
        }
        Set<String> topics = new HashSet<>();
        news.messages().forEach(message -> topics.add(message.topic()));
        List<Message> later = new ArrayList<>(up.later());
        later.removeIf(message -> topics.contains(message.topic()));
        later.addAll(news.later());
        if (later.isEmpty()) {
            Up settled = up.holding(news.published(), mirror).later(later, null);
            return sameTopics ? settled : listed(settled, mirror);
        }
        Duration at = up.laterAt() == null ? context.now.in(DEVICE_REST) : up.laterAt();
        wakeBy(at);
        return up.holding(news.published(), mirror).later(later, at);
    }

    /** What is gone is not listed any more. */
    private Up listed(Up up, Mirror mirror) {
        PersistentMap<String, String> held = up.held();
        for (Message message : Publications.manifest(mirror, held, up.audit().listed(), context.topics)) {
            context.publish(message);
            held = message.payload().isEmpty()
                    ? held.without(message.topic())
                    : held.with(message.topic(), message.payload());
        }
        return up.holding(held, mirror);
    }

    private Up announced(Up up, Mirror mirror) {
        if (up.announceAt() == null || !context.now.isPast(up.announceAt())) {
            return up;
        }
        context.info("announcing everything again");
        Set<String> underway = new HashSet<>();
        up.later().forEach(message -> underway.add(message.topic()));
        Publications.all(mirror).stream()
                .filter(message -> !underway.contains(message.topic()))
                .filter(message -> !context.topics.isManifest(message.topic())
                        || message.payload().equals(up.held().get(message.topic())))
                .forEach(context::publish);
        return up.announcing(null, context.now.uptime());
    }

    private Up later(Up up, Mirror mirror) {
        if (up.laterAt() == null || !context.now.isPast(up.laterAt())) {
            return up;
        }
        PersistentMap<String, String> held = up.held();
        List<Message> left = new ArrayList<>(up.later());
        for (Message message : Publications.nextOf(up.later())) {
            left.remove(message);
            if (!message.payload().isEmpty()) {
                context.publish(message);
                held = held.with(message.topic(), message.payload());
            } else if (mirror.at(message.topic()).isEmpty()) {
                context.publish(message);
                held = held.without(message.topic());
            }
        }
        if (left.isEmpty()) {
            return listed(up.holding(held, up.shown()), mirror).later(left, null);
        }
        Duration next = context.now.in(DEVICE_REST);
        wakeBy(next);
        return up.holding(held, up.shown()).later(left, next);
    }
}
