package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Finder;
import io.crownstone2mqtt.home.Finding;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchCommand;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Switches one Crownstone.
 *
 * @param by what {@code name} is
 * @param sphere a name or an id; null for all
 */
record Switching(
        String name, By by, SwitchCommand command, @Nullable String sphere) implements OneShot {
    /** What a Crownstone is called by. */
    enum By {
        NAME,
        ID,
        UID
    }

    @Override
    public int run(Supplier<Settings> source, Console console) {
        try (Accounts accounts = Accounts.open(source.get())) {
            Household household = accounts.visit();
            household.complainOrFail(console);
            Finder.InSphere<Crownstone> found = find(household);
            Household.Access access = household.best(found.sphere().id());
            demandRights(found.sphere(), access);
            access.cloud().switchCrownstone(found.thing(), command);
            console.print(console.paint(Console.Paint.GREEN, found.thing().label()) + " in "
                    + found.sphere().label() + ": the cloud has taken \"" + command
                    + "\"; a phone or a hub must be in range to carry it out");
            return ExitCode.SUCCESS;
        }
    }

    private Finder.InSphere<Crownstone> find(Household household) {
        Home home = household.home();
        if (sphere != null) {
            home = Home.EMPTY.with(household.spheres(sphere).getFirst());
        }
        return finding(Finder.in(home)).orElseThrow(problem -> CommandFailure.of(problem, ""));
    }

    private Finding<Finder.InSphere<Crownstone>> finding(Finder finder) {
        return switch (by) {
            case NAME -> finder.crownstone(name);
            case ID -> finder.crownstoneById(name);
            case UID -> finder.crownstoneByUid(uid());
        };
    }

    private int uid() {
        if (!name.matches("[0-9]{1,9}")) {
            throw CommandFailure.failed("\"" + name + "\" is no uid: a uid is a number, see the command list");
        }
        return Integer.parseInt(name);
    }

    /** The cloud would refuse, without a word of why. */
    private static void demandRights(Sphere where, Household.Access access) {
        if (!access.role().maySwitch()) {
            throw CommandFailure.failed("the account is a guest in " + where.label()
                    + ", and guests may not switch: ask an admin of the sphere for the role of a member");
        }
    }
}
