package io.crownstone2mqtt.bridge.oracle;

import io.crownstone2mqtt.bridge.oracle.SimulatedHome.CrownstoneTruth;
import io.crownstone2mqtt.bridge.oracle.SimulatedHome.SphereTruth;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers from the truth as of a moment between question and answer, tells of changes, has commands carried out. */
public final class SimulatedCloud {
    private static final CloudProblem WRONG = new CloudProblem.WrongCredentials("e-mail address or password are wrong");
    private static final CloudProblem FORBIDDEN = new CloudProblem.Forbidden("not allowed");
    private static final long STREAM_ASKS_AGAIN_AFTER_REFUSAL = 5 * 60_000;
    private static final int MOST_FETCHES_AFTER_FAILURES = 20;

    /** What goes wrong with requests. */
    enum Fault {
        NONE,
        UNAVAILABLE,
        ASKS_FOR_NO_PAUSE,
        ASKS_FOR_A_PAUSE,
        NOT_REACHED,
        PARTS_FORBIDDEN,
        SCENES_AND_HUBS_UNREADABLE
    }

    enum Speed {
        FAST(20, 300),
        SLOW(300, 6_000),
        CRAWLING(3_000, 19_000);

        final int least;
        final int most;

        Speed(int least, int most) {
            this.least = least;
            this.most = most;
        }
    }

    enum Phones {
        QUICK(200, 600),
        LATE(1_000, 25_000),
        LOST(0, 1),
        MIXED(100, 20_000);

        final int least;
        final int most;

        Phones(int least, int most) {
            this.least = least;
            this.most = most;
        }
    }

    private static final class Stream {
        boolean up;
        boolean faulty;
        boolean passwordWrong;
        boolean everAnswered;
        /** The spheres of its last snapshot. */
        Set<SphereId> answered = Set.of();

        /** Whatever belongs to an earlier connection is void. */
        int connection;

        Set<SphereId> reports = Set.of();
        long lastDelivery;
    }

    private final World world;
    private final SimulatedHome home;
    private final Map<Integer, Stream> streams = new TreeMap<>();
    private final Map<SphereId, Sphere> answered = new HashMap<>();
    private final Map<CrownstoneId, Long> executed = new HashMap<>();
    private final Map<String, Deque<Long>> afterFailures = new HashMap<>();
    private final Set<String> failing = new HashSet<>();
    final Map<String, Deque<Long>> fetches = new TreeMap<>();
    Fault fault = Fault.NONE;
    boolean everyOtherTime;
    Speed speed;
    Phones phones;
    /** The stream server lost its link: streams stay open and tell nothing. */
    boolean linkLost;

    private long taken;

    SimulatedCloud(World world, SimulatedHome home, Options options) {
        this.world = world;
        this.home = home;
        this.speed = options.speed();
        this.phones = options.phones();
        home.accounts().forEach(account -> streams.put(account, new Stream()));
    }

    void start() {
        streams.keySet().forEach(this::connect);
    }

    private Stream stream(int account) {
        return Objects.requireNonNull(streams.get(account));
    }

    // ---- requests

    private int latency(SplittableRandom random) {
        return random.nextInt(speed.least, speed.most);
    }

    void fetch(int account, Question question) {
        String key = account + " " + question;
        fetches.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(world.now());
        if (failing.contains(key)) {
            boundRetries(key);
        }
        long asked = world.now();
        SplittableRandom random = world.random("fetch " + key);
        int latency = latency(random);
        int read = random.nextInt(latency + 1);
        world.in(read, () -> {
            Runnable answer = answer(account, question, asked, random);
            world.in(latency - read, answer);
        });
    }

    /** A cloud that fails is not asked without a pause, whatever it says. */
    private void boundRetries(String key) {
        Deque<Long> times = afterFailures.computeIfAbsent(key, _ -> new ArrayDeque<>());
        times.add(world.now());
        while (times.getFirst() < world.now() - 60_000) {
            times.removeFirst();
        }
        if (times.size() > MOST_FETCHES_AFTER_FAILURES) {
            throw new Violation("unbounded requests", "%s: %d within a minute".formatted(key, times.size()));
        }
    }

    private Runnable answer(int account, Question question, long asked, SplittableRandom random) {
        String key = account + " " + question;
        CloudProblem problem = problem(account, question, random);
        if (problem != null) {
            return () -> {
                failing.add(key);
                world.trace(() -> "answer to %s: %s".formatted(key, problem));
                world.input((bridge, time) -> bridge.failed(time, account, question, problem));
            };
        }
        boolean lacking = fault == Fault.SCENES_AND_HUBS_UNREADABLE && !(everyOtherTime && random.nextBoolean());
        Runnable delivery = found(account, question, asked, lacking);
        return () -> {
            failing.remove(key);
            delivery.run();
        };
    }

