package io.crownstone2mqtt.bridge.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** What will happen, all of it from one seed. */
record Plan(long seed, Options options, List<Action> actions) {
    private static final int MOST_ACTIONS = 40;

    Plan {
        actions = List.copyOf(actions);
    }

    static Plan of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Options options = Options.draw(random);
        List<Action.Kind> kinds = Action.Kind.some(random);
        List<Action> actions = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            actions.add(new Action(0, Action.Kind.BROKER_UP, 0, 0));
        }
        long at = random.nextInt(4) > 0 ? 10_000 : 0;
        for (int count = 1 + random.nextInt(MOST_ACTIONS); count > 0; count--) {
            at += pause(random);
            actions.add(Action.draw(at, kinds, random));
        }
        return new Plan(seed, options, actions);
    }

    private static long pause(SplittableRandom random) {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1, 2, 3 -> random.nextInt(400);
            case 4, 5, 6 -> random.nextInt(4_000);
            case 7, 8 -> random.nextInt(20_000);
            default -> random.nextInt(300_000);
        };
    }

    /** Whether a Crownstone's topics may become another's: then it takes the broker a while to show whose they are. */
    boolean renames() {
        return !options.topicsById()
                && actions.stream()
                        .filter(action -> !action.kind().name().matches("(SCENE|HUB)_.*"))
                        .anyMatch(action -> action.kind().name().endsWith("RENAMED")
                                || action.kind() == Action.Kind.NAMES_SWAPPED
                                || action.kind().name().endsWith("REMOVED")
                                || action.kind() == Action.Kind.SPHERE_COMES
                                || action.kind() == Action.Kind.SPHERE_GOES
                                || action.kind() == Action.Kind.CROWNSTONE_ADDED);
    }

    /** Whether an account may switch at one time and not at another. */
    boolean changesRoles() {
        return actions.stream()
                .anyMatch(action -> action.kind().name().matches("ROLE_CHANGES|USER_.*|SPHERE_(GOES|COMES)"));
    }

    /** Whether Crownstones change between dimming and switching only. */
    boolean changesDimming() {
        return actions.stream().anyMatch(action -> action.kind() == Action.Kind.DIMMING);
    }

    Optional<Violation> violation() {
        try {
            new World(this).run();
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.of(violation);
        }
    }

    /** The same fault with as few actions as leaving some out, in ever smaller pieces, leads to. */
    Plan shortened(String kind) {
        Plan shortest = this;
        for (int piece = Math.max(1, actions.size() / 2); ; piece = piece / 2) {
            boolean shorter = true;
            while (shorter) {
                shorter = false;
                for (int from = 0; from < shortest.actions.size(); from += piece) {
                    Plan without = shortest.without(from, piece);
                    if (without.violation()
                            .filter(each -> each.kind().equals(kind))
                            .isPresent()) {
                        shortest = without;
                        shorter = true;
                        break;
                    }
                }
            }
            if (piece <= 1) {
                return shortest;
            }
        }
    }

    private Plan without(int from, int count) {
        List<Action> left = new ArrayList<>(actions);
        left.subList(from, Math.min(from + count, left.size())).clear();
        return new Plan(seed, options, left);
    }

    @Override
    public String toString() {
        return "seed %d, %s%n%s"
                .formatted(
                        seed,
                        options,
                        actions.stream().map(each -> "  " + each).collect(Collectors.joining(System.lineSeparator())));
    }
}
