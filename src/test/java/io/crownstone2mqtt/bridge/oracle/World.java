package io.crownstone2mqtt.bridge.oracle;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.testing.Homes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One bridge, its cloud and its broker in simulated time. Throws a {@link Violation} when the bridge breaks a promise. */
final class World implements BridgeAdapter.Outside {
    /** Another bridge's discovery, which is not ours to clear. */
    static final String FOREIGN = "homeassistant/light/crownstone_5a0000/light/config";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_TICKS_AT_ONCE = 20;
    private static final long CHECKED_EVERY = 500;
    /** Whatever had to be asked again is asked by then, and who is present was read. */
    private static final long UNTIL_PRESENCE_IS_READ = 10 * 60_000;

    private static final long UNTIL_ALL_IS_DONE = 45 * 60_000;
    private static final long AT_REST = 22 * 60_000;

    private record Happening(long time, long number, Runnable what) {}

    private record Input(long arrived, BiConsumer<BridgeAdapter, BridgeAdapter.Time> what) {}

    private final PriorityQueue<Happening> queue =
            new PriorityQueue<>(Comparator.comparingLong(Happening::time).thenComparingLong(Happening::number));
    private final Plan plan;
    private final SimulatedHome home;
    private final SimulatedCloud cloud;
    private final SimulatedBroker broker = new SimulatedBroker(this);
    private final CommandLedger commands;
    private final ShownHome shown;
    private final BridgeAdapter bridge;
    private final List<String> trace = new ArrayList<>();
    private final Deque<Input> inbox = new ArrayDeque<>();
    private boolean tracing;
    private boolean gaveUp;
    private boolean unseenClears;
    private long now;
    private long busyUntil;
    private long nextCheck;
    private long number;
    private int commandIds;

    World(Plan plan) {
        this.plan = plan;
        this.home = new SimulatedHome(plan.options(), Homes.SUNDAY, new SplittableRandom(plan.seed()));
        this.cloud = new SimulatedCloud(this, home, plan.options());
        this.shown = new ShownHome(this, home);
        this.commands = new CommandLedger(this, shown);
        this.bridge = new BridgeAdapter(plan.options(), Homes.SUNDAY, this);
    }

    /** Runs the plan, makes all well, and compares when things have come to rest. */
    void run() {
        leftovers();
        home.notePresence(0);
        cloud.start();
        long last = 0;
        for (Action action : plan.actions()) {
            at(action.at(), () -> perform(action));
            last = Math.max(last, action.at());
        }
        long well = last + 1_000;
        at(well, this::makeWell);
        runUntil(well + UNTIL_PRESENCE_IS_READ);
        if (!gaveUp) {
            ExpectedTopics.checkPresence(plan.options(), home, now, broker.retained());
        }
        runUntil(well + UNTIL_ALL_IS_DONE);
        if (gaveUp) {
            return;
        }
        commands.checkAllOver();
        ExpectedTopics.check(plan.options(), home, now, broker.retained());
        cloud.checkRest(now - AT_REST);
    }

    List<String> traced() {
        tracing = true;
        try {
            run();
        } catch (Violation violation) {
            trace.add(now + " ms: " + violation.getMessage());
        }
        return trace;
    }

    private void leftovers() {
        String ours =
                "{\"availability\":[{\"topic\":\"crownstone2mqtt/bridge/state\"}],\"origin\":{\"name\":\"crownstone2mqtt\"}}";
        broker.holds(FOREIGN, ours.replace("2mqtt/bridge", "2mqtt-other/bridge"));
        broker.holds("homeassistant/light/crownstone_5a0001/light/config", ours);
        broker.holds("homeassistant/device/crownstone_5a0002/config", ours);
        broker.holds(Options.BASE + "/home/crownstone/gone/state", "{\"state\":\"ON\",\"confirmed\":true}");
        broker.holds(Options.BASE + "/bridge/state", "offline");
    }

    private void perform(Action action) {
        trace(() -> "--- " + action.kind() + " " + action.one() + " " + action.two());
        action.kind().perform(this, action);
        home.notePresence(now);
    }

    private void makeWell() {
        trace(() -> "--- all is made well");
        cloud.makeWell();
        if (unseenClears) {
            broker.down();
        }
        broker.up();
    }

    void wipeBroker() {
        broker.down();
        broker.wipe();
        broker.holds(FOREIGN, "{}");
        shown.wiped();
        broker.up();
    }

    /** Whether one can say at any time whose a topic is. */
    boolean namesAreFixed() {
        return !plan.renames();
    }

    /** Whether it dims, and always did. */
    boolean surelyDims(CrownstoneId crownstone) {
        SimulatedHome.CrownstoneTruth truth = home.everyCrownstone.get(crownstone);
        return truth != null && truth.dims && !plan.changesDimming();
    }

    void noteUnseenClear() {
        unseenClears = true;
    }

    private void runUntil(long end) {
        int ticks = 0;
        while (!gaveUp) {
            long due = Math.max(busyUntil, bridge.deadline().orElse(Long.MAX_VALUE));
            long next = queue.isEmpty() ? Long.MAX_VALUE : queue.element().time();
            if (Math.min(due, next) > end) {
                now = end;
                return;
            }
            if (due < next) {
                ticks = due > now ? 0 : ticks + 1;
                if (ticks > MOST_TICKS_AT_ONCE) {
                    throw new Violation("a deadline that stays in the past", due + " at " + now + " ms");
                }
                now = Math.max(due, now + (due <= now ? 1 : 0));
                bridge.tick(time(now));
            } else {
                now = Math.max(now, next);
                queue.remove().what().run();
            }
            if (broker.isSettled() && inbox.isEmpty() && (now >= nextCheck || shown.isChanged())) {
                nextCheck = now + CHECKED_EVERY;
                shown.check();
            }
        }
    }