    private @Nullable CloudProblem problem(int account, Question question, SplittableRandom random) {
        Stream stream = stream(account);
        if (stream.passwordWrong) {
            return WRONG;
        }
        boolean whole = question.sphere() == null;
        CloudProblem failure = everyOtherTime && random.nextBoolean() ? null : failure(whole);
        if (failure != null) {
            return failure;
        }
        return question.sphere() != null && !home.mayRead(account, question.sphere()) ? FORBIDDEN : null;
    }

    private @Nullable CloudProblem failure(boolean whole) {
        return switch (fault) {
            case NONE, SCENES_AND_HUBS_UNREADABLE -> null;
            case UNAVAILABLE -> new CloudProblem.Unavailable("the cloud does not answer");
            case ASKS_FOR_NO_PAUSE -> new CloudProblem.Unavailable("too many requests", Duration.ZERO, false);
            case ASKS_FOR_A_PAUSE -> new CloudProblem.Unavailable("too many requests", Duration.ofSeconds(20), false);
            case NOT_REACHED -> new CloudProblem.Unavailable("the cloud is not reached", null, false);
            case PARTS_FORBIDDEN -> whole ? null : FORBIDDEN;
        };
    }

    /** The answer is made now and delivered when run. */
    private Runnable found(int account, Question question, long asked, boolean lacking) {
        SphereId id = question.sphere();
        if (id == null) {
            Home visible = home.visibleTo(account, world.now());
            return () -> {
                stream(account).everAnswered = true;
                world.trace(
                        () -> "answer of %d ms ago to account %d: everything".formatted(world.now() - asked, account));
                world.input((bridge, time) -> {
                    Set<SphereId> now = visible.spheres().keySet();
                    Set<CrownstoneId> removed = new HashSet<>();
                    boolean believed = now.containsAll(stream(account).answered);
                    if (believed) {
                        visible.spheres().values().forEach(sphere -> {
                            removed.addAll(removed(sphere));
                            informed(sphere, asked);
                        });
                    }
                    stream(account).answered = Set.copyOf(now);
                    bridge.everything(time, account, home.self(account), visible, lacking ? now : Set.of());
                    if (believed) {
                        removed.forEach(world.commands()::checkRemoved);
                    }
                });
            };
        }
        SphereTruth truth = Objects.requireNonNull(home.spheres.get(id));
        Sphere sphere = home.toSphere(truth, world.now());
        return switch (question.kind()) {
            case EVERYTHING, SPHERE ->
                () -> {
                    world.trace(() -> "answer to account %d: sphere %s".formatted(account, id.tail()));
                    world.input((bridge, time) -> {
                        Set<CrownstoneId> removed = removed(sphere);
                        informed(sphere, asked);
                        bridge.sphere(time, account, sphere, lacking);
                        removed.forEach(world.commands()::checkRemoved);
                    });
                };
            case STATES -> {
                Map<CrownstoneId, SwitchState> states = new HashMap<>();
                sphere.crownstones().forEach((each, crownstone) -> {
                    if (crownstone.state() != null) {
                        states.put(each, crownstone.state());
                    }
                });
                yield () -> {
                    world.trace(() -> "answer to account %d: states %s".formatted(account, percentages(states)));
                    world.input((bridge, time) -> {
                        states.keySet().forEach(each -> informed(each, asked));
                        bridge.states(time, account, id, states);
                    });
                };
            }
            case PEOPLE -> {
                Presence presence = sphere.presence();
                yield () -> {
                    world.trace(() -> "answer to account %d: people %s".formatted(account, presence));
                    world.input((bridge, time) -> {
                        truth.peopleInformed = Math.max(truth.peopleInformed, asked);
                        bridge.people(time, account, id, presence);
                    });
                };
            }
        };
    }

    private static Map<String, Integer> percentages(Map<CrownstoneId, SwitchState> states) {
        Map<String, Integer> result = new TreeMap<>();
        states.forEach((id, state) -> result.put(id.tail(), state.percentage()));
        return result;
    }

    /** Those that an answer shows to be removed, if the bridge must believe it at once. */
    private Set<CrownstoneId> removed(Sphere sphere) {
        Sphere before = answered.get(sphere.id());
        SphereTruth truth = home.spheres.get(sphere.id());
        if (before == null || truth == null || lacksMuchOf(before, sphere)) {
            return Set.of();
        }
        Set<CrownstoneId> removed = new HashSet<>(before.crownstones().keySet());
        removed.removeAll(sphere.crownstones().keySet());
        removed.removeAll(truth.crownstones.keySet());
        return removed;
    }

