package io.crownstone2mqtt.diagnostics;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What things are called in {@code /status.json}. */
public final class StatusNames {
    private StatusNames() {}

    public static Stream<Named> of(JsonNode status) {
        return status.path("spheres")
                .valueStream()
                .flatMap(sphere -> Stream.of(
                                Stream.of(named(Kind.SPHERE, sphere)),
                                all(Kind.LOCATION, sphere.path("rooms")),
                                all(Kind.CROWNSTONE, sphere.path("crownstones")),
                                all(Kind.USER, sphere.path("people")),
                                all(Kind.SCENE, sphere.path("scenes")),
                                all(Kind.HUB, sphere.path("hubs")))
                        .flatMap(each -> each));
    }

    private static Stream<Named> all(Kind kind, JsonNode things) {
        return things.valueStream().map(thing -> named(kind, thing));
    }

    private static Named named(Kind kind, JsonNode thing) {
        return new Named(
                kind, thing.path("id").asString(""), List.of(thing.path("name").asString("")));
    }
}