    // ---- for the parts of the world

    long now() {
        return now;
    }

    private BridgeAdapter.Time time(long arrived) {
        return new BridgeAdapter.Time(now, arrived, random("step").nextDouble());
    }

    /** The same for the same thing at the same time, whatever else happens. */
    SplittableRandom random(String what) {
        return new SplittableRandom(plan.seed() * 31 + what.hashCode() * 0x9e3779b97f4a7c15L + now);
    }

    void at(long time, Runnable what) {
        queue.add(new Happening(time, number++, what));
    }

    void in(long delay, Runnable what) {
        at(now + delay, what);
    }

    void trace(Supplier<String> line) {
        if (tracing) {
            trace.add(now + " ms: " + line.get());
        }
    }

    SimulatedHome home() {
        return home;
    }

    SimulatedCloud cloud() {
        return cloud;
    }

    SimulatedBroker broker() {
        return broker;
    }

    CommandLedger commands() {
        return commands;
    }

    /** Something comes to the bridge; it waits while the loop is busy. */
    void input(BiConsumer<BridgeAdapter, BridgeAdapter.Time> what) {
        inbox.add(new Input(now, what));
        if (now >= busyUntil) {
            workOff();
        }
    }

    /** When the loop came to an input that arrived then; later than now if it has not. */
    long handledAt(long arrived) {
        return Math.max(arrived, busyUntil);
    }

    /** The bridge's loop does nothing for so long: a slow machine, a pause of the garbage collector. */
    void busy(long millis) {
        busyUntil = now + millis;
        in(millis, this::workOff);
    }

    private void workOff() {
        for (Input input = inbox.poll(); input != null; input = inbox.poll()) {
            input.what().accept(bridge, time(input.arrived()));
        }
    }

    /** A command of somebody at the broker, with an id. */
    void command(String topic, String payload) {
        String members = payload.matches("\\d+") ? "\"brightness\":" + payload : "\"state\":\"" + payload + '"';
        broker.publish(topic, "{" + members + ",\"id\":\"" + ++commandIds + "\"}", false);
    }

    /** The broker delivers a message to the bridge. */
    void deliver(String topic, String payload, boolean retained) {
        Set<String> concerned = topic.endsWith("/set")
                        && !plan.renames()
                        && broker.isSettled()
                        && shown.isAnnounced()
                        && now >= busyUntil
                ? shown.concernedBy(topic)
                : null;
        input((to, time) -> {
            if (topic.endsWith("/set") && !payload.isEmpty() && !retained) {
                received(topic, JSON.readTree(payload), time.arrived(), concerned);
            }
            to.message(time, topic, payload, retained);
        });
    }

    private void received(String topic, JsonNode json, long arrived, @Nullable Set<String> concerned) {
        String asked = json.has("brightness")
                ? json.path("brightness").asString("")
                : json.path("state").asString("");
        trace(() -> "command %s: %s, concerns %s".formatted(topic, json, concerned));
        boolean scene = topic.contains("/scene/");
        commands.received(new CommandLedger.Received(
                topic,
                json.path("id").asString(""),
                scene ? CommandLedger.SCENE : asked,
                arrived,
                scene && concerned != null && !asked.equals("ON")
                        ? Set.of(topic.replaceAll("/set$", "/result"))
                        : concerned,
                shown.isAnnounced(),
                scene && concerned != null ? shown.levelsOf(topic) : Map.of(),
                scene && (plan.changesRoles() || !shown.maySomebodySwitch(topic))));
    }

    // ---- what the bridge does

    @Override
    public void publish(String topic, String payload, boolean retained) {
        if (!broker.isUp() && inbox.isEmpty()) {
            trace(() -> "published while the broker is down: " + topic + " " + payload);
            return;
        }
        if (topic.endsWith("/result")) {
            trace(() -> topic + " " + payload);
            result(topic, JSON.readTree(payload));
        } else if (retained && broker.isUp()) {
            if (!topic.endsWith("/config")) {
                trace(() -> topic + " " + payload);
            }
            shown.published(topic, payload);
        }
        broker.publish(topic, payload, retained);
    }

    private void result(String topic, JsonNode json) {
        if (!json.has("id")) {
            throw new Violation("a result of nothing", topic + " " + json);
        }
        commands.result(
                json.path("id").asString(""),
                json.path("status").asString(""),
                shown.keyOfResult(topic),
                shown.isHandedOver(topic) || plan.renames());
    }

    @Override
    public void subscribe(List<String> filters) {
        broker.subscribe(filters);
    }

    @Override
    public void unsubscribe(List<String> filters) {
        broker.unsubscribe(filters);
    }

    @Override
    public void fetch(int account, Question question) {
        trace(() -> "account " + account + " asks for " + question);
        cloud.fetch(account, question);
    }

    @Override
    public void send(int account, long batch, SphereId sphere, Map<CrownstoneId, SwitchCommand> sent) {
        trace(() -> "account " + account + " sends batch " + batch + ": " + sent);
        commands.sent(batch, sent);
        cloud.send(account, batch, sphere, sent);
    }

    @Override
    public void reconnectStream(int account) {
        cloud.reconnect(account);
    }

    @Override
    public void giveUp(String reason) {
        trace(() -> "gives up: " + reason);
        gaveUp = true;
    }

    @Override
    public void say(String line) {
        trace(() -> "says: " + line);
    }
}
