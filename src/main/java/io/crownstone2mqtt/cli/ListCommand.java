package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.home.Sphere;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description =
                "Lists what the accounts see in the cloud: spheres, locations, Crownstones, users, scenes and hubs.")
final class ListCommand extends OneShotCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "WHAT",
            description = "${COMPLETION-CANDIDATES}. Default: all of them.")
    private @Nullable What what;

    @Option(names = "--sphere", paramLabel = "NAME", description = "Only what is in this sphere; a name or an id.")
    private @Nullable String sphere;

    @Option(names = "--json", description = "Writes JSON, for programs.")
    private boolean json;

    ListCommand(CommandContext context) {
        super(context);
    }

    /** A kind of things. */
    enum What {
        SPHERES,
        LOCATIONS,
        CROWNSTONES,
        USERS,
        SCENES,
        HUBS;

        /** As the command line and JSON name it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    int run() {
        Settings settings = settings();
        try (Accounts accounts = Accounts.open(settings)) {
            AccountsView view = accounts.read();
            view.complainOrFail(console);
            List<Sphere> spheres = view.spheres(sphere);
            List<What> kinds = what == null ? List.of(What.values()) : List.of(what);
            if (json) {
                console.print(new ListingJson(view, settings).of(kinds, spheres));
            } else {
                new ListingTables(view, console).print(kinds, spheres);
            }
            return view.exitCode();
        }
    }
}
