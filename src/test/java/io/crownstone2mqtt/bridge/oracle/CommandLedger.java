package io.crownstone2mqtt.bridge.oracle;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SwitchCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps the book on commands: each ends once for each Crownstone, and none is sent late, twice or out of order. */
final class CommandLedger {
    private static final Set<String> FINAL =
            Set.of("confirmed", "unconfirmed", "rejected", "failed", "expired", "superseded");

    /** The payload of a scene that is activated. */
    static final String SCENE = "SCENE";

    /**
     * A command as it came.
     *
     * @param levels of a scene, by Crownstone, as the user sees them
     * @param maybeRefused a scene of which the account may be a guest: then it has one result of its own
     */
    record Received(
            String topic,
            String id,
            String payload,
            long at,
            @Nullable Set<String> concerned,
            boolean owed,
            Map<String, Integer> levels,
            boolean maybeRefused) {}

    /**
     * A command that the bridge received.
     *
     * @param number in the order of their coming
     * @param concerned the Crownstones (or the result topic, if it can mean none) that it should have results for, null if
     *     the broker did not show then what the bridge knew
     * @param owed whether it must have a result at all: not while the home is not known yet
     * @param known those of them of which the bridge knew the state when it came
     * @param results statuses by Crownstone or, where it is not known, result topic
     */
    record Command(
            int number,
            String id,
            String payload,
            String topic,
            long at,
            @Nullable Set<String> concerned,
            boolean owed,
            Set<String> known,
            Map<String, Integer> levels,
            boolean maybeRefused,
            Map<String, List<String>> results) {
        boolean isOver(String key) {
            return results.getOrDefault(key, List.of()).stream().anyMatch(FINAL::contains);
        }

        /** Of a scene: rejected as a whole. */
        boolean isRefused() {
            return maybeRefused && results.keySet().equals(Set.of(topic.replaceAll("/set$", "/result")));
        }

        boolean mayConcern(String crownstone) {
            return !isRefused() && (concerned == null || concerned.contains(crownstone)) && !isOver(crownstone);
        }

        /** Whether such a state shows that it was obeyed; of a TOGGLE that is not known here. */
        boolean isMetBy(String crownstone, boolean on, @Nullable Integer brightness) {
            return switch (payload) {
                case SCENE -> !levels.containsKey(crownstone) || on == levels.get(crownstone) > 0;
                case "TOGGLE" -> true;
                case "ON" -> on;
                case "OFF" -> !on;
                default -> {
                    int wanted = Integer.parseInt(payload);
                    yield wanted > 0 == on && (brightness == null || brightness == wanted);
                }
            };
        }

        @Override
        public String toString() {
            return "command " + id + " (" + payload + " on " + topic + ")";
        }
    }

    private record Sent(Command command, CrownstoneId crownstone) {}

    private final World world;
    private final ShownHome shown;
    private final Map<String, Command> commands = new LinkedHashMap<>();
    /** How many final results each of these commands had. */
    private final Map<String, Integer> finals = new HashMap<>();

    /** Commands of which a result came on a topic that may be any Crownstone's. */
    private final Set<String> unsureOnes = new HashSet<>();

    private final Map<Long, List<Sent>> underWay = new HashMap<>();
    private final Set<CrownstoneId> requested = new HashSet<>();
    private final Map<CrownstoneId, Integer> newestSent = new HashMap<>();
    /** Which of them the cloud may have taken. */
    private final Set<Sent> maybeTaken = new HashSet<>();

    CommandLedger(World world, ShownHome shown) {
        this.world = world;
        this.shown = shown;
    }

    void received(Received command) {
        Set<String> concerned = command.concerned();
        commands.put(
                command.id(),
                new Command(
                        commands.size(),
                        command.id(),
                        command.payload(),
                        command.topic(),
                        command.at(),
                        concerned,
                        command.owed(),
                        concerned == null ? Set.of() : shown.known(concerned),
                        command.levels(),
                        command.maybeRefused(),
                        new LinkedHashMap<>()));
    }

    /** @param unsure whether the topic is being handed over from one Crownstone to another: then nobody can tell whose it is */
    void result(String id, String status, String key, boolean unsure) {
        Command command = commands.get(id);
        if (command == null) {
            throw new Violation("a result of nothing", id + " " + status);
        }
        if (unsure) {
            unsureOnes.add(id);
        }
        if (unsureOnes.contains(id)) {
            boolean over = FINAL.contains(status);
            if (over && finals.merge(id, 1, Integer::sum) > 1 && command.topic().contains("/crownstone/")) {
                throw new Violation("a result after the final one", command + ": " + status);
            }
            return;
        }
        List<String> statuses = command.results().computeIfAbsent(key, _ -> new ArrayList<>());
        if (statuses.contains("accepted") && status.equals("accepted")) {
            throw new Violation("accepted twice", command + " " + key);
        }
        if (command.isOver(key)) {
            throw new Violation(
                    "a result after the final one", "%s, %s: %s after %s".formatted(command, key, status, statuses));
        }
        statuses.add(status);
        if (status.equals("confirmed")) {
            shown.checkConfirmed(key, command);
        }
    }

