package io.crownstone2mqtt.diagnostics;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What things are called in {@code /status.json}. */
public final class StatusNames {
    private StatusNames() {}

    public static Stream<NamedThing> of(JsonNode status) {
        return status.path("spheres")
                .valueStream()
                .flatMap(sphere -> Stream.of(
                                Stream.of(named(NamedKind.SPHERE, sphere)),
                                all(NamedKind.LOCATION, sphere.path("rooms")),
                                all(NamedKind.CROWNSTONE, sphere.path("crownstones")),
                                all(NamedKind.USER, sphere.path("people")),
                                all(NamedKind.SCENE, sphere.path("scenes")),
                                all(NamedKind.HUB, sphere.path("hubs")))
                        .flatMap(each -> each));
    }

    private static Stream<NamedThing> all(NamedKind kind, JsonNode things) {
        return things.valueStream().map(thing -> named(kind, thing));
    }

    private static NamedThing named(NamedKind kind, JsonNode thing) {
        return new NamedThing(
                kind, thing.path("id").asString(""), List.of(thing.path("name").asString("")));
    }
}
