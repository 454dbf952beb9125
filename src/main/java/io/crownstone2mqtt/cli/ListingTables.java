package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.User;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** A listing for people. E-mail addresses are left out: what is on a screen is seen by others. */
record ListingTables(AccountsView view, Console console) {
    void print(List<ListCommand.What> kinds, List<Sphere> spheres) {
        boolean first = true;
        for (ListCommand.What kind : kinds) {
            if (!first) {
                console.print("");
            }
            first = false;
            Table table = table(kind, spheres);
            if (kinds.size() > 1) {
                console.print(console.paint(Style.fg_green, title(kind) + " (" + table.size() + ")"));
            }
            table.print(console);
        }
    }

    private static String title(ListCommand.What kind) {
        return switch (kind) {
            case SPHERES -> "Spheres";
            case LOCATIONS -> "Locations";
            case CROWNSTONES -> "Crownstones";
            case USERS -> "Users";
            case SCENES -> "Scenes";
            case HUBS -> "Hubs";
        };
    }

    private Table table(ListCommand.What kind, List<Sphere> spheres) {
        return switch (kind) {
            case SPHERES -> spheres(spheres);
            case LOCATIONS -> locations(spheres);
            case CROWNSTONES -> crownstones(spheres);
            case USERS -> users(spheres);
            case SCENES -> scenes(spheres);
            case HUBS -> hubs(spheres);
        };
    }

    private Table spheres(List<Sphere> spheres) {
        Table table = new Table("NAME", "ROLE", "LOCATIONS", "CROWNSTONES", "USERS", "PRESENT", "SWITCHING", "ID");
        for (Sphere sphere : spheres) {
            table.row(
                    sphere.label(),
                    lower(view.best(sphere.id()).role()),
                    sphere.locations().size(),
                    sphere.crownstones().size(),
                    sphere.users().size(),
                    people(
                            sphere,
                            sphere.users().values().stream()
                                    .filter(user -> sphere.presence().isPresent(user.id()))
                                    .toList()),
                    view.switching(sphere).map(can -> can ? "yes" : "nobody").orElse(null),
                    sphere.id());
        }
        return table;
    }

    private static Table locations(List<Sphere> spheres) {
        Table table = new Table("NAME", "SPHERE", "UID", "PRESENT", "ID");
        for (Sphere sphere : spheres) {
            for (Location location : Sorting.locations(sphere)) {
                List<User> inside = sphere.users().values().stream()
                        .filter(user -> sphere.presence().isIn(user.id(), location.id()))
                        .toList();
                table.row(location.label(), sphere.label(), location.uid(), people(sphere, inside), location.id());
            }
        }
        return table;
    }

    private static Table crownstones(List<Sphere> spheres) {
        Table table = new Table("NAME", "SPHERE", "LOCATION", "STATE", "DIMMING", "TYPE", "UID", "FIRMWARE", "ID");
        for (Sphere sphere : spheres) {
            for (Crownstone crownstone : Sorting.crownstones(sphere)) {
                table.row(
                        crownstone.label(),
                        sphere.label(),
                        location(sphere, crownstone.location()),
                        state(crownstone),
                        crownstone.canDim() ? "yes" : "no",
                        crownstone.type(),
                        crownstone.uid(),
                        crownstone.firmware(),
                        crownstone.id());
            }
        }
        return table;
    }

    private static Table users(List<Sphere> spheres) {
        Table table = new Table("NAME", "SPHERE", "ROLE", "WHERE", "ID");
        for (Sphere sphere : spheres) {
            for (User user : Sorting.users(sphere)) {
                table.row(user.label(), sphere.label(), lower(user.role()), whereabouts(sphere, user), user.id());
            }
        }
        return table;
    }

    private static Table scenes(List<Sphere> spheres) {
        Table table = new Table("NAME", "SPHERE", "CROWNSTONES", "ID");
        for (Sphere sphere : spheres) {
            for (Scene scene : Sorting.scenes(sphere)) {
                Integer switched =
                        scene.levels() == null ? null : scene.commands(sphere).size();
                table.row(scene.label(), sphere.label(), switched, scene.id());
            }
        }
        return table;
    }

    private static Table hubs(List<Sphere> spheres) {
        Table table = new Table("NAME", "SPHERE", "LOCATION", "CONNECTED", "ID");
        for (Sphere sphere : spheres) {
            for (Hub hub : Sorting.hubs(sphere)) {
                table.row(
                        hub.label(),
                        sphere.label(),
                        location(sphere, hub.location()),
                        hub.isConnected() ? "yes" : "no",
                        hub.id());
            }
        }
        return table;
    }

    private static @Nullable String people(Sphere sphere, Collection<User> people) {
        return Sorting.users(sphere).stream()
                .filter(people::contains)
                .map(User::label)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), names -> names.isEmpty() ? null : names));
    }

    private static @Nullable String location(Sphere sphere, @Nullable LocationId id) {
        Location location = id == null ? null : sphere.locations().get(id);
        return location == null ? null : location.label();
    }

    private static String state(Crownstone crownstone) {
        SwitchState state = crownstone.state();
        if (!crownstone.canSwitch()) {
            return "no switch";
        }
        if (state == null) {
            return "unknown";
        }
        return switch (state.percentage()) {
            case 0 -> "off";
            case 100 -> "on";
            default -> state.percentage() + " %";
        };
    }

    private static String whereabouts(Sphere sphere, User user) {
        if (!sphere.presence().isPresent(user.id())) {
            return "away";
        }
        String rooms = Sorting.locations(sphere).stream()
                .filter(location -> sphere.presence().isIn(user.id(), location.id()))
                .map(Location::label)
                .collect(Collectors.joining(", "));
        return rooms.isEmpty() ? "present" : rooms;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
