package io.crownstone2mqtt.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the method for a path. Literal segments match in any case; {@code *} is an id and matches as it is written. */
final class Router {
    /** Handles a call, under the home's lock. */
    @FunctionalInterface
    interface Handler {
        Answer handle(Call call);
    }

    record Match(Handler handler, List<String> ids) {}

    private record Route(String verb, List<String> segments, Handler handler) {
        Optional<Match> match(String requested, List<String> path) {
            if (!verb.equals(requested) || path.size() != segments.size()) {
                return Optional.empty();
            }
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < path.size(); i++) {
                if (segments.get(i).equals("*")) {
                    ids.add(path.get(i));
                } else if (!segments.get(i).equalsIgnoreCase(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Match(handler, ids));
        }
    }

    private final List<Route> routes = new ArrayList<>();

    Router on(String verb, String path, Handler handler) {
        routes.add(new Route(verb, segments(path), handler));
        return this;
    }

    /** The first route that matches; the path begins after {@code /api}. */
    Optional<Match> find(String verb, String path) {
        List<String> wanted = segments(path);
        return routes.stream()
                .flatMap(route -> route.match(verb, wanted).stream())
                .findFirst();
    }

    /** One slash at the end does no harm; two in a row make an empty segment, which nothing matches. */
    private static List<String> segments(String path) {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return List.of(trimmed.substring(Math.min(1, trimmed.length())).split("/", -1));
    }
}
