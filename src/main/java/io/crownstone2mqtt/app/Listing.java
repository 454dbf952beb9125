package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.home.Sphere;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists what the accounts see.
 *
 * @param what null for everything
 * @param sphere a name or an id; null for all
 */
record Listing(@Nullable What what, @Nullable String sphere, boolean json) implements OneShot {
    /** A kind of things. */
    enum What {
        SPHERES,
        LOCATIONS,
        CROWNSTONES,
        USERS;

        /** As the command line and JSON name it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public int run(Supplier<Settings> source, Console console) {
        Settings settings = source.get();
        try (Accounts accounts = Accounts.open(settings)) {
            Household household = accounts.visit();
            household.complainOrFail(console);
            List<Sphere> spheres = household.spheres(sphere);
            List<What> kinds = what == null ? List.of(What.values()) : List.of(what);
            if (json) {
                console.print(new ListingJson(household, settings).of(kinds, spheres));
            } else {
                new ListingTables(household, console).print(kinds, spheres);
            }
            return household.exitCode();
        }
    }
}
