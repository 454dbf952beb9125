package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.BrokerState.Up;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.MirrorSource;
import io.crownstone2mqtt.mirror.Retained;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Gatherers;

/** Asks the broker for what it may have left out. What it then shows is cleared like all that belongs to nothing. */
final class AuditHandler {
    /** Few enough for brokers that allow a client some fifty subscriptions, and for the smallest queue. */
    private static final int GROUP = 20;

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final StepContext context;

    AuditHandler(StepContext context) {
        this.context = context;
    }

    /** As soon as everything is announced and every account has delivered a complete snapshot. */
    Up begin(Up up, Mirror mirror) {
        if (!(up.audit() instanceof Audit.Due due) || !context.complete || up.shown() != mirror) {
            return up;
        }
        Set<String> unseen = new TreeSet<>(due.listed());
        unseen.removeAll(topics(mirror));
        List<List<String>> groups = new ArrayList<>(
                unseen.stream().gather(Gatherers.windowFixed(GROUP)).toList());
        if (!due.certain()) {
            context.topics.narrowFilters().forEach(filter -> groups.add(List.of(filter)));
        }
        return groups.isEmpty() ? done(up, false) : ask(up, due.listed(), groups, false);
    }

    private static Set<String> topics(Mirror mirror) {
        Set<String> topics = new HashSet<>();
        for (Retained each : mirror.inOrder()) {
            topics.add(each.topic());
        }
        return topics;
    }

    private Up ask(Up up, Set<String> listed, List<List<String>> groups, boolean hidden) {
        context.run(new Effect.Subscribe(groups.getFirst(), 0));
        context.publish(Message.once(context.topics.surveyMark(), "x"));
        Duration until = context.now.in(LONGEST);
        context.wakeBy(until, new Wake.ForBroker());
        return up.auditing(new Audit.Asking(listed, List.copyOf(groups), 0, false, hidden, until));
    }

    private Up done(Up up, boolean hidden) {
        if (hidden) {
            context.warn(MirrorSource.Monitor.UNSURVEYED);
        }
        setSurveyed(!hidden);
        return up.auditing(Audit.COMPLETE);
    }

    /** It is shown with the next step. */
    private void setSurveyed(boolean surveyed) {
        if (context.monitor.surveyed() != surveyed) {
            context.monitor = context.monitor.withSurveyed(surveyed);
            context.wakeBy(context.now.uptime(), new Wake.ForBroker());
        }
    }

    /** The survey is over. */
    void surveyed(Audit.Due due) {
        setSurveyed(due.certain());
    }

    Up received(Up up) {
        return up.audit() instanceof Audit.Asking asking ? up.auditing(asking.receiving(quiet(asking.marked()))) : up;
    }

    Up marked(Up up) {
        return up.audit() instanceof Audit.Asking asking && !asking.marked()
                ? up.auditing(asking.marked(quiet(true)))
                : up;
    }

    private Duration quiet(boolean waits) {
        Duration at = context.now.in(BrokerHandler.QUIET);
        if (waits) {
            context.wakeBy(at, new Wake.ForBroker());
        }
        return at;
    }

    /** The next group, when nothing comes any more. */
    Up next(Up up) {
        if (!(up.audit() instanceof Audit.Asking asking) || !context.now.isPast(asking.until())) {
            return up;
        }
        List<String> over = new ArrayList<>(asking.groups().getFirst());
        over.removeAll(context.topics.discoveryFilters());
        over.remove(context.topics.bridgeState());
        if (!over.isEmpty()) {
            context.run(new Effect.Unsubscribe(over));
        }
        List<List<String>> left = asking.groups().subList(1, asking.groups().size());
        return left.isEmpty()
                ? done(up, asking.mayHide()).compared()
                : ask(up, asking.listed(), left, asking.mayHide());
    }
}
