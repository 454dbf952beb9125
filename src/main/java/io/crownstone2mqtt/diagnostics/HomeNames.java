package io.crownstone2mqtt.diagnostics;

import io.crownstone2mqtt.home.CloudId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.User;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What everything in a home is called. */
public final class HomeNames {
    private HomeNames() {}

    public static Stream<NamedThing> of(Home home) {
        return home.spheres().values().stream().flatMap(HomeNames::of);
    }

    private static Stream<NamedThing> of(Sphere sphere) {
        return Stream.of(
                        Stream.of(named(NamedKind.SPHERE, sphere.id(), sphere.name(), sphere.label())),
                        sphere.locations().values().stream()
                                .map(each -> named(NamedKind.LOCATION, each.id(), each.name(), each.label())),
                        sphere.crownstones().values().stream()
                                .map(each -> named(
                                        NamedKind.CROWNSTONE, each.id(), each.name(), each.label(), each.address())),
                        sphere.users().values().stream().map(HomeNames::of),
                        sphere.scenes().values().stream()
                                .map(each -> named(NamedKind.SCENE, each.id(), each.name(), each.label())),
                        sphere.hubs().values().stream()
                                .map(each -> named(NamedKind.HUB, each.id(), each.name(), each.label())))
                .flatMap(each -> each);
    }

    private static NamedThing of(User user) {
        return named(NamedKind.USER, user.id(), user.label(), user.firstName(), user.lastName(), user.email());
    }

    private static NamedThing named(NamedKind kind, CloudId id, @Nullable String... names) {
        List<String> known = Stream.of(names)
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
        return new NamedThing(kind, id.value(), known);
    }
}
