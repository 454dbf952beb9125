package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.User;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The order in which people look for a name: case, and how a letter is composed, do not matter. */
final class Sorting {
    private Sorting() {}

    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    static <T> List<T> byName(Collection<T> things, Function<T, String> name, Function<T, String> id) {
        return things.stream()
                .sorted(Comparator.comparing((T thing) -> key(name.apply(thing)))
                        .thenComparing(id))
                .toList();
    }

    static List<Crownstone> crownstones(Sphere sphere) {
        return byName(
                sphere.crownstones().values(),
                Crownstone::label,
                each -> each.id().value());
    }

    static List<Location> locations(Sphere sphere) {
        return byName(
                sphere.locations().values(), Location::label, each -> each.id().value());
    }

    static List<Scene> scenes(Sphere sphere) {
        return byName(sphere.scenes().values(), Scene::label, each -> each.id().value());
    }

    static List<Hub> hubs(Sphere sphere) {
        return byName(sphere.hubs().values(), Hub::label, each -> each.id().value());
    }

    static List<User> users(Sphere sphere) {
        return byName(sphere.users().values(), User::label, each -> each.id().value());
    }
}
