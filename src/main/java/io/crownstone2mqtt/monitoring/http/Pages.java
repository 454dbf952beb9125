package io.crownstone2mqtt.monitoring.http;

import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.mirror.TopicScheme;
import io.crownstone2mqtt.monitoring.HealthReport;
import io.crownstone2mqtt.monitoring.HealthWatch;
import io.crownstone2mqtt.monitoring.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Every page there is. */
public final class Pages implements AutoCloseable {
    private static final Map<String, String> FILES =
            Map.of("/", "index.html", "/status.css", "status.css", "/status.js", "status.js", "/icon.svg", "icon.svg");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final StatusEvents listeners;

    /**
     * Makes them.
     *
     * @param metrics in the text format of Prometheus
     * @param set takes a topic and a payload as if they came from the broker; null: the page may not switch
     */
    public Pages(
            BridgeOptions options,
            HealthWatch health,
            Journal journal,
            Supplier<String> metrics,
            @Nullable BiConsumer<String, byte[]> set) {
        StatusJson status = new StatusJson(options, health, journal, set != null);
        listeners = new StatusEvents(status::version, () -> status.now().toString());
        FILES.forEach((path, file) -> {
            PageResponse content = PageResponse.of(type(file), read(file));
            pages.put(path, Page.of(_ -> content));
        });
        pages.put("/healthz", Page.forAll(_ -> alive(health.report())));
        pages.put("/readyz", Page.forAll(request -> ready(health.report(), request.trusted())));
        pages.put("/metrics", Page.of(_ -> PageResponse.of("text/plain; version=0.0.4; charset=utf-8", metrics.get())));
        pages.put("/status.json", Page.of(_ -> PageResponse.json(200, status.now())));
        pages.put("/events", listeners);
        if (set != null) {
            Control control = new Control(new TopicScheme(options.mirror()), health::state, set);
            pages.put("/control", Page.posted(control::answer));
        }
    }

    public Map<String, Page> all() {
        return Map.copyOf(pages);
    }

    private static PageResponse alive(HealthReport report) {
        return report.alive() ? PageResponse.text(200, "alive") : PageResponse.text(503, report.line());
    }

    /** Without a login only whether it is ready is shown, not why. */
    private static PageResponse ready(HealthReport report, boolean trusted) {
        return PageResponse.json(
                report.ready() ? 200 : 503,
                trusted
                        ? report.toJson()
                        : JsonNodeFactory.instance.objectNode().put("ready", report.ready()));
    }

    private static String type(String file) {
        return TYPES.getOrDefault(file.substring(file.indexOf('.') + 1), "text/plain");
    }

    private static String read(String file) {
        try (var in = Pages.class.getResourceAsStream("/status/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The build has left out " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all event streams. */
    @Override
    public void close() {
        listeners.close();
    }
}
