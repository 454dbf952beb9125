package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.HealthSettings;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.LocalBridges;
import io.crownstone2mqtt.diagnostics.Diary;
import io.crownstone2mqtt.monitoring.BridgeIdentity;
import io.crownstone2mqtt.monitoring.LocalPage;
import io.crownstone2mqtt.monitoring.RunningBridges;
import io.crownstone2mqtt.monitoring.RunningBridges.Found;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the bridge of this machine tells about itself: on its socket, and by HTTP where that is on.
 *
 * @param which of the bridges it is
 */
record DaemonTold(
        Part<String> which,
        Part<JsonNode> health,
        Part<JsonNode> status,
        Part<String> metrics,
        Part<Diary.Entries> diary) {
    /** What reads one part. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    static DaemonTold ask(Settings settings, ServiceEnvironment service) {
        RunningBridges bridges = LocalBridges.find(service, HealthSettings.of(settings));
        Found found = bridges.found();
        return found == null ? missing(bridges.missing()) : ask(found, settings.http());
    }

    private static DaemonTold missing(String why) {
        return new DaemonTold(
                Part.missing(why), Part.missing(why), Part.missing(why), Part.missing(why), Part.missing(why));
    }

    private static DaemonTold ask(Found found, Settings.Http http) {
        JsonNode told = found.bridge().get("page");
        String page = told == null ? null : told.asString();
        return new DaemonTold(
                Part.of(BridgeIdentity.line(found.bridge())),
                Part.of(found.health()),
                part(() -> JsonMapper.shared().readTree(page(page, http, "/status.json"))),
                part(() -> page(page, http, "/metrics")),
                part(() -> Diary.read(found.ask("diagnostics"))));
    }

    private static <T> Part<T> part(Reading<T> reading) {
        try {
            return Part.of(reading.read());
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Part.missing(String.valueOf(e.getMessage()));
        }
    }

    private static String page(@Nullable String page, Settings.Http http, String path) throws IOException {
        if (page == null) {
            throw new IOException("http.enabled is false");
        }
        LocalPage.Reply reply = new LocalPage(URI.create(onLoopback(page) + path), login(http)).get();
        if (reply.code() != 200) {
            throw new IOException("the bridge answers " + reply.code());
        }
        return reply.body();
    }

    /** Where it listens for all, it answers on loopback. */
    private static String onLoopback(String page) {
        return page.replace("//0.0.0.0:", "//127.0.0.1:")
                .replace("//[0:0:0:0:0:0:0:0]:", "//[::1]:")
                .replaceFirst("/$", "");
    }

    private static @Nullable String login(Settings.Http http) {
        return http.username() == null || http.password() == null
                ? null
                : http.username() + ":" + http.password().reveal();
    }
}