    /** The bridge believes an answer that takes much away only when it comes again. */
    private void informed(Sphere sphere, long asked) {
        Sphere before = answered.put(sphere.id(), sphere);
        if (before != null && lacksMuchOf(before, sphere)) {
            return;
        }
        SphereTruth truth = home.spheres.get(sphere.id());
        if (truth != null) {
            truth.peopleInformed = Math.max(truth.peopleInformed, asked);
        }
        sphere.crownstones().keySet().forEach(id -> informed(id, asked));
    }

    private static boolean lacksMuchOf(Sphere before, Sphere now) {
        Set<CrownstoneId> left = new HashSet<>(before.crownstones().keySet());
        left.retainAll(now.crownstones().keySet());
        return left.size() * 2 <= before.crownstones().size();
    }

    private void informed(CrownstoneId id, long moment) {
        CrownstoneTruth truth = home.everyCrownstone.get(id);
        if (truth != null) {
            truth.informed = Math.max(truth.informed, moment);
        }
    }

    // ---- commands

    void send(int account, long batch, SphereId sphere, Map<CrownstoneId, SwitchCommand> sent) {
        Map<CrownstoneId, SwitchCommand> commands = new TreeMap<>(Comparator.comparing(CrownstoneId::value));
        commands.putAll(sent);
        SplittableRandom random = world.random("switch " + batch);
        int latency = latency(random);
        int decided = random.nextInt(latency + 1);
        world.in(decided, () -> {
            CloudProblem problem = decide(account, sphere, commands, random);
            world.in(latency - decided, () -> {
                world.trace(() -> "batch %d is %s".formatted(batch, problem == null ? "accepted" : problem));
                world.commands().answered(batch, problem);
                world.input((bridge, time) -> bridge.switchAnswered(time, batch, problem));
            });
        });
    }

    private @Nullable CloudProblem decide(
            int account, SphereId sphere, Map<CrownstoneId, SwitchCommand> commands, SplittableRandom random) {
        if (stream(account).passwordWrong) {
            return WRONG;
        }
        CloudProblem failure = everyOtherTime && random.nextBoolean() ? null : failure(true);
        if (failure != null) {
            boolean maybe = failure instanceof CloudProblem.Unavailable unavailable && unavailable.maybeDone();
            if (maybe && random.nextBoolean()) {
                take(sphere, commands, random);
            }
            return failure;
        }
        if (!home.maySwitch(account, sphere)) {
            return FORBIDDEN;
        }
        Set<CrownstoneId> known =
                Objects.requireNonNull(home.spheres.get(sphere)).crownstones.keySet();
        if (!known.containsAll(commands.keySet())) {
            return commands.size() == 1
                    ? new CloudProblem.NotFound("there is no such Crownstone")
                    : new CloudProblem.Refused("Invalid uid");
        }
        take(sphere, commands, random);
        return null;
    }

    private void take(SphereId sphere, Map<CrownstoneId, SwitchCommand> commands, SplittableRandom random) {
        emit(new HomeEvent.SwitchRequested(sphere, List.copyOf(commands.keySet())));
        long number = ++taken;
        boolean lost = phones == Phones.LOST || (phones == Phones.MIXED && random.nextInt(3) == 0);
        int after = random.nextInt(phones.least, phones.most);
        if (!lost) {
            commands.forEach((id, command) -> world.in(after, () -> execute(number, id, command, random.nextInt(4))));
        }
    }

    /** A phone drops what is older than what it has done. */
    private void execute(long number, CrownstoneId id, SwitchCommand command, int twilight) {
        CrownstoneTruth crownstone = home.everyCrownstone.get(id);
        if (crownstone == null || executed.getOrDefault(id, 0L) > number) {
            return;
        }
        executed.put(id, number);
        int before = crownstone.stored == null ? 0 : crownstone.stored;
        int full = crownstone.dims && twilight == 0 ? 60 : 100;
        int after = switch (command) {
            case SwitchCommand.TurnOff _ -> 0;
            case SwitchCommand.TurnOn _ -> before > 0 ? before : full;
            case SwitchCommand.Percentage(int value) -> crownstone.dims || value == 0 ? value : 100;
        };
        report(crownstone, after);
    }

    /** A phone or hub stores a state; it is told only if it changed. */
    void report(CrownstoneTruth crownstone, int percentage) {
        home.sphereOf(crownstone.id).ifPresent(sphere -> {
            if (crownstone.canSwitch && home.store(crownstone, percentage, world.now())) {
                world.trace(() -> "the cloud stores %s = %d".formatted(crownstone.id.tail(), percentage));
                emit(new HomeEvent.StateReported(sphere.id, crownstone.id, percentage));
            }
        });
    }

