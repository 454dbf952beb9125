package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.bridge.BridgeOptions.EnergyCollection.Mode;
import io.crownstone2mqtt.bridge.KnownEnergy.Collection;
import io.crownstone2mqtt.bridge.KnownEnergy.EarlierMeter;
import io.crownstone2mqtt.bridge.KnownEnergy.KnownMeter;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Meter;
import io.crownstone2mqtt.home.MeterReading;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.HeldMeters;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.MeterTopics;
import io.crownstone2mqtt.mirror.MeterValues;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.ThingKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Readings of energy meters: asked for where a sphere has a hub, whose owner permitted the collection. Trouble of that is trouble
 * of nothing else: it is said once, and asked again at the usual time.
 */
final class EnergyHandler {
    /** So that the spheres of many homes are not all asked for at one moment. */
    private static final Duration SPREAD = Duration.ofSeconds(20);

    private final StepContext context;

    EnergyHandler(StepContext context) {
        this.context = context;
    }

    private Mode mode() {
        return context.options.energy().mode();
    }

    /** A snapshot came that tells the hubs of the sphere. */
    void snapshotReceived(SphereId id) {
        Sphere sphere = context.home().sphere(id).orElse(null);
        if (sphere == null || mode() == Mode.OFF) {
            return;
        }
        if (sphere.hubs().isEmpty()) {
            forget(id);
            return;
        }
        if (isCollected(id) && isDue(id)) {
            ask(id); // it waits for an account that may
        }
        if (mode() == Mode.ALWAYS) {
            permitted(id, true);
        } else {
            Duration delay = context.energy.of(id).permitted() == null
                    ? Duration.ZERO
                    : Duration.ofMillis(Math.round(SPREAD.toMillis() * context.now.random()));
            context.readingAccount(id)
                    .ifPresent(account -> context.fetches.want(account, new FetchScope.EnergyPermission(id), delay));
        }
    }

    /** Nothing is published of it any more. */
    void forget(SphereId id) {
        context.energy = context.energy
                .with(id, Collection.UNKNOWN.permitted(false))
                .with(without(context.energy.meters(), id))
                .withoutProblem(new FetchScope.Meters(id));
    }

    /** A removed Crownstone takes its meter along. */
    void forgetRemoved(Sphere was, Sphere now) {
        now.crownstones().differences(was.crownstones(), (id, _, after) -> {
            if (after == null) {
                context.energy = context.energy.with(context.energy.meters().without(id));
            }
        });
    }

    private PersistentMap<CrownstoneId, MeterValues> without(
            PersistentMap<CrownstoneId, MeterValues> meters, SphereId id) {
        PersistentMap<CrownstoneId, MeterValues> left = meters;
        for (CrownstoneId each : crownstones(id)) {
            left = left.without(each);
        }
        return left;
    }

    private Iterable<CrownstoneId> crownstones(SphereId id) {
        return context.home()
                .sphere(id)
                .map(sphere -> sphere.crownstones().keySet())
                .orElse(Set.of());
    }

    private void permitted(SphereId id, boolean now) {
        Collection before = context.energy.of(id);
        if (!now) {
            forget(id);
        } else if (!Boolean.TRUE.equals(before.permitted())) {
            context.energy = context.energy.with(id, before.permitted(true));
            context.wakeBy(context.now.uptime(), new Wake.ForEnergy(id));
        }
    }

    void readIfDue(SphereId id) {
        if (!isCollected(id)) {
            return;
        }
        Duration next = dueAt(id);
        if (isDue(id)) {
            ask(id);
            next = context.now.aboutIn(context.options.energy().interval());
        }
        context.wakeBy(next, new Wake.ForEnergy(id));
    }

    private boolean isCollected(SphereId id) {
        return Boolean.TRUE.equals(context.energy.of(id).permitted())
                && context.home().sphere(id).isPresent();
    }

    private boolean isDue(SphereId id) {
        return context.now.isPast(dueAt(id));
    }

    private Duration dueAt(SphereId id) {
        Duration askedAt = context.energy.of(id).askedAt();
        return askedAt == null
                ? context.now.uptime()
                : askedAt.plus(context.options.energy().interval());
    }

    /** A guest may not; without another account the reading stays due. */
    private void ask(SphereId id) {
        Optional<AccountId> account = context.switchingAccount(id);
        if (account.isEmpty()) {
            age(id);
            return;
        }
        context.fetches.want(account.get(), new FetchScope.Meters(id), Duration.ZERO);
        context.energy = context.energy.with(id, context.energy.of(id).asked(context.now.uptime()));
    }

    void received(Input.EnergyPermissionReceived answer) {
        works(answer.scope());
        permitted(answer.sphere(), answer.permitted());
    }

