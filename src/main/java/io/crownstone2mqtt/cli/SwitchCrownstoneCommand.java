package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cloud.Finder;
import io.crownstone2mqtt.cloud.Finding;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchCommand;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "switch",
        description = "Switches one Crownstone through the cloud. A phone or a hub must be in its range.")
final class SwitchCrownstoneCommand extends OneShotCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The Crownstone: its name, in any case of letters.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "HOW",
            converter = How.class,
            completionCandidates = Completions.class,
            description = "on, off, or a percentage 0 to 100; 1 to 9 become 10, the least that the cloud takes.")
    private SwitchCommand command = new SwitchCommand.TurnOff();

    @Option(names = "--sphere", paramLabel = "NAME", description = "Only in this sphere; a name or an id.")
    private @Nullable String sphere;

    @ArgGroup
    private @Nullable Naming naming;

    /** At most one of them. */
    static final class Naming {
        @Option(names = "--id", description = "NAME is a cloud id.")
        boolean id;

        @Option(names = "--uid", description = "NAME is a uid, the Crownstone's number within its sphere.")
        boolean uid;
    }

    SwitchCrownstoneCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() {
        try (Accounts accounts = Accounts.open(settings())) {
            AccountsView view = accounts.read();
            view.complainOrFail(console);
            Finder.InSphere<Crownstone> found = find(view);
            AccountsView.Access access = view.best(found.sphere().id());
            demandRights(found.sphere(), access);
            access.cloud().switchCrownstone(found.thing(), command);
            console.print(console.paint(Style.fg_green, found.thing().label()) + " in "
                    + found.sphere().label() + ": the cloud accepted \"" + command
                    + "\"; a phone or a hub must be in range to carry it out");
            return ExitCode.SUCCESS;
        }
    }

    private Finder.InSphere<Crownstone> find(AccountsView view) {
        Home home = view.home();
        if (sphere != null) {
            home = Home.EMPTY.with(view.spheres(sphere).getFirst());
        }
        return finding(Finder.in(home)).orElseThrow(problem -> CommandFailure.of(problem, ""));
    }

    private Finding<Finder.InSphere<Crownstone>> finding(Finder finder) {
        if (naming == null) {
            return finder.crownstone(name);
        }
        return naming.id ? finder.crownstoneById(name) : finder.crownstoneByUid(uid());
    }

    private int uid() {
        if (!name.matches("[0-9]{1,9}")) {
            throw CommandFailure.failed("\"" + name + "\" is no uid: a uid is a number, see the command list");
        }
        return Integer.parseInt(name);
    }

    /** The cloud would refuse, and not say why. */
    private static void demandRights(Sphere where, AccountsView.Access access) {
        if (!access.role().maySwitch()) {
            throw CommandFailure.failed("the account is a guest in " + where.label()
                    + ", and guests may not switch: ask an admin of the sphere for the role of a member");
        }
    }

    /** Understands on, off and percentages. */
    static final class How implements ITypeConverter<SwitchCommand> {
        @Override
        public SwitchCommand convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "on" -> new SwitchCommand.TurnOn();
                case "off" -> new SwitchCommand.TurnOff();
                default -> percentage(value);
            };
        }

        private static SwitchCommand percentage(String value) {
            if (!value.matches("[0-9]{1,3}") || Integer.parseInt(value) > 100) {
                throw new TypeConversionException("'" + value + "' is not on, off, or 0 to 100");
            }
            return SwitchCommand.percentage(Integer.parseInt(value));
        }
    }

    /** What a shell may offer. */
    static final class Completions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("on", "off").iterator();
        }
    }
}
