package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.cloud.Finder;
import io.crownstone2mqtt.cloud.Finding;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchCommand;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "switch",
        description =
                "Switches one Crownstone, or activates a scene, through the cloud. A phone or a hub must be in its range.")
final class SwitchCrownstoneCommand extends OneShotCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The Crownstone: its name, in any case of letters.")
    private @Nullable String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "HOW",
            converter = How.class,
            completionCandidates = Completions.class,
            description = "on, off, or a percentage 0 to 100; 1 to 9 become 10, the least that the cloud takes.")
    private @Nullable SwitchCommand command;

    @Option(
            names = "--scene",
            paramLabel = "NAME",
            description = "Instead of a Crownstone: a scene that was made in the Crownstone app; a name or an id.")
    private @Nullable String scene;

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
        demandOneThing();
        try (Accounts accounts = Accounts.open(settings())) {
            AccountsView view = accounts.read();
            view.complainOrFail(console);
            if (scene != null) {
                activate(scene, view);
            } else {
                switchCrownstone(String.valueOf(name), Objects.requireNonNull(command), view);
            }
            return ExitCode.SUCCESS;
        }
    }

    private void demandOneThing() {
        if (scene != null && (name != null || naming != null)) {
            throw usage("--scene NAME stands alone: it cannot be switched together with a Crownstone");
        }
        if (scene == null && name == null) {
            throw usage("Missing required parameters: 'NAME', 'HOW'; or --scene NAME");
        }
        if (scene == null && command == null) {
            throw usage("Missing required parameter: 'HOW'");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private void switchCrownstone(String wanted, SwitchCommand how, AccountsView view) {
        Finder.InSphere<Crownstone> found = crownstone(wanted, finder(view));
        access(found.sphere(), view).switchCrownstone(found.thing(), how);
        taken(found.thing().label(), found.sphere(), "\"" + how + "\"", "it");
    }

    private void activate(String wanted, AccountsView view) {
        Finder.InSphere<Scene> found = scene(wanted, finder(view));
        access(found.sphere(), view).activate(found.sphere(), found.thing());
        int count = found.thing().commands(found.sphere()).size();
        taken(
                found.thing().label(),
                found.sphere(),
                count == 1 ? "1 command" : count + " commands",
                count == 1 ? "it" : "them");
    }

    private void taken(String what, Sphere where, String commands, String them) {
        console.print(console.paint(Style.fg_green, what) + " in " + where.label() + ": the cloud accepted " + commands
                + "; a phone or a hub must be in range to carry " + them + " out");
    }

    private Finder finder(AccountsView view) {
        return Finder.in(
                sphere == null
                        ? view.home()
                        : Home.EMPTY.with(view.spheres(sphere).getFirst()));
    }

    private static CrownstoneCloud access(Sphere sphere, AccountsView view) {
        AccountsView.Access access = view.best(sphere.id());
        demandRights(sphere, access);
        return access.cloud();
    }

    private Finder.InSphere<Crownstone> crownstone(String wanted, Finder finder) {
        Finding<Finder.InSphere<Crownstone>> finding;
        if (naming == null) {
            finding = finder.crownstone(wanted);
        } else {
            finding = naming.id ? finder.crownstoneById(wanted) : finder.crownstoneByUid(uid(wanted));
        }
        return finding.orElseThrow(problem -> CommandFailure.of(problem, ""));
    }

    private static Finder.InSphere<Scene> scene(String wanted, Finder finder) {
        return finder.sceneById(wanted) instanceof Finding.Found<Finder.InSphere<Scene>>(var found)
                ? found
                : finder.scene(wanted).orElseThrow(problem -> CommandFailure.of(problem, ""));
    }

    private static int uid(String name) {
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