    /** The newest command for that Crownstone, if it surely is meant and has no final result yet. */
    Optional<Command> newestPending(String crownstone) {
        return commands.values().stream()
                .filter(command -> command.mayConcern(crownstone))
                .reduce((_, last) -> last)
                .filter(command -> command.concerned() != null && !unsureOnes.contains(command.id()));
    }

    /** Whether any command for that Crownstone has no final result yet. */
    boolean isPending(String crownstone) {
        return commands.values().stream().anyMatch(command -> command.mayConcern(crownstone));
    }

    void sent(long batch, Map<CrownstoneId, SwitchCommand> sent) {
        List<Sent> all = new ArrayList<>();
        sent.forEach((crownstone, value) -> {
            if (!requested.add(crownstone)) {
                throw new Violation("two requests under way", crownstone.value());
            }
            all.add(new Sent(commandOf(crownstone, value), crownstone));
        });
        underWay.put(batch, all);
        all.forEach(this::check);
    }

    private Command commandOf(CrownstoneId crownstone, SwitchCommand value) {
        return commands.values().stream()
                .filter(each -> each.mayConcern(crownstone.value()) && isMeant(each, crownstone, value))
                .reduce((_, last) -> last)
                .orElseThrow(
                        () -> new Violation("sent though nobody waits for it", crownstone.tail() + " -> " + value));
    }

    private void check(Sent sent) {
        Command command = sent.command();
        long age = world.now() - command.at();
        if (age > Options.EXPIRE_AFTER) {
            throw new Violation("sent late", command + " after " + age + " ms");
        }
        if (!maybeTaken.add(sent)) {
            throw new Violation(
                    "sent twice", command + " to " + sent.crownstone().tail());
        }
        Integer newest = newestSent.put(sent.crownstone(), command.number());
        if (newest != null && newest > command.number()) {
            throw new Violation("sent after a newer one", command.toString());
        }
    }

    void answered(long batch, @Nullable CloudProblem problem) {
        for (Sent sent : underWay.getOrDefault(batch, List.of())) {
            requested.remove(sent.crownstone());
            if (problem != null
                    && !(problem instanceof CloudProblem.Unavailable unavailable && unavailable.maybeDone())) {
                maybeTaken.remove(sent);
            }
        }
    }

    private boolean isMeant(Command command, CrownstoneId crownstone, SwitchCommand value) {
        String payload = command.payload();
        return switch (payload) {
            case SCENE -> isLevel(command.levels().get(crownstone.value()), crownstone, value);
            case "ON" -> value instanceof SwitchCommand.TurnOn;
            case "OFF" -> value instanceof SwitchCommand.TurnOff;
            case "TOGGLE" -> !(value instanceof SwitchCommand.Percentage);
            default -> value.equals(SwitchCommand.percentage(Integer.parseInt(payload)));
        };
    }

    private boolean isLevel(@Nullable Integer level, CrownstoneId crownstone, SwitchCommand value) {
        if (level == null) {
            return true; // it cannot be said what the bridge knew
        }
        return switch (value) {
            case SwitchCommand.TurnOff _ -> level == 0;
            case SwitchCommand.TurnOn _ -> level > 0 && !world.surelyDims(crownstone);
            case SwitchCommand.Percentage(int percentage) -> percentage == Math.max(level, 10);
        };
    }

    /** The bridge was answered that the Crownstone is removed: nothing is left for its commands to wait for. */
    void checkRemoved(CrownstoneId crownstone) {
        String id = crownstone.value();
        if (!world.broker().isSettled() || !world.namesAreFixed()) {
            return;
        }
        commands.values().stream()
                .filter(command -> command.concerned() != null && command.mayConcern(id))
                .filter(command -> !unsureOnes.contains(command.id()))
                .findFirst()
                .ifPresent(command -> {
                    throw new Violation("a command of a removed Crownstone is left open", command.toString());
                });
    }

    /** A result on a topic of which the Crownstone was just removed is that Crownstone's or nobody's. */
    private boolean isAnswered(Set<String> answered, Set<String> concerned) {
        return answered.equals(concerned)
                || answered.equals(concerned.stream().map(shown::keyOfResult).collect(Collectors.toSet()));
    }

    /** Each command has its final results by now. */
    void checkAllOver() {
        for (Command command : commands.values()) {
            if (unsureOnes.contains(command.id())) {
                if (!finals.containsKey(command.id()) && command.results().isEmpty()) {
                    throw new Violation("no final result", command.toString());
                }
                continue;
            }
            Map<String, List<String>> results = command.results();
            results.forEach((key, statuses) -> {
                if (!command.isOver(key)) {
                    throw new Violation("no final result", "%s, %s: %s".formatted(command, key, statuses));
                }
            });
            Set<String> concerned = command.concerned();
            if (concerned == null && command.owed() && results.isEmpty()) {
                throw new Violation("no final result", command.toString());
            }
            if (concerned != null && !isAnswered(results.keySet(), concerned) && !command.isRefused()) {
                throw new Violation(
                        concerned.containsAll(results.keySet()) ? "no final result" : "a result of another Crownstone",
                        "%s: %s, concerned %s".formatted(command, results, concerned));
            }
        }
    }
}
