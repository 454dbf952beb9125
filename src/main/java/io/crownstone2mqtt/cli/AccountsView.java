package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.cloud.Finder;
import io.crownstone2mqtt.cloud.Finding;
import io.crownstone2mqtt.cloud.HomeSnapshot;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.home.User;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all accounts see together, each sphere once.
 *
 * @param accesses by sphere, the account with the most rights first
 * @param withoutPresence spheres of which it could not be read who is there
 * @param problems of the accounts that see nothing now
 */
record AccountsView(
        Home home,
        Map<SphereId, List<Access>> accesses,
        Set<SphereId> withoutPresence,
        Map<AccountId, CloudProblem> problems,
        boolean several) {
    /** An account's way into a sphere. */
    record Access(CrownstoneCloud cloud, Role role) {}

    /** The way with the most rights. */
    Access best(SphereId sphere) {
        return accesses.getOrDefault(sphere, List.of()).getFirst();
    }

    /** Whether anybody can carry out commands there; empty where that is not known. */
    Optional<Boolean> switching(Sphere sphere) {
        return sphere.switching(!withoutPresence.contains(sphere.id()));
    }

    /** Says what is missing; if that is everything there is nothing to go on with. */
    void complainOrFail(Console console) {
        if (accesses.isEmpty() && problems.size() == 1) {
            problems.forEach((account, problem) -> {
                throw CommandFailure.of(problem, where(account));
            });
        }
        problems.forEach((account, problem) -> console.complain(where(account) + problem.message()));
    }

    private String where(AccountId account) {
        return several ? account + ": " : "";
    }

    /** Success, unless something of what was asked for is missing. */
    int exitCode() {
        return problems.values().stream().map(ExitCode::of).findFirst().orElse(ExitCode.SUCCESS);
    }

    /** The spheres that the bridge mirrors, by its configuration. */
    Home mirrored(Settings settings) {
        Home mirrored = Home.EMPTY;
        for (Sphere sphere : home.spheres().values()) {
            mirrored = Wiring.spheres(settings).takes(sphere) ? mirrored.with(sphere) : mirrored;
        }
        return mirrored;
    }

    private List<Sphere> spheres() {
        return Sorting.byName(
                home.spheres().values(), Sphere::label, sphere -> sphere.id().value());
    }

    /**
     * That sphere, or all by name.
     *
     * @param nameOrId null for all
     * @throws CommandFailure if there is none, or more than one of that name
     */
    List<Sphere> spheres(@Nullable String nameOrId) {
        return nameOrId == null ? spheres() : List.of(sphere(nameOrId));
    }

    private Sphere sphere(String nameOrId) {
        Finder finder = Finder.in(home);
        return finder.sphereById(nameOrId) instanceof Finding.Found<Sphere>(Sphere found)
                ? found
                : finder.sphere(nameOrId).orElseThrow(problem -> CommandFailure.of(problem, ""));
    }

    /** Puts the snapshots of the accounts together. */
    static final class Builder {
        private final boolean several;
        private final Map<SphereId, List<Access>> accesses = new LinkedHashMap<>();
        private final Set<SphereId> withoutPresence = new HashSet<>();
        private final Map<AccountId, CloudProblem> problems = new LinkedHashMap<>();
        private Home home = Home.EMPTY;

        Builder(boolean several) {
            this.several = several;
        }

        void add(CrownstoneCloud cloud, HomeSnapshot snapshot) {
            for (Sphere sphere : snapshot.home().spheres().values()) {
                Role role = Optional.ofNullable(sphere.users().get(snapshot.self()))
                        .map(User::role)
                        .orElse(Role.GUEST);
                home = home.with(sphere);
                note(sphere.id(), snapshot.has(sphere.id(), SpherePart.PRESENCE));
                accesses.computeIfAbsent(sphere.id(), _ -> new ArrayList<>()).add(new Access(cloud, role));
            }
        }

        private void note(SphereId sphere, boolean hasPresence) {
            if (hasPresence) {
                withoutPresence.remove(sphere);
            } else {
                withoutPresence.add(sphere);
            }
        }

        void add(AccountId account, CloudProblem problem) {
            problems.put(account, problem);
        }

        AccountsView build() {
            accesses.values().forEach(each -> each.sort(Comparator.comparing(Access::role)));
            return new AccountsView(home, accesses, withoutPresence, problems, several);
        }
    }
}