    void received(Input.EnergyReceived answer) {
        SphereId id = answer.sphere();
        works(answer.scope());
        if (!Boolean.TRUE.equals(context.energy.of(id).permitted())) {
            return; // withdrawn while it was on its way
        }
        PersistentMap<CrownstoneId, MeterValues> meters = context.energy.meters();
        for (CrownstoneId each : crownstones(id)) {
            List<MeterReading> day = answer.readings().get(each);
            MeterValues before = meters.get(each);
            if (day != null && !day.isEmpty()) {
                Meter known = before instanceof KnownMeter(Meter meter, Duration _) ? meter : null;
                KnownMeter after = new KnownMeter(Meter.of(day, known, answer.date()), context.now.uptime());
                republishPower(id, each, known, after);
                meters = meters.with(each, after);
            } else if (before != null) {
                meters = meters.with(each, aged(withoutReadingsToday(before)));
            }
        }
        context.energy = context.energy.with(meters);
    }

    private static MeterValues withoutReadingsToday(MeterValues meter) {
        return meter instanceof KnownMeter(Meter known, Duration at)
                ? new KnownMeter(known.withoutReadingsToday(), at)
                : meter;
    }

    /** What is the same is not published again, but Home Assistant lets an average expire that it does not hear again. */
    private void republishPower(SphereId sphere, CrownstoneId id, @Nullable Meter known, KnownMeter after) {
        Mirror mirror = context.mirror;
        String power = after.power();
        if (known != null
                && mirror != null
                && power != null
                && !known.last().equals(after.meter().last())
                && context.broker instanceof BrokerState.Up up) {
            String topic = context.topics.of(mirror.names().topics().path(ThingKey.of(sphere, id)), MeterTopics.POWER);
            if (power.equals(up.held().get(topic))) {
                context.publish(Message.retained(topic, power));
            }
        }
    }

    private MeterValues aged(MeterValues meter) {
        return switch (meter) {
            case KnownMeter(Meter known, Duration at) when isOld(at) -> new KnownMeter(known.outdated(), at);
            case EarlierMeter earlier
            when isOld(earlier.foundAt()) -> new EarlierMeter(earlier.energy(), null, earlier.foundAt());
            default -> meter;
        };
    }

    private boolean isOld(Duration at) {
        return context.now.isPast(at.plus(Meter.LONGEST_GAP));
    }

    private void works(FetchScope scope) {
        if (context.energy.problems().containsKey(scope)) {
            context.energy = context.energy.withoutProblem(scope);
            if (context.energy.problems().isEmpty()) {
                context.info("energy: the cloud's second API answers again");
            }
        }
    }

    void failed(FetchScope scope, SphereId id, CloudProblem problem) {
        PersistentMap<FetchScope, String> problems = context.energy.problems();
        if (!problems.containsKey(scope) && !problems.values().contains(problem.message())) {
            say(id, "energy: " + problem.message() + "; everything else goes on");
        }
        context.energy = context.energy.withProblem(scope, problem.message());
        age(id);
    }

    private void age(SphereId id) {
        PersistentMap<CrownstoneId, MeterValues> meters = context.energy.meters();
        for (CrownstoneId each : crownstones(id)) {
            MeterValues known = meters.get(each);
            if (known != null) {
                meters = meters.with(each, aged(known));
            }
        }
        context.energy = context.energy.with(meters);
    }

    private void say(SphereId id, String line) {
        if (mode() == Mode.ALWAYS || Boolean.TRUE.equals(context.energy.of(id).permitted())) {
            context.warn(line);
        } else {
            context.info(line);
        }
    }

    /** Until the cloud has answered that the collection is not permitted, what an earlier run published stays. */
    void keepHeld(Map<String, String> held, Mirror mirror) {
        for (Sphere sphere : context.home().spheres().values()) {
            boolean mayHaveHub = !sphere.hubs().isEmpty() || !context.complete;
            if (mode() != Mode.OFF
                    && mayHaveHub
                    && !Boolean.FALSE.equals(context.energy.of(sphere.id()).permitted())) {
                PersistentMap<CrownstoneId, MeterValues> meters = context.energy.meters();
                for (Map.Entry<CrownstoneId, MeterValues> each : HeldMeters.of(
                                sphere, mirror.names(), held, context.topics)
                        .entrySet()) {
                    meters = meters.containsKey(each.getKey())
                            ? meters
                            : meters.with(each.getKey(), earlier(each.getValue()));
                }
                context.energy = meters == context.energy.meters() ? context.energy : context.energy.with(meters);
            }
        }
    }

    private EarlierMeter earlier(MeterValues held) {
        return new EarlierMeter(held.energy(), held.power(), context.now.uptime());
    }
}