    // ---- events

    void emit(HomeEvent event) {
        streams.forEach((account, stream) -> {
            if (stream.up && !linkLost && stream.reports.contains(event.sphere())) {
                deliver(account, stream, event);
            }
        });
    }

    private void deliver(int account, Stream stream, HomeEvent event) {
        SplittableRandom random = world.random("event " + account + event.sphere());
        int latency = random.nextInt(20) == 0 ? random.nextInt(3_000) : random.nextInt(2, 120);
        long emitted = world.now();
        stream.lastDelivery = Math.max(stream.lastDelivery, emitted + latency);
        int connection = stream.connection;
        world.in(stream.lastDelivery - emitted, () -> {
            if (stream.connection == connection) {
                world.trace(() -> "event to account %d: %s".formatted(account, event));
                world.input((bridge, time) -> {
                    informed(event, emitted);
                    bridge.event(time, account, event);
                });
            }
        });
    }

    private void informed(HomeEvent event, long emitted) {
        if (event instanceof HomeEvent.StateReported(SphereId _, CrownstoneId id, int _)) {
            informed(id, emitted);
        }
    }

    private void connect(int account) {
        Stream stream = stream(account);
        int connection = ++stream.connection;
        stream.up = false;
        SplittableRandom random = world.random("connect " + account);
        world.in(random.nextInt(50, 500), () -> {
            if (stream.connection == connection) {
                connected(account, stream, random);
            }
        });
    }

    private void connected(int account, Stream stream, SplittableRandom random) {
        if (stream.passwordWrong) {
            lose(account, WRONG, STREAM_ASKS_AGAIN_AFTER_REFUSAL);
        } else if (stream.faulty) {
            lose(account, new CloudProblem.Unavailable("no event stream"), random.nextInt(2_000, 20_000));
        } else {
            stream.up = true;
            stream.reports =
                    new HashSet<>(home.visibleTo(account, world.now()).spheres().keySet());
            int connection = stream.connection;
            long started = world.now() + random.nextInt(30);
            stream.lastDelivery = started;
            world.in(started - world.now(), () -> {
                if (stream.connection == connection) {
                    world.trace(() -> "stream of account %d started".formatted(account));
                    world.input((bridge, time) -> bridge.streamStarted(time, account));
                }
            });
        }
    }

    private void lose(int account, CloudProblem problem, long retryIn) {
        Stream stream = stream(account);
        int connection = ++stream.connection;
        stream.up = false;
        world.trace(() -> "stream of account %d lost: %s".formatted(account, problem));
        world.input((bridge, time) -> bridge.streamLost(time, account, problem, retryIn));
        world.in(retryIn, () -> {
            if (stream.connection == connection) {
                connect(account);
            }
        });
    }

    void reconnect(int account) {
        world.trace(() -> "stream of account %d is opened again".formatted(account));
        connect(account);
    }

    /** The stream breaks off, and while it is faulty no other begins. */
    void breakStream(int account, boolean faulty) {
        Stream stream = stream(account);
        stream.faulty = faulty;
        if (stream.up) {
            SplittableRandom random = world.random("break " + account);
            lose(account, new CloudProblem.Unavailable("the event stream ended"), random.nextInt(1_000, 4_000));
        }
    }

    /** Open streams stay open. Not before every account was answered once: the bridge rightly gives up at its start. */
    void passwordWrong(int account, boolean wrong) {
        if (!wrong || streams.values().stream().allMatch(stream -> stream.everAnswered)) {
            stream(account).passwordWrong = wrong;
        }
    }

    void makeWell() {
        fault = Fault.NONE;
        speed = Speed.FAST;
        phones = Phones.QUICK;
        linkLost = false;
        streams.values().forEach(stream -> {
            stream.faulty = false;
            stream.passwordWrong = false;
        });
    }

    /** At rest no more is asked than snapshots and presence need, since that time and until now. */
    void checkRest(long since) {
        long span = world.now() - since;
        fetches.forEach((key, times) -> {
            long count = times.stream().filter(time -> time >= since).count();
            boolean whole = key.contains("EVERYTHING");
            long most = whole
                    ? span / Options.RESYNC_INTERVAL + 1
                    : key.contains("PEOPLE") ? span / Options.PRESENCE_INTERVAL + 1 : 0;
            if (count > most) {
                throw new Violation("requests at rest", "%s: %d in %d minutes".formatted(key, count, span / 60_000));
            }
        });
    }
}
